import type { Answer } from '../answer.ts';
import type { AuditTrail } from '../audit.ts';
import type { Intent, IntentName } from '../intent.ts';
import type { Asker, CheckJob } from '../jobs.ts';
import type { Locale } from '../locale.ts';
import type { Store } from '../store.ts';
import type { Alertmanager } from './alert/alertmanager.ts';
import type { Announce, Spot } from './announce.ts';
import type { Changes } from './changes.ts';
import type { HomeContent, HomeSight, Homes } from './home/home-content.ts';
import type { IncidentSettings } from './incident/incident.ts';
import type { ProbePods } from './probe-pod/probe-port.ts';
import type { TaskRun, Tasks, TaskType } from './tasks.ts';

/** What the parts of on-call work with. */
export interface OnCallDeps {
  readonly store: Store;
  readonly tasks: Tasks;
  readonly announce: Announce;
  /** Looks at a cluster, as for a question of a person, with the rights that the policy gives them there. */
  readonly answer: (intent: Intent, options: LookOptions) => Promise<Answer>;
  readonly now: () => Date;
  readonly clusters: () => readonly string[];
  /** Absent where nothing can be followed: a recorded cluster, a process that does no work. */
  readonly changes?: Changes;
  /** Absent where nobody opens incidents. */
  readonly incidentSettings?: IncidentSettings;
  /** Absent: not configured, nothing is written into it. */
  readonly alertmanager?: Alertmanager;
  /** Where alerts go that cannot be posted where they belong. Absent or null: nowhere. */
  readonly alertsChannel?: string | null;
  /** Absent where nobody has an App Home. */
  readonly homes?: Homes;
  /** Absent: no probe may run anywhere. */
  readonly probePods?: ProbePods;
  /** Keeps what the bot does of its own accord. Never rejects. Absent: nobody keeps it. */
  readonly audit?: AuditTrail['record'];
  /** Tells the log of what no person hears. */
  readonly warn: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

export interface LookOptions {
  readonly cluster: string | null;
  readonly signal?: AbortSignal;
  readonly behalf: Behalf;
  /** RFC 3339: what another one saw at that moment or later, with the same rights, will do. Absent: a look of its own. */
  readonly since?: string;
  /** Counts what was read, and says as whom. */
  readonly tally?: LookTally;
}

/** What one look, or several for one reason, read. */
export interface LookTally {
  readonly read: Record<string, number>;
  /** The user of the cluster; null: the bot itself. */
  as: string | null;
}

/** For whom the bot looks, and where it will say what it saw. `asker` null: nobody asked (an alert), so only what everyone in the channel may see. */
export interface Behalf {
  readonly spot: Pick<Spot, 'medium' | 'team' | 'channel'>;
  readonly asker: Asker | null;
}

/** Who asked, or pressed a button, and where. */
export interface OnCallContext {
  readonly spot: Spot;
  readonly asker: Asker;
  readonly locale: Locale;
  /** Chosen by the channel; what the intent names wins. */
  readonly cluster: string | null;
  /** RFC 3339: of the message or press. The same for a redelivery. */
  readonly at: string;
  /** IANA name, of the asker's Slack profile; `UTC` where it is not known. */
  readonly timeZone: () => Promise<string>;
}

/** One thing that the bot does of its own accord: its questions, its buttons and its work. */
export interface OnCallPart {
  readonly intents?: readonly IntentName[];
  /** An answer for the asker; null: a question for the workers after all. */
  answer?(intent: Intent, context: OnCallContext): Promise<Answer | null>;
  /** Names of its buttons (an Action's `act`). */
  readonly acts?: readonly string[];
  /** What the one who pressed is told; null: the message itself changes. */
  press?(act: string, value: string, context: OnCallContext): Promise<Answer | null>;
  readonly task?: TaskType;
  run?(run: TaskRun, signal: AbortSignal): Promise<void>;
  /** What of it a person's App Home shows: the answer to "list". */
  home?(userId: string): Promise<Answer>;
  /** Called as the workers start: puts in order what a process left behind when it died. */
  start?(): Promise<void>;
  /** A question was answered anywhere: for those who keep a record of a thread. */
  answered?(check: CheckJob, answer: Answer): Promise<void>;
  /** Something that the bot wanted to say of its own accord could not be posted; `code`: why, in Slack's word. */
  undelivered?(check: CheckJob, code: string): Promise<void>;
}

/** All parts as one. */
export interface OnCall {
  /** null: not a question for on-call. */
  answer(intent: Intent, context: OnCallContext): Promise<Answer | null>;
  press(act: string, value: string, context: OnCallContext): Promise<Answer | null>;
  /** The kind of question that a button belongs to: the right that it needs. */
  intentOf(act: string): IntentName;
  run(run: TaskRun, signal: AbortSignal): Promise<void>;
  /** What a person's App Home shows: only lists that they may see are made. */
  home(userId: string, sight: HomeSight): Promise<HomeContent>;
  /** Has it brought up to date by a worker, once for each `key`. */
  refreshHome(userId: string, key: string): Promise<void>;
  /** Never rejects. */
  start(): Promise<void>;
  /** Never rejects. */
  answered(check: CheckJob, answer: Answer): Promise<void>;
  /** Never rejects. */
  undelivered(check: CheckJob, code: string): Promise<void>;
}

/** Sends each question, button and task to the part that it belongs to. Throws for a button or task that is nobody's. */
export function createOnCall(
  parts: readonly OnCallPart[],
  warn: OnCallDeps['warn'],
  verdicts: (userId: string) => Promise<HomeContent['clusters']> = async () => [],
  refresh: (userId: string, key: string) => Promise<void> = async () => {},
): OnCall {
  /** Each part, whatever became of the one before. */
  async function tellAll(failed: string, tell: (part: OnCallPart) => Promise<void> | undefined): Promise<void> {
    for (const part of parts) {
      try {
        await tell(part);
      } catch (error) {
        warn(failed, { err: error });
      }
    }
  }
  return {
    async answer(intent, context) {
      const part = parts.find(({ intents }) => intents?.includes(intent.intent));
      return (await part?.answer?.(intent, context)) ?? null;
    },
    async press(act, value, context) {
      const part = parts.find(({ acts }) => acts?.includes(act));
      if (!part?.press) throw new Error(`no part of on-call has the button ${act}`);
      return part.press(act, value, context);
    },
    // alerts are nobody's question: their buttons are those of an incident
    intentOf: (act) => parts.find(({ acts }) => acts?.includes(act))?.intents?.[0] ?? 'incident',
    async run(run, signal) {
      const part = parts.find(({ task }) => task === run.task.type);
      if (!part?.run) throw new Error(`no part of on-call does ${run.task.type}`);
      await part.run(run, signal);
    },
    async home(userId, sight) {
      const lists = parts.map(async ({ intents: [intent] = [], home }) => {
        const seen = home && intent ? await sight(intent) : null;
        return home && intent && seen ? [{ intent, answer: seen(await home(userId)) }] : [];
      });
      return { clusters: await verdicts(userId), lists: (await Promise.all(lists)).flat() };
    },
    refreshHome: refresh,
    start: () => tellAll('on-call could not put in order what was left behind', (part) => part.start?.()),
    answered: (check, answer) => tellAll('an answer could not be recorded', (part) => part.answered?.(check, answer)),
    undelivered: (check, code) => tellAll('nobody could be told of what could not be posted', (part) => part.undelivered?.(check, code)),
  };
}
