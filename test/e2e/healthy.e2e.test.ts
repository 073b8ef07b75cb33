import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Clusters, openClusters } from '../../src/cluster/clusters.ts';
import { areaSubjects } from '../../src/core/check-areas.ts';
import { areas } from '../../src/core/intent.ts';
import { rules } from '../../src/rules/index.ts';
import { kubectl, make, unmake } from './situation.ts';
import { answerOf, subjectsOf, walk } from './walk.ts';

const namespace = 'e2e-healthy';
const manifests = readFileSync(join(import.meta.dirname, 'healthy/manifests.yaml'), 'utf8');
/** What others do to the same cluster is not what is asked here: of whole areas only that there is an answer without gaps. */
const shared = process.env.KUBEWHY_E2E_SHARED === 'true';
let clusters: Clusters;

/** A node that pods may run on. */
function worker(): string {
  const nodes = JSON.parse(kubectl(['get', 'nodes', '-o', 'json'])) as { items: { metadata: { name: string }; spec: { taints?: object[] } }[] };
  return nodes.items.find(({ spec }) => !spec.taints)?.metadata.name ?? nodes.items[0]?.metadata.name ?? '';
}

/** On a new cluster a pod may start before what it needs, and end once: that is told until it has run well for three minutes. */
async function untilSettled(): Promise<void> {
  const restarts = 'jsonpath={range .items[*].status.containerStatuses[?(@.restartCount>0)]}{.name} {.state.running.startedAt}{"\\n"}{end}';
  await vi.waitFor(
    () => {
      const lines = kubectl(['get', 'pods', '--all-namespaces', '-o', restarts]).split('\n');
      expect(lines.filter((line) => Date.now() - Date.parse(line.split(' ')[1] ?? '') < 190_000)).toEqual([]);
    },
    { timeout: 600_000, interval: 5000 },
  );
}

beforeAll(async () => {
  clusters = openClusters({ kubeconfig: process.env.KUBEWHY_E2E_KUBECONFIG });
  make({ namespace, objects: manifests.replaceAll('WORKER', worker()), afterwards: [] });
  for (const name of ['deploy/web', 'deploy/rolling', 'statefulset/db', 'daemonset/agent'])
    kubectl(['-n', namespace, 'rollout', 'status', name, '--timeout=180s']);
  kubectl(['-n', namespace, 'wait', '--for=condition=Complete', 'job/migrate', '--timeout=120s']);
  kubectl(['-n', namespace, 'wait', '--for=condition=Ready', 'pod/alone', '--timeout=60s']);
  kubectl(['-n', namespace, 'wait', '--for=condition=ScalingActive', 'hpa/web', '--timeout=180s']);
  if (!shared) await untilSettled();
  // a rollout that is under way while the questions are asked
  kubectl(['-n', namespace, 'set', 'env', 'deploy/rolling', `STARTED=${namespace}`]);
}, 900_000);
afterAll(async () => {
  unmake({ namespace, objects: '', afterwards: [] });
  await clusters.close();
});

describe('no false alarms on the real cluster', () => {
  it('why: everything in the namespace is healthy', async () => {
    for (const { title, intent } of walk(await subjectsOf(clusters.reader(null), namespace), namespace).filter(
      ({ intent }) => intent.intent === 'why',
    )) {
      const { verdict, findings } = await answerOf(intent, { clusters, rules });
      expect
        .soft({ title, verdict, findings: findings.filter(({ severity }) => severity !== 'info').map(({ id }) => id) })
        .toEqual({ title, verdict: 'healthy', findings: [] });
    }
  });

  it('health of the namespace', async () => {
    const [{ intent } = { intent: null }] = walk([], namespace).filter(({ title }) => title === `health ${namespace}`);
    if (!intent) throw new Error('not asked');
    expect(await answerOf(intent, { clusters, rules })).toMatchObject({ verdict: 'healthy', gaps: [] });
  });

  it.each(areas)('check %s, and every subject of it was read', async (area) => {
    const report = await answerOf(
      { intent: 'check', area, kind: null, name: null, namespace: null, symptom: null, locale: 'en' },
      { clusters, rules },
    );
    expect(report.gaps).toEqual([]);
    expect(areaSubjects[area].length).toBeGreaterThan(0);
    const found = report.findings.filter(({ severity }) => severity !== 'info').map(({ id, facts }) => ({ id, facts }));
    if (!shared) expect({ verdict: report.verdict, found }).toEqual({ verdict: 'healthy', found: [] });
  });
});
