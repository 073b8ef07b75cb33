import type { Intent } from '../../intent.ts';
import { type Kind, kindNames } from '../../kinds.ts';
import type { Locale } from '../../locale.ts';
import type { Ref } from '../../ref.ts';

/** What the button "Watch it" carries. */
export function watchValue({ kind, name, namespace }: Ref, cluster: string, forSeconds?: number): string {
  return JSON.stringify({ kind, name, namespace, cluster, ...(forSeconds === undefined ? {} : { forSeconds }) });
}

/** The question that it stands for. Throws for what is no value of ours. */
export function readWatchValue(value: string, locale: Locale): Intent {
  const read = JSON.parse(value) as Readonly<Record<string, unknown>>;
  const { kind, name, namespace, cluster, forSeconds } = read;
  if (typeof kind !== 'string' || !(kind in kindNames) || typeof name !== 'string') throw new Error('a button carries no target to watch');
  return {
    intent: 'watch',
    kind: kind as Kind,
    name,
    namespace: typeof namespace === 'string' ? namespace : null,
    symptom: null,
    locale,
    ...(typeof cluster === 'string' ? { cluster } : {}),
    ...(typeof forSeconds === 'number' ? { forSeconds } : {}),
  };
}
