import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Policy } from '../core/policy.ts';
import { openAuditTrail } from '../jobs/audit-trail.ts';
import type { Backend } from '../jobs/backend.ts';
import { createAccess, openAccess } from '../slack/access.ts';
import { openPeople } from '../slack/people.ts';
import { openAuditLines } from './audit-lines.ts';
import { type Gate, type GateOptions, openGate } from './gate.ts';
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
  return openGate({ ...shared(backend, runtime, log), access, names });
}

/** For the one at this machine, who asks with their own kubeconfig: everything is allowed. */
export function openLocalGate(backend: Backend, runtime: Runtime, log: Logger): Gate {
  return openGate({ ...shared(backend, runtime, log), access: openAccess, names: async () => ({}) });
}

function shared(
  { store }: Backend,
  runtime: Runtime,
  log: Logger,
): Pick<GateOptions, 'runtime' | 'trail' | 'concurrency' | 'onDefect' | 'onCollectorDefect'> {
  const { config } = runtime;
  return {
    runtime,
    trail: openAuditTrail({ store, write: openAuditLines(config), log }),
    concurrency: config.KUBEWHY_CONCURRENCY,
    onDefect: ({ id }, error) => log.error({ err: error, rule: id }, 'a rule failed: in the answer it is a gap'),
    onCollectorDefect: (facet, { kind }, error) =>
      log.error({ err: error, facet, kind }, 'evidence could not be collected by a defect: in the answer it is a gap'),
  };
}
