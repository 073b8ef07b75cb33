import type { FailureAnswer } from '../../answer.ts';
import type { Change } from '../../changes/change.ts';
import type { Intent } from '../../intent.ts';
import type { Asker } from '../../jobs.ts';
import type { Locale } from '../../locale.ts';
import type { Ref } from '../../ref.ts';
import type { Finding } from '../../report.ts';
import type { Spot } from '../announce.ts';

/** What an incident is about, as it was said: its kind and namespace may not be known yet. */
export type IncidentTarget = Pick<Intent, 'kind' | 'namespace'> & { readonly name: string };

/** What is fixed when an incident starts. */
export interface Incident {
  /** Letters, digits, `.`, `_` and `-`. */
  readonly id: string;
  readonly target: IncidentTarget;
  readonly cluster: string | null;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly startedBy: Asker;
  readonly origin: Spot;
  /** It was started from a diagnosis, which stands in its thread already. */
  readonly hasDiagnosis: boolean;
}

export type Cause = Pick<Finding, 'id' | 'rule' | 'subject' | 'severity' | 'facts'>;

/** `progressing`: nothing is wrong, but it is still on its way. `away`: the cluster could not be asked, which says nothing. `gone`: it is not there. */
export type LookVerdict = 'problem' | 'healthy' | 'progressing' | 'unknown' | 'away' | 'gone';

/** One look at what an incident is about. */
export interface Look {
  /** RFC 3339. */
  readonly at: string;
  readonly cluster: string;
  readonly verdict: LookVerdict;
  /** As kubectl shows it. */
  readonly status: string | null;
  /** The first few. */
  readonly causes: readonly Cause[];
  readonly moreCauses: number;
  /** Things that could not be looked at. */
  readonly gaps: number;
  /** The first sign of the problem in the evidence; null: it has no time. */
  readonly firstSign: string | null;
  readonly failure: FailureAnswer | null;
}

/** A state that has held, and since when. */
export interface Settled {
  readonly look: Look;
  readonly since: string;
}

/** How things stand. Written only by the holder of the incident's turn. */
export interface Standing {
  readonly ref: Ref | null;
  readonly settled: Settled | null;
  /** Differs from `settled`, and has not held yet. */
  readonly candidate: Settled | null;
  readonly last: Look | null;
  /** The last look that was not `away`. */
  readonly known: Look | null;
  readonly problemSince: string | null;
  /** When the problem was last seen. */
  readonly problemAt: string | null;
  readonly recent: RecentChanges | null;
  readonly recovery: Recovery | null;
  /** `settled` is news that was not told yet; what was before it. */
  readonly untold: { readonly from: Settled | null } | null;
}

export const noStanding: Standing = {
  ref: null,
  settled: null,
  candidate: null,
  last: null,
  known: null,
  problemSince: null,
  problemAt: null,
  recent: null,
  recovery: null,
  untold: null,
};

/** Changes of the last hour: the newest, and how many more there are. */
export interface RecentChanges {
  readonly at: string;
  readonly entries: readonly Change[];
  readonly more: number;
  /** Not everything could be read. */
  readonly partial: boolean;
}

/** How it became well, as far as it can be told. */
export interface Recovery {
  /** When the problem began, when it was last seen, and when it was first seen well. */
  readonly problemSince: string | null;
  readonly problemAt: string | null;
  readonly healthyAt: string;
  /** What changed before that, newest first. */
  readonly changes: readonly Change[];
  /** The changes could not be read. */
  readonly unread: boolean;
}

/** Something that Slack did not let the bot do. */
export interface Lack {
  readonly what: 'channel' | 'topic' | 'invite' | 'user-group' | 'pin' | 'bookmark';
  /** Slack's own code. */
  readonly code: string;
  /** The scope that the app would need; null: it is something else. */
  readonly scope: string | null;
}

/** Where an incident is told. */
export interface Home {
  readonly spot: Spot;
  /** Of a channel of its own; null: a thread. */
  readonly channelName: string | null;
}

export interface Closing {
  readonly at: string;
  readonly by: Asker;
}

/** One thing that happened, at a time. */
export type TimelineEntry = { readonly at: string } & (
  | { readonly type: 'started' | 'acknowledged' | 'closed' | 'reopened'; readonly by: Asker }
  | { readonly type: 'state'; readonly look: Look }
  | { readonly type: 'diagnosis'; readonly by: Asker; readonly about: Ref | null; readonly asked: string; readonly look: Look }
  | { readonly type: 'note'; readonly by: Asker; readonly text: string; readonly pinned: boolean }
  | { readonly type: 'change'; readonly change: Change }
);

/** Settings of incidents, and what they need of Slack. */
export interface IncidentSettings {
  /** `inc-{date}-{target}`; null: an incident is told in a thread. */
  readonly channelTemplate: string | null;
  /** Id or handle of the user group that is invited; null: nobody is. */
  readonly userGroup: string | null;
  /** Hides secrets in what a person wrote. */
  readonly redact: (text: string) => string;
  /** null: there is no Slack. */
  readonly room: IncidentRoom | null;
}

/** What an incident needs of Slack beside messages. What Slack refuses is a Lack; rejects to be tried again. */
export interface IncidentRoom {
  /** Whether the bot is a member. */
  canWrite(channel: string): Promise<boolean>;
  /** A public channel of that name, or of the next free one. `since`: one that the bot made after that, and forgot, is taken up again. */
  openChannel(name: string, since: string): Promise<{ readonly channel: string; readonly name: string } | Lack>;
  setTopic(channel: string, topic: string): Promise<Lack | null>;
  /** Invites people, and the members of a user group. */
  invite(channel: string, users: readonly string[], userGroup: string | null): Promise<Lack | null>;
  pin(channel: string, ts: string): Promise<Lack | null>;
  unpin(channel: string, ts: string): Promise<Lack | null>;
  /** Once, however often it is called. */
  bookmark(channel: string, title: string, ts: string): Promise<Lack | null>;
  /** What a person is called; null where that cannot be read. */
  nameOf(userId: string): Promise<string | null>;
}

/** The question that each look asks. */
export function whyIntent({ target, cluster }: Pick<Incident, 'target' | 'cluster'>, ref: Ref | null, locale: Locale): Intent {
  const { kind, name } = ref ?? target;
  const namespace = ref ? (ref.namespace ?? null) : target.namespace;
  return { intent: 'why', kind, name, namespace, symptom: null, locale, ...(cluster === null ? {} : { cluster }) };
}
