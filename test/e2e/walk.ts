import { redact } from '../../src/cluster/redact.ts';
import type { Answer } from '../../src/core/answer.ts';
import { type AskDeps, answerIntent } from '../../src/core/ask/ask.ts';
import { areas, type Intent } from '../../src/core/intent.ts';
import type { ReadableKind, Reader } from '../../src/core/reader.ts';
import { type Ref, refKey, refOf } from '../../src/core/ref.ts';
import type { Report } from '../../src/core/report.ts';

const asked: readonly ReadableKind[] = [
  'pod',
  'deployment',
  'replicaset',
  'statefulset',
  'daemonset',
  'job',
  'cronjob',
  'horizontalpodautoscaler',
  'poddisruptionbudget',
  'service',
  'persistentvolumeclaim',
];

/** Everything in a namespace that "why?" is asked about. */
export async function subjectsOf(reader: Reader, namespace: string): Promise<readonly Ref[]> {
  const lists = await Promise.all(asked.map(async (kind) => (await reader.list(kind, { namespace })).map((object) => refOf(kind, object))));
  return lists.flat();
}

const nothing = { kind: null, name: null, namespace: null, symptom: null, locale: 'en' } as const;

/** `why` for each subject, every `check`, and `health` of the cluster and of the namespace, as questions. */
export function walk(subjects: readonly Ref[], namespace: string): readonly { readonly title: string; readonly intent: Intent }[] {
  return [
    ...subjects.map((ref) => ({
      title: `why ${refKey(ref)}`,
      intent: { ...nothing, ...ref, namespace: ref.namespace ?? null, intent: 'why' } as const,
    })),
    ...areas.map((area) => ({ title: `check ${area}`, intent: { ...nothing, intent: 'check', area } as const })),
    { title: `health ${namespace}`, intent: { ...nothing, intent: 'health', namespace } },
    { title: 'health', intent: { ...nothing, intent: 'health' } },
  ];
}

/** The report of an answer that has one. */
export function reportOf(answer: Answer): Report {
  if ('report' in answer && answer.report) return answer.report;
  throw new Error(`not a report: ${JSON.stringify(answer).slice(0, 300)}`);
}

/** One answer, with a clock that stands still. */
export async function answerOf(intent: Intent, deps: Omit<AskDeps, 'clock' | 'runbooks' | 'signatures' | 'redact'>): Promise<Report> {
  return reportOf(await answerIntent(intent, { ...deps, runbooks: () => [], redact, signatures: async () => [], clock: () => 0 }));
}
