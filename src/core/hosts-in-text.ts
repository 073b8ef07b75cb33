/** A host that some text names. */
export interface HostMention {
  readonly host: string;
  readonly port: number | null;
}

const host = '[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?';
const port = String.raw`(?::(\d{2,5}))?`;
/** Ways of writing a host that cannot be mistaken for a plain word. */
const patterns: readonly RegExp[] = [
  // scheme://user:password@host:port/ and jdbc:postgresql://host:port/
  new RegExp(String.raw`[a-z][a-z0-9+.-]{1,20}://(?:[^\s/@]{0,200}@)?(${host})${port}`, 'gi'),
  // user:password@tcp(host:port)/
  new RegExp(String.raw`@(?:tcp|udp)\((${host})${port}\)`, 'gi'),
  // host=db port=5432, --db-host=db, Host: db
  new RegExp(
    String.raw`(?:^|[\s"'{,;&-])[\w.-]{0,30}?(?:host|hostname|addr|address|server)["']?(?:\s{0,2}[=:]\s{0,2}|\s{1,2})["']?(${host})${port}(?=["'\s,;}]|$)`,
    'gi',
  ),
  // nc -z db 5432, psql -h db, wget -qO- db; nc -l calls nobody
  new RegExp(
    String.raw`\b(?:nc(?![^;|&\n]{0,60}\s-\w*l)|telnet|nslookup|ping|curl|wget|psql|mysql|mysqladmin|redis-cli|pg_isready|mongosh?)(?:\s+-[\w-]+(?:=\S+|\s+\d+(?=\s))?){0,6}\s+(?:-h\s+)?(${host})(?:(?::|\s+)(\d{2,5}))?(?=[\s;|&"')/]|$)`,
    'gi',
  ),
  // db:5432, db.shop.svc.cluster.local:5432
  new RegExp(String.raw`(?:^|[\s"'(=,@\[])(${host}):(\d{2,5})(?=[\s"'),/;\]:]|$)`, 'gi'),
  // anything.svc, anything.svc.cluster.local
  new RegExp(String.raw`\b(${host}\.svc(?:\.[a-z0-9.-]*[a-z0-9])?)\b${port}`, 'gi'),
];

/** Words of programs whose name look-up failed; the first group is the host. */
const unresolved: readonly RegExp[] = [
  new RegExp(String.raw`\blookup (${host})\.? (?:on \S+ )?.{0,60}?(?:no such host|i/o timeout|server misbehaving|Temporary failure)`, 'gi'),
  new RegExp(
    String.raw`(?:Could not resolve host|couldn't resolve host|unable to resolve host address|bad address|Unknown host|UnknownHostException|Name or service not known|nodename nor servname provided, or not known|can't resolve)[:\s]{1,3}["'\`‘(]?(${host})`,
    'gi',
  ),
  new RegExp(String.raw`getaddrinfo(?: \w+)? (?:ENOTFOUND|EAI_AGAIN) (${host})`, 'gi'),
  new RegExp(`could not translate host name "(${host})"`, 'gi'),
  new RegExp(`Unknown MySQL server host '(${host})'`, 'gi'),
  new RegExp(`host not found in upstream "(${host})`, 'gi'),
  new RegExp(`(${host}): (?:Name or service not known|Temporary failure in name resolution|nodename nor servname)`, 'gi'),
  new RegExp(`Failed to resolve '?(${host})`, 'gi'),
];

/** Variables that hold a host by their name. */
const hostVariable = /(?:^|_)(?:HOST|HOSTNAME|HOSTS|ADDR|ADDRESS|URL|URI|ENDPOINT|SERVER|SERVERS|SERVICE|BROKER|BROKERS|UPSTREAM|BACKEND)$/i;
const wholeHost = new RegExp(`^(${host})${port}$`, 'i');

/** Hosts that a text names in a way that only hosts are named. */
export function hostsIn(text: string): HostMention[] {
  return distinct(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, host = '', port]) => mention(host, port))));
}

/** Hosts in the value of a variable: the whole value counts where the variable's name says that it is one. */
export function hostsInVariable(name: string, value: string): HostMention[] {
  const parts = hostVariable.test(name) ? value.split(',').map((part) => wholeHost.exec(part.trim())) : [];
  const named = parts.flatMap((match) => (match?.[1] ? [mention(match[1], match[2])] : []));
  return distinct([...named, ...hostsIn(value)]);
}

/** Hosts whose name could not be resolved, by what a program wrote about it. */
export function unresolvedHosts(text: string): string[] {
  return [...new Set(unresolved.flatMap((pattern) => [...text.matchAll(pattern)].map(([, host = '']) => host.toLowerCase())))].filter(isName);
}

function mention(host: string, port: string | undefined): HostMention {
  const number = Number(port);
  return { host: host.toLowerCase(), port: port && number > 0 && number < 65_536 ? number : null };
}

/** A DNS name that begins as a Service's does: with a letter. */
function isName(host: string): boolean {
  return (
    /^[a-z]/i.test(host) &&
    host !== 'localhost' &&
    !/^(?:true|false|null|none)$/i.test(host) &&
    host.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
  );
}

function distinct(mentions: readonly HostMention[]): HostMention[] {
  const byHost = new Map<string, HostMention>();
  for (const one of mentions) if (!byHost.get(one.host)?.port) byHost.set(one.host, one);
  return [...byHost.values()];
}
