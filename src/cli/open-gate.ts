import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Policy } from '../core/policy.ts';
import { openAuditTrail } from '../jobs/audit-trail.ts';
import type { Backend } from '../jobs/backend.ts';
import { createAccess, openAccess } from '../slack/access.ts';
import { openPeople } from '../slack/people.ts';
import { openAuditLines } from './audit-lines.ts';
import { type Gate, openGate } from './gate.ts';
import type { Runtime } from './runtime.ts';

/** For a team's Slack: the policy decides. Throws a PersonalError if the audit trail cannot be written. */
export function openSlackGate(
  backend: Backend,
  runtime: Runtime,
  { client, policy, log }: { readonly client: WebClient; readonly policy: Policy | null; readonly log: Logger },
): Gate {
  const { clusters } = runtime;
  const now = () => performance.now();
  const access = createAccess({ policy, client, defaultCluster: () => clusters.defaultName, log, now });
  const people = openPeople(client, now);
  const nameOf = async (id: string) => [id, (await people(id).catch(() => null))?.name ?? null] as const;
  const names = async (ids: readonly string[]) =>
    Object.fromEntries((await Promise.all(ids.map(nameOf))).flatMap(([id, name]) => (name === null ? [] : [[id, name]])));
  return openGate({ runtime, access, trail: openTrail(backend, runtime, log), names, concurrency: runtime.config.KUBEWHY_CONCURRENCY });
}

/** For the one at this machine, who asks with their own kubeconfig: everything is allowed. */
export function openLocalGate(backend: Backend, runtime: Runtime, log: Logger): Gate {
  const concurrency = runtime.config.KUBEWHY_CONCURRENCY;
  return openGate({ runtime, access: openAccess, trail: openTrail(backend, runtime, log), names: async () => ({}), concurrency });
}

function openTrail({ store }: Backend, { config }: Runtime, log: Logger) {
  return openAuditTrail({ store, write: openAuditLines(config), log });
}
