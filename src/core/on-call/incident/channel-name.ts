import type { Incident } from './incident.ts';

/** Of a channel's name in Slack. */
const longest = 80;

/** A channel's name from a template: `{date}` is `20261121`, `{time}` is `1803` (UTC), `{target}`, `{namespace}` and `{cluster}` are names. */
export function channelName(template: string, { startedAt, target, cluster }: Pick<Incident, 'startedAt' | 'target' | 'cluster'>): string {
  const [date = '', time = ''] = startedAt.replace(/[-:]/g, '').split('T');
  const values: Readonly<Record<string, string>> = {
    date,
    time: time.slice(0, 4),
    target: target.name,
    namespace: target.namespace ?? '',
    cluster: cluster ?? '',
  };
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  return channelSafe(filled) || `inc-${date}`;
}

/** The same name once more: `inc-20261121-cart-2`. */
export function nextName(name: string, number: number): string {
  const end = `-${number}`;
  return `${name.slice(0, longest - end.length)}${end}`;
}

function channelSafe(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .slice(0, longest)
    .replace(/^-|-$/g, '');
}
