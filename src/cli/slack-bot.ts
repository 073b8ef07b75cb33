import type { Logger } from 'pino';
import type { Locale } from '../core/locale.ts';
import type { OnCall } from '../core/on-call/on-call.ts';
import type { Backend } from '../jobs/backend.ts';
import { openChecks } from '../jobs/queues.ts';
import { rules } from '../rules/index.ts';
import { createSlackApp, type SlackApp, type SlackConfig } from '../slack/app.ts';
import { createSlackClient } from '../slack/client.ts';
import { createHomes } from '../slack/home.ts';
import { createIncidentRoom } from '../slack/incident-room.ts';
import { createSlackMessenger, type SlackMessenger } from '../slack/post.ts';
import type { Gate } from './gate.ts';
import type { SlackPorts } from './pipeline.ts';
import type { Runtime } from './runtime.ts';

interface SlackBotParts {
  readonly slack: SlackConfig;
  readonly runtime: Runtime;
  readonly backend: Backend;
  readonly onCall: OnCall;
  readonly gate: Gate;
  readonly locale: Locale | null;
  readonly log: Logger;
}

const clock = () => new Date();

/** What hears in a Slack, be it a real or a local one. */
export function slackListener({ slack, runtime, backend, onCall, gate, locale, log }: SlackBotParts): SlackApp {
  return createSlackApp({
    config: slack,
    parse: runtime.parse,
    enqueueCheck: openChecks(backend).enqueueCheck,
    store: backend.store,
    onCall,
    access: gate.access,
    audit: gate.trail,
    clusters: () => runtime.clusters.names(),
    catalog: rules,
    log,
    clock,
    locale,
  });
}

/** What speaks there. */
export function slackSpeaker({ slack, backend, log }: Pick<SlackBotParts, 'slack' | 'backend' | 'log'>): SlackMessenger {
  const client = createSlackClient(slack.botToken, slack.apiUrl, log);
  return createSlackMessenger({ client, store: backend.store, catalog: rules, log, clock });
}

/** What on-call does there beside messages. */
export function slackPorts({ slack, backend, gate, locale, log }: Omit<SlackBotParts, 'runtime' | 'onCall'>): SlackPorts {
  const client = createSlackClient(slack.botToken, slack.apiUrl, log);
  return {
    room: createIncidentRoom(client, log),
    homes: (onCall) => createHomes({ client, store: backend.store, onCall, access: gate.access, catalog: rules, locale, log, clock }),
  };
}
