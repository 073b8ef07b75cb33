import type { Answer } from '../answer.ts';
import type { Intent } from '../intent.ts';
import type { AskSession } from './clusters-port.ts';
import { namespaceNotFound } from './not-found.ts';

/** Checks that the cluster and the namespace exist; whoever asked stores them. The cluster was checked by opening `session`. */
export async function askUse(intent: Intent, session: AskSession): Promise<Answer> {
  const { namespace, cluster } = intent;
  const missing = namespace === null ? null : await namespaceNotFound(namespace, session);
  if (missing) return missing;
  if (cluster !== undefined) return { type: 'setting', setting: 'cluster', value: session.name };
  return { type: 'setting', setting: 'namespace', value: namespace ?? session.namespace };
}
