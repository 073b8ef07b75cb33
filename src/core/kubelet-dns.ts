/** The `clusterDNS` addresses of a KubeletConfiguration in YAML. */
export function kubeletDns(config: string): string[] {
  const lines = config.split('\n');
  const start = lines.findIndex((line) => /^clusterDNS:/.test(line));
  if (start === -1) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !/^\s*-/.test(line));
  const inline = /^clusterDNS:\s*\[(.*)\]/.exec(lines[start] ?? '')?.[1]?.split(',') ?? [];
  return [...inline, ...rest.slice(0, end === -1 ? rest.length : end)]
    .map((item) => item.replace(/[-\s"']*(.*?)[\s"']*$/, '$1'))
    .filter((item) => item !== '');
}
