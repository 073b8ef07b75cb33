import { afterAll, describe, expect, it } from 'vitest';
import { openRuntime } from '../../src/cli/runtime.ts';
import { readConfig } from '../../src/config.ts';
import type { Answer } from '../../src/core/answer.ts';
import { areas, type Intent } from '../../src/core/intent.ts';

/** Whatever the engine is asked, by someone who may see one namespace of the demo cluster, and whatever the door let through. */
const runtime = openRuntime({ demo: true, config: readConfig({}) });
afterAll(() => runtime.clusters.close());
const mine = { clusters: null, namespaces: ['shop'], as: null };
const question = (more: Partial<Intent>): Intent => ({
  intent: 'why',
  kind: null,
  name: null,
  namespace: null,
  symptom: null,
  locale: 'en',
  ...more,
});
const ask = (more: Partial<Intent>, rights: typeof mine | null = mine): Promise<Answer> => runtime.answer(question(more), { rights });

const namespaced = ['pod', 'deployment', 'daemonset', 'replicaset', 'service', 'job', 'cronjob', 'persistentvolumeclaim', 'endpointslice'] as const;

/** Names of objects that are only in other namespaces. */
async function namesOfOthers(): Promise<readonly string[]> {
  const tables = await Promise.all(namespaced.map((kind) => ask({ intent: 'list', kind, allNamespaces: true }, null)));
  const rows = tables.flatMap((table) => (table.type === 'table' ? table.rows : []));
  const own = new Set(rows.filter(({ ref }) => ref.namespace === 'shop').map(({ ref }) => ref.name));
  // names that are words of an answer as well say nothing
  return [...new Set(rows.filter(({ ref }) => ref.namespace !== 'shop' && !own.has(ref.name)).map(({ ref }) => ref.name))].filter(
    (name) => /-[a-z0-9]{4,}/.test(name) && !areas.some((area) => area === name),
  );
}

const names = ['coredns', 'kube-proxy', 'etcd', 'metrics-server', 'report', 'cart', 'orders', 'pod-x', 'checkout', 'lab-worker'];
const questions: readonly Partial<Intent>[] = [
  ...[...namespaced, 'node', 'namespace', 'persistentvolume', 'event'].map(
    (kind) => ({ intent: 'list', kind, allNamespaces: true }) as Partial<Intent>,
  ),
  ...names.flatMap((name) => (['why', 'logs', 'events', 'changes', 'top', 'trace'] as const).map((intent) => ({ intent, name }))),
  ...(['batch', 'kube-system'] as const).flatMap((namespace) =>
    (['why', 'logs', 'health', 'events', 'changes', 'list'] as const).map((intent) => ({
      intent,
      namespace,
      name: intent === 'why' || intent === 'logs' ? 'coredns' : null,
    })),
  ),
  ...areas.flatMap((area) => [{ intent: 'check', area } as const, { intent: 'check', area, namespace: 'shop' } as const]),
  ...(['health', 'events', 'changes', 'top'] as const).flatMap((intent) => [{ intent }, { intent, namespace: 'shop' }]),
];

describe('someone who may see the namespace shop', async () => {
  const others = await namesOfOthers();

  it('is tested against names that there are', () => {
    expect(others.length).toBeGreaterThan(10);
    expect(others.some((name) => name.startsWith('coredns-'))).toBe(true);
  });

  it.each(questions.map((one) => [JSON.stringify(one), one] as const))('%s tells no name of another', async (_, one) => {
    const text = JSON.stringify(await ask(one));
    expect(others.filter((name) => text.includes(name) && name !== one.name)).toEqual([]);
  });

  it('and gets what is theirs', async () => {
    const table = await ask({ intent: 'list', kind: 'pod', allNamespaces: true });
    expect(table.type === 'table' && table.rows.length > 3 && table.rows.every(({ ref }) => ref.namespace === 'shop')).toBe(true);
    expect(await ask({ name: 'pod-x' })).toMatchObject({
      type: 'report',
      report: { target: { name: 'pod-x', namespace: 'shop' }, verdict: 'problem' },
    });
  });
});
