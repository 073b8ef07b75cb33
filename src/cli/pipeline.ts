import type { Logger } from 'pino';
import { redact } from '../cluster/redact.ts';
import type { Messenger } from '../core/jobs.ts';
import { announcementReply } from '../core/on-call/announce.ts';
import type { Homes } from '../core/on-call/home/home-content.ts';
import type { IncidentRoom, IncidentSettings } from '../core/on-call/incident/incident.ts';
import type { OnCall, OnCallDeps } from '../core/on-call/on-call.ts';
import { openOnCall } from '../core/on-call/parts.ts';
import { type Backend, openBackend } from '../jobs/backend.ts';
import { channelPace } from '../jobs/channel-pace.ts';
import { type CheckDependencies, createCheckProcessor } from '../jobs/check-job.ts';
import { openReplies } from '../jobs/queues.ts';
import { createReplyProcessor } from '../jobs/reply-job.ts';
import { createTaskProcessor } from '../jobs/task-job.ts';
import { openTasks } from '../jobs/tasks.ts';
import { startWorkers, type Workers } from '../jobs/workers.ts';
import { openProbePods } from '../probe-pod/open-probe-pods.ts';
import { alertmanagerOf } from './alerts.ts';
import type { Gate } from './gate.ts';
import { readProbesFile } from './probes-file.ts';
import type { Runtime } from './runtime.ts';

/** Opens queues and state: Redis, or a folder. `own`: queues that no other process shares. */
export function openPipelineBackend({ config }: Pick<Runtime, 'config'>, log: Logger, own?: string): Promise<Backend> {
  return openBackend({ redisUrl: config.REDIS_URL, dataDir: config.KUBEWHY_DATA_DIR, log, own });
}

/** What the bot does of its own accord, for those who ask for it and those who work at it. */
export function openPipelineOnCall(backend: Backend, runtime: Runtime, gate: Gate, log: Logger, slack: SlackPorts | null = null): OnCall {
  const replies = openReplies(backend);
  const onCall: OnCall = openOnCall({
    store: backend.store,
    tasks: openTasks(backend),
    announce: (announcement) => replies.add(announcementReply(announcement)),
    answer: gate.look,
    now: () => new Date(),
    clusters: () => runtime.clusters.names(),
    changes: runtime.changes,
    ...probePods(runtime.config),
    incidentSettings: incidentSettings(runtime, slack?.room ?? null),
    ...(slack ? { homes: slack.homes(() => onCall) } : {}),
    ...alertmanagerOf(runtime.config),
    alertsChannel: runtime.config.KUBEWHY_ALERTS_CHANNEL ?? null,
    audit: gate.trail.record,
    warn: (message, details) => log.warn(details, message),
  });
  return onCall;
}

/** What on-call does in a Slack beside messages. */
export interface SlackPorts {
  readonly room: IncidentRoom;
  readonly homes: (onCall: () => OnCall) => Homes;
}

/** None, unless the configuration allows some. */
function probePods({ KUBEWHY_PROBES: file, KUBEWHY_PROBE_KUBECONFIG: kubeconfig }: Runtime['config']): Pick<OnCallDeps, 'probePods'> {
  if (!file || !kubeconfig) return {};
  const { image, allow: allowed } = readProbesFile(file);
  return { probePods: openProbePods({ kubeconfig, image, allowed, redact, now: () => new Date() }) };
}

function incidentSettings({ config }: Pick<Runtime, 'config'>, room: IncidentRoom | null): IncidentSettings {
  const { KUBEWHY_INCIDENT_CHANNEL_TEMPLATE: channelTemplate = null, KUBEWHY_INCIDENT_USER_GROUP: userGroup = null } = config;
  return { channelTemplate, userGroup, redact, room };
}

/** Questions about many objects may take 25 s, however little one about an object may. */
const leastTimeoutMs = 30_000;
/** What an answer may take beyond what is spent on the cluster. */
const marginMs = 10_000;

/** The working end: takes checks and tasks, asks the cluster, and hands replies to the messenger. */
export function startPipeline(backend: Backend, runtime: Runtime, gate: Gate, messenger: Messenger, onCall: OnCall, log: Logger): Workers {
  const clock = () => performance.now();
  const inOrder = onCall.start();
  const answered: CheckDependencies['answered'] = async (job, answer) => {
    await gate.answered(job, answer);
    await onCall.answered(job, answer);
  };
  const timeoutMs = Math.max(leastTimeoutMs, runtime.config.KUBEWHY_SECONDS_BUDGET * 1000 + marginMs);
  const workers = startWorkers(backend, {
    check: createCheckProcessor({ answer: gate.answer, replies: openReplies(backend), messenger, timeoutMs, answered, log, clock }),
    reply: createReplyProcessor({ messenger, pace: channelPace(backend.store), undelivered: onCall.undelivered, log }),
    task: createTaskProcessor({ onCall, log }),
    concurrency: runtime.config.KUBEWHY_CONCURRENCY,
    log,
  });
  return {
    async stop(graceMs) {
      // who stops us closes the store next
      await Promise.all([workers.stop(graceMs), inOrder]);
      runtime.changes.close();
    },
  };
}
