const safe = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One shell word: quoted unless it is plainly safe. */
export function quote(word: string): string {
  return safe.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A shell command; every value put into it is quoted, so nothing that came from a cluster can become a second command. Empty parts vanish. */
export function sh(parts: TemplateStringsArray, ...values: readonly (string | number | readonly string[])[]): string {
  const words = values.map((value) => (Array.isArray(value) ? value.map((v) => quote(String(v))).join(' ') : quote(String(value))));
  return String.raw({ raw: parts }, ...words)
    .replace(/[ \t]+/g, ' ')
    .trim();
}
