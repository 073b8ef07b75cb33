/** The minor number of `v1.34.4`; null for what is not such a version. */
export function minorOf(version: string | null | undefined): number | null {
  const [, minor] = /^v?1\.(\d{1,3})(?:\D|$)/.exec(version ?? '') ?? [];
  return minor ? Number(minor) : null;
}
