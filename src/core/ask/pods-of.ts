import { type AnyObject, isWorkloadKind, type Pod, type Service } from '../kinds.ts';
import type { Ref } from '../ref.ts';
import { selectorToString } from '../selector.ts';
import type { AskSession } from './clusters-port.ts';

/** The pods of a workload, or that a service selects. Rejects with a ReadFailure. */
export async function podsOf(ref: Ref, subject: AnyObject, session: AskSession): Promise<readonly Pod[]> {
  const namespace = ref.namespace ?? 'default';
  if (isWorkloadKind(ref.kind)) {
    const { facets, gaps } = await session.collect(ref, subject, ['pods']);
    // says what the gap is about
    if (gaps[0]) await session.reader.list('pod', { namespace });
    return (facets.pods ?? []) as readonly Pod[];
  }
  const selector = ref.kind === 'service' ? (subject as Service).spec?.selector : undefined;
  return selector ? session.reader.list('pod', { namespace, labelSelector: selectorToString({ matchLabels: selector }) }) : [];
}
