/** Why metrics-server gets no figures from a kubelet. */
export type ScrapeTrouble = 'x509-name' | 'x509-issuer' | 'x509-date' | 'refused-rights' | 'timeout' | 'not-listening' | 'no-such-host' | 'other';

export interface ScrapeFailure {
  readonly node: string;
  readonly trouble: ScrapeTrouble;
  readonly words: string;
  readonly line: string;
}

const signs: readonly (readonly [ScrapeTrouble, RegExp])[] = [
  ['x509-name', /x509: (?:cannot validate certificate for|certificate is (?:not )?valid for)/],
  ['x509-issuer', /x509: certificate signed by unknown authority|x509: .{0,40}self.signed/],
  ['x509-date', /x509: certificate has expired or is not yet valid/],
  ['refused-rights', /status: "?(?:401|403)|Unauthorized|Forbidden/],
  ['no-such-host', /no such host|server misbehaving/],
  ['not-listening', /connection refused/],
  ['timeout', /deadline exceeded|i\/o timeout|timeout to access kubelet|no route to host|Client\.Timeout/],
];

/**
 * The newest failure of each node in the log of metrics-server:
 * https://github.com/kubernetes-sigs/metrics-server/blob/v0.9.0/pkg/scraper/scraper.go#L147
 */
export function scrapeFailures(lines: readonly string[]): readonly ScrapeFailure[] {
  const found = lines.flatMap((line) => {
    const plain = line.replaceAll('\\"', '"');
    const [, node] = /"Failed to scrape node(?:, timeout to access kubelet)?".{0,2000}node="([\w.-]{1,253})"/.exec(plain) ?? [];
    if (!node) return [];
    const words = /err="(.{1,600}?)" node=/.exec(plain)?.[1] ?? 'timeout to access kubelet';
    return [{ node, trouble: signs.find(([, sign]) => sign.test(plain))?.[0] ?? 'other', words, line }];
  });
  return [...new Map(found.map((failure) => [failure.node, failure])).values()];
}
