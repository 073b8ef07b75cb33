/** An address that a program says it listens on. `host` null: not said, so any. */
export interface Listening {
  readonly host: string | null;
  readonly port: number;
  readonly line: string;
}

const verb = String.raw`\b(?:listen(?:ing|s)?|started|running|serving|ready|available|bound|binding|accepting connections)\b`;
const patterns: readonly RegExp[] = [
  // Listening on http://127.0.0.1:5000, server started at http://localhost:3000/
  new RegExp(String.raw`${verb}.{0,60}?[a-z]{2,6}://(\[[\da-f:]+\]|[\w.*-]{1,80}):(\d{2,5})\b`, 'i'),
  // listening on 0.0.0.0:8080, :::8080, *:80, :8080, [::1]:8080, localhost:3000
  new RegExp(String.raw`${verb}.{0,40}?\b(?:on|at|to|address:?)\s+(?:address\s+)?["'\[]?(\[[\da-f:]+\]|::1?|\*|[\w.-]{1,80})?:(\d{2,5})\b`, 'i'),
  // listening on port 3000, Tomcat started on port(s): 8080, Started on port 8080
  new RegExp(String.raw`${verb}.{0,40}?\b()port(?:\(s\)|s)?:?\s+["']?(\d{2,5})\b`, 'i'),
  // listening on IPv4 address "0.0.0.0", port 5432
  new RegExp(String.raw`${verb} on IPv[46] address "([\d.:a-f]+)", port (\d{2,5})\b`, 'i'),
  // Ready to accept connections … port=6379
  new RegExp(String.raw`${verb}.{0,80}?\b()port=(\d{2,5})\b`, 'i'),
];
/** Ports beside the one that serves. */
const aside = /metric|admin|manage|health|pprof|debug|actuator|prometheus|probe|profil/i;

/** What a log says the program listens on, ports for administration aside. The newest line counts for each port. */
export function listeningIn(lines: readonly string[]): Listening[] {
  const byKey = new Map<string, Listening>();
  for (const raw of lines) {
    const line = raw.slice(0, 1_000);
    if (aside.test(line)) continue;
    const found = nearest(line);
    if (!found) continue;
    byKey.set(`${found.host} ${found.port}`, { ...found, line });
  }
  return [...byKey.values()];
}

/** The address that stands closest behind the verb. */
function nearest(line: string): { readonly host: string | null; readonly port: number } | null {
  const matches = patterns.map((pattern) => pattern.exec(line)).filter((match) => match !== null);
  const [first] = matches.toSorted((a, b) => a.index + a[0].length - (b.index + b[0].length));
  const port = Number(first?.[2]);
  if (!first || !(port > 0 && port < 65_536)) return null;
  const host = (first[1] ?? '').replace(/^\[|\]$/g, '');
  // programs print a clickable `localhost` whatever they listen on
  return { host: host === '' || host === 'localhost' ? null : host, port };
}

/** Only the pod itself can connect there. */
export function isLoopback(host: string | null): boolean {
  return host !== null && /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i.test(host);
}
