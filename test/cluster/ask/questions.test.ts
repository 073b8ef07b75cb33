import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fixedClusters } from '../../../src/cluster/clusters.ts';
import { type RecordedObject, type Recording, recordedReader } from '../../../src/cluster/recorded-reader.ts';
import { redact } from '../../../src/cluster/redact.ts';
import type { Answer, CheckAnswer, HealthAnswer, LogsAnswer, TopAnswer } from '../../../src/core/answer.ts';
import { answerIntent } from '../../../src/core/ask/ask.ts';
import type { Intent, ParseContext } from '../../../src/core/intent.ts';
import { answerToText } from '../../../src/core/words/text.ts';
import { loadIntents } from '../../../src/intents/load-intents.ts';
import { createParser } from '../../../src/intents/parse.ts';
import { rules } from '../../../src/rules/index.ts';

const healthy = parse(readFileSync(join(import.meta.dirname, 'healthy-cluster.yaml'), 'utf8')) as Recording;
const parser = createParser(loadIntents());
type Change = (object: RecordedObject) => RecordedObject | null;

/** The healthy cluster with some objects changed, or gone. */
function changed(change: Change, failures: Recording['failures'] = {}): Recording {
  return { ...healthy, objects: healthy.objects.flatMap((object) => change(structuredClone(object)) ?? []), failures };
}
const is = ({ kind, metadata }: RecordedObject, wanted: string, name: RegExp) => kind === wanted && name.test(metadata.name ?? '');

async function ask(text: string, recording: Recording = healthy, context: Partial<ParseContext> = {}): Promise<Answer> {
  const intent = parser(text, { addressed: true, ...context });
  if (intent.intent === 'none' || intent.intent === 'choose') throw new Error(`${text}: ${intent.intent}`);
  return answer(intent, recording);
}

function answer(intent: Intent, recording: Recording): Promise<Answer> {
  const clusters = fixedClusters([{ name: 'lab', server: 'https://lab', reader: recordedReader(recording), now: () => new Date(recording.now) }]);
  return answerIntent(intent, { clusters, rules, runbooks: () => [], redact, signatures: async () => [], clock: () => 0 });
}
const causes = ({ report }: CheckAnswer | HealthAnswer) => report.findings.filter(({ rootCause }) => rootCause).map(({ rule }) => rule);

/** A node whose kubelet went silent. */
const silentNode = changed((object) => {
  if (is(object, 'Node', /^lab-worker2$/)) {
    const { conditions } = object.status as { conditions: { type: string; status: string; reason: string }[] };
    for (const condition of conditions) Object.assign(condition, { status: 'Unknown', reason: 'NodeStatusUnknown' });
  }
  return object;
});
/** All pods of a workload crash in the same way. */
const crashing = changed((object) => {
  if (is(object, 'Pod', /^web-/) && object.metadata.namespace === 'shop') {
    const status = object.status as { conditions: { type: string; status: string }[]; containerStatuses: object[] };
    for (const condition of status.conditions) if (/Ready/.test(condition.type)) condition.status = 'False';
    const terminated = { exitCode: 137, reason: 'OOMKilled', finishedAt: healthy.now, startedAt: healthy.now };
    Object.assign(status.containerStatuses[0] ?? {}, {
      ready: false,
      started: false,
      restartCount: 9,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated },
    });
  }
  if (is(object, 'Deployment', /^web$/)) Object.assign(object.status as object, { readyReplicas: 0, availableReplicas: 0 });
  return object;
});

describe('check', () => {
  it('finds a silent node, the root cause first, and every node is judged', async () => {
    const found = (await ask('check nodes', silentNode)) as CheckAnswer;
    expect(found).toMatchObject({ type: 'check', area: 'nodes', about: null, checked: [{ kind: 'node', count: 3 }], report: { verdict: 'problem' } });
    expect(causes(found)[0]).toBe('node/kubelet-silent');
  });

  it('in a thread about a pod means its nodes', async () => {
    const target = { kind: 'deployment', name: 'web', namespace: 'shop' } as const;
    const found = (await ask('그럼 노드는?', healthy, { target })) as CheckAnswer;
    expect(found).toMatchObject({ type: 'check', area: 'nodes', about: target, report: { verdict: 'healthy' } });
    expect(found.checked[0]?.count).toBeLessThan(3);
  });

  it('is unknown, and says of what, where no rule knows why something is not well', async () => {
    const clusters = fixedClusters([{ name: 'lab', server: '', reader: recordedReader(silentNode), now: () => new Date(healthy.now) }]);
    const intent = { intent: 'check', area: 'nodes', kind: null, name: null, namespace: null, symptom: null, locale: 'en' } as const;
    const found = (await answerIntent(intent, {
      clusters,
      rules: [],
      runbooks: () => [],
      redact,
      signatures: async () => [],
      clock: () => 0,
    })) as CheckAnswer;
    expect(found).toMatchObject({ report: { verdict: 'unknown' }, unexplained: [{ ref: { kind: 'node', name: 'lab-worker2' } }] });
  });

  it('of a namespace looks at that one only', async () => {
    const found = (await ask('check network in shop')) as CheckAnswer;
    expect(found.about).toEqual({ kind: 'namespace', name: 'shop' });
    expect(found.checked.find(({ kind }) => kind === 'service')?.count).toBe(2);
  });
});

describe('health', () => {
  it('says pods that fail alike once, with their number and cause', async () => {
    const page = (await ask('what is broken?', crashing)) as HealthAnswer;
    expect(page.broken[0]).toMatchObject({ severity: 'critical', cause: expect.stringContaining('container/oom-killed') });
    expect(page.broken[0]?.parts).toContainEqual(
      expect.objectContaining({ ref: { kind: 'deployment', name: 'web', namespace: 'shop' }, status: '0/2 ready', failingPods: 2 }),
    );
    expect(page.pods).toMatchObject({ failing: 2 });
    expect(page.nodes).toEqual({ total: 3, ready: 3, notWell: [] });
    expect(page.controlPlane).toBe('healthy');
    expect(page.capacity?.find(({ resource }) => resource === 'cpu')).toMatchObject({ allocatable: 6 });
  });

  it('is what "why NAMESPACE" means: the namespace itself is well, what is in it is not', async () => {
    for (const text of ['why shop', 'shop 상태 요약', 'shop 왜 그래?'])
      expect(await ask(text, crashing)).toMatchObject({ type: 'health', namespace: 'shop', report: { verdict: 'problem' } });
  });

  it('of a namespace leaves the rest out', async () => {
    expect(await ask('kube-system 네임스페이스에 문제 있나요?', crashing)).toMatchObject({
      type: 'health',
      namespace: 'kube-system',
      nodes: null,
      report: { verdict: 'healthy' },
    });
    expect(await ask('health of shopp', crashing)).toMatchObject({ type: 'not-found', kind: 'namespace', similar: [{ name: 'shop' }] });
  });

  it('of a cluster with more than can be looked into names the rest, and is within its budget', async () => {
    const pod = crashing.objects.find((object) => is(object, 'Pod', /^web-/));
    const many = Array.from({ length: 300 }, (_, index) => {
      const { ownerReferences: _owners, ...metadata } = pod?.metadata ?? {};
      return { ...structuredClone(pod), kind: 'Pod', metadata: { ...metadata, name: `lone-${index}` } } as RecordedObject;
    });
    const page = (await answer(
      { intent: 'health', kind: null, name: null, namespace: null, symptom: null, locale: 'en' },
      { ...crashing, objects: [...crashing.objects, ...many] },
    )) as HealthAnswer;
    expect(page.report.verdict).toBe('problem');
    expect(page.left.length).toBeGreaterThan(200);
    expect(page.report.cost.requests).toBeLessThan(200);
  });
});

describe('top', () => {
  it('is sorted, and compared with requests and limits', async () => {
    const top = (await ask('shop에서 메모리 많이 쓰는 파드')) as TopAnswer;
    expect(top).toMatchObject({ type: 'top', kind: 'pod', namespace: 'shop', sort: 'memory' });
    expect(top.rows.find(({ ref }) => ref.name.startsWith('web-'))?.memoryLimitShare).toBeGreaterThan(0);
    expect(await ask('top nodes')).toMatchObject({ kind: 'node', rows: [{}, {}, {}], silent: [] });
  });

  it('of a workload shows its pods', async () => {
    const top = (await ask('how much memory does deployment web in shop use?')) as TopAnswer;
    expect(top.target).toMatchObject({ kind: 'deployment', name: 'web' });
    expect(top.rows).toHaveLength(2);
  });

  it('says why where there are no metrics', async () => {
    const without = changed((object) => (is(object, 'APIService', /metrics/) || is(object, 'Deployment', /^metrics-server$/) ? null : object), {
      'nodes.metrics.k8s.io': 'not-served',
      'pods.metrics.k8s.io': 'not-served',
    });
    const found = (await ask('top nodes', without)) as CheckAnswer;
    expect(found).toMatchObject({ type: 'check', area: 'metrics' });
    expect(causes(found)).toContain('metrics/server-missing');
  });

  it('that may not be read is a refusal, and not a broken metrics server', async () => {
    expect(
      await ask(
        'top nodes',
        changed((object) => object, { 'nodes.metrics.k8s.io': 'forbidden' }),
      ),
    ).toMatchObject({ type: 'failure', code: 'forbidden' });
  });
});

describe('logs and events in a thread', () => {
  const target = { kind: 'deployment', name: 'coredns', namespace: 'kube-system' } as const;

  it('"show its logs"', async () => {
    const logs = (await ask('show its logs', healthy, { target })) as LogsAnswer;
    expect(logs).toMatchObject({ type: 'logs', ref: { kind: 'pod', namespace: 'kube-system' } });
  });

  it('errors stand first in a long log', () => {
    const lines = [...Array.from({ length: 20 }, (_, index) => `served request ${index}`), 'ERROR cannot reach the database', 'served request 20'];
    const logs: LogsAnswer = {
      type: 'logs',
      cluster: 'lab',
      ref: { kind: 'pod', name: 'web-0', namespace: 'shop' },
      previous: false,
      logs: [{ container: 'app', init: false, lines }],
      otherContainers: [],
      gaps: [],
    };
    const text = answerToText(logs, rules, 'en');
    expect(text.indexOf('ERROR cannot reach')).toBeLessThan(text.indexOf('served request 0'));
    expect(text).toContain('app: lines that look like errors');
  });

  it('"what changed?"', async () => {
    expect(await ask('what changed?', healthy, { target: { kind: 'deployment', name: 'rolling', namespace: 'shop' } })).toMatchObject({
      type: 'changes',
      target: { kind: 'deployment', name: 'rolling' },
      entries: expect.arrayContaining([
        expect.objectContaining({ type: 'rollout', from: 1, to: 2, changes: [{ path: 'containers[app].env[V]', from: null, to: '2' }] }),
      ]),
    });
  });

  it('events are grouped, the newest first', async () => {
    const found = await ask('events in shop');
    if (found.type !== 'events') throw new Error(found.type);
    const times = found.events.map(({ lastAt }) => lastAt);
    expect(times).toEqual(times.toSorted((a, b) => Date.parse(b) - Date.parse(a)));
    const keys = found.events.map(({ about, reason, type, fieldPath }) => JSON.stringify([about, reason, type, fieldPath]));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
