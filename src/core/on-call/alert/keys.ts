import type { AlertPlace } from './group.ts';

const day = 86_400;
/** How long what is kept of alerts is kept. */
export const keepFor = {
  group: { ttlSeconds: 30 * day },
  inbox: { ttlSeconds: 7 * day },
  cause: { ttlSeconds: 7 * day },
  begun: { ttlSeconds: 600 },
} as const;

/** Where alerts are kept in the store: one key a thing, or a set, so that workers never overwrite what another wrote. */
export const keys = {
  group: (group: string) => `alert/group/${group}`,
  turn: (group: string) => `alert/turn/${group}`,
  acknowledged: (thread: string) => `alert/acknowledged/${thread}`,
  silence: (thread: string) => `alert/silence/${thread}`,
  recheck: (group: string) => `alert/recheck/${group}`,
  cause: (channel: string, cause: string) => `alert/cause/${channel}/${cause}`,
  followers: (group: string) => `alert/follower/${group}`,
  begun: (channel: string) => `alert/begun/${channel}`,
  burst: (channel: string) => `alert/burst/${channel}`,
  past: (thread: string) => `alert/past/${thread}`,
  memberOf: (thread: string) => `alert/burst-of/${thread}`,
  members: (burst: string) => `alert/burst-member/${burst}`,
  told: (thread: string) => `alert/told/${thread}`,
  moved: (thread: string) => `alert/moved/${thread}`,
  summary: (burst: string) => `alert/summary/${burst}`,
} as const;

/** Names the message of an alert, or of a summary: its buttons carry it, and its announcement is known by it. */
export function threadOf({ group, episode }: AlertPlace): string {
  return `${group}/${episode}`;
}

/** `20261121T114003123Z`: fit for a key. */
export function stamp(at: string): string {
  return at.replaceAll(/[-:.]/g, '');
}
