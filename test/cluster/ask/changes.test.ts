import { describe, expect, it } from 'vitest';
import { fixedClusters } from '../../../src/cluster/clusters.ts';
import { type RecordedObject, type Recording, recordedReader } from '../../../src/cluster/recorded-reader.ts';
import { redact } from '../../../src/cluster/redact.ts';
import type { ChangesAnswer } from '../../../src/core/answer.ts';
import { answerIntent } from '../../../src/core/ask/ask.ts';
import type { Change } from '../../../src/core/changes/change.ts';
import type { Intent } from '../../../src/core/intent.ts';
import type { ObjectMeta } from '../../../src/core/kinds.ts';

const now = '2026-11-21T12:00:00Z';
const at = (minute: number) => `2026-11-21T11:${String(minute).padStart(2, '0')}:00Z`;
const longAgo = '2026-10-01T00:00:00Z';
const question: Intent = { intent: 'changes', kind: null, name: null, namespace: 'shop', symptom: null, locale: 'en' };

async function changes(
  objects: readonly RecordedObject[],
  intent: Partial<Intent> = {},
  failures: Recording['failures'] = {},
): Promise<ChangesAnswer> {
  const reader = recordedReader({ now, objects: [{ kind: 'Namespace', metadata: { name: 'shop' } }, ...objects], failures });
  const clusters = fixedClusters([{ name: 'prod', server: 'https://prod', reader, now: () => new Date(now) }]);
  const answer = await answerIntent(
    { ...question, ...intent },
    { clusters, rules: [], runbooks: () => [], redact, signatures: async () => [], clock: () => 0 },
  );
  if (answer.type !== 'changes') throw new Error(JSON.stringify(answer));
  return answer;
}

/** `11:20 scaled deployment/web`: what happened, without its details. */
const brief = ({ entries }: ChangesAnswer) => entries.map(({ at, type, ref }) => `${at.slice(11, 16)} ${type} ${ref.kind}/${ref.name}`);
const of = <T extends Change['type']>({ entries }: ChangesAnswer, type: T) =>
  entries.filter((one): one is Extract<Change, { type: T }> => one.type === type);

const wrote = (manager: string, time: string, subresource?: string) => ({
  manager,
  operation: 'Update',
  time,
  ...(subresource ? { subresource } : {}),
});
const meta = (name: string, more: Partial<ObjectMeta> = {}): ObjectMeta => ({
  name,
  namespace: 'shop',
  uid: name,
  creationTimestamp: longAgo,
  ...more,
});
const template = (image: string) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image, envFrom: [{ configMapRef: { name: 'settings' } }] }] },
});
const deployment = (managedFields: ObjectMeta['managedFields'] = []): RecordedObject => ({
  kind: 'Deployment',
  metadata: meta('web', { managedFields }),
  spec: { replicas: 2, template: template('web:2') },
});
const replicaSet = (name: string, image: string, revision: string, creationTimestamp: string, history?: string): RecordedObject => ({
  kind: 'ReplicaSet',
  metadata: meta(name, {
    creationTimestamp,
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'web', controller: true }],
    annotations: { 'deployment.kubernetes.io/revision': revision, ...(history ? { 'deployment.kubernetes.io/revision-history': history } : {}) },
  }),
  spec: { template: template(image) },
});
const event = (
  name: string,
  about: readonly [string, string],
  reason: string,
  message: string,
  minute: number,
  more: object = {},
): RecordedObject => ({
  kind: 'Event',
  metadata: meta(name, { creationTimestamp: at(minute) }),
  involvedObject: { kind: about[0], name: about[1], namespace: about[0] === 'Node' ? undefined : 'shop' },
  reason,
  message,
  type: 'Normal',
  firstTimestamp: at(minute),
  lastTimestamp: at(minute),
  ...more,
});

describe('rollouts', () => {
  it('of a Deployment: revisions, who, and what differs in the template', async () => {
    const answer = await changes([
      deployment([wrote('helm', at(19))]),
      replicaSet('web-1', 'web:1', '1', longAgo),
      replicaSet('web-2', 'web:2', '2', at(19)),
    ]);
    expect(answer.entries).toEqual([
      {
        type: 'rollout',
        at: at(19),
        ref: { kind: 'deployment', name: 'web', namespace: 'shop' },
        by: 'helm',
        from: 1,
        to: 2,
        back: false,
        changes: [{ path: 'containers[app].image', from: 'web:1', to: 'web:2' }],
      },
    ]);
  });

  it('back to an earlier template', async () => {
    const answer = await changes([
      deployment([wrote('kubectl', at(30))]),
      replicaSet('web-1', 'web:1', '3', longAgo, '1'),
      replicaSet('web-2', 'web:2', '2', at(19)),
    ]);
    expect(of(answer, 'rollout').map(({ at, from, to, back, changes }) => [at, from, to, back, changes[0]?.to])).toEqual([
      [at(19), 1, 2, false, 'web:2'],
      [at(30), 2, 3, true, 'web:1'],
    ]);
  });

  it('of a StatefulSet, by its revisions', async () => {
    const revision = (name: string, number: number, image: string, creationTimestamp: string): RecordedObject => ({
      kind: 'ControllerRevision',
      metadata: meta(name, { creationTimestamp, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'db' }] }),
      revision: number,
      data: { spec: { template: template(image) } },
    });
    const statefulSet: RecordedObject = { kind: 'StatefulSet', metadata: meta('db'), spec: { replicas: 1, template: template('db:2') } };
    const answer = await changes([statefulSet, revision('db-1', 1, 'db:1', longAgo), revision('db-2', 2, 'db:2', at(5))]);
    expect(of(answer, 'rollout')).toMatchObject([
      { ref: { kind: 'statefulset', name: 'db' }, from: 1, to: 2, changes: [{ from: 'db:1', to: 'db:2' }] },
    ]);
  });

  it('that are older are not told', async () => {
    expect((await changes([deployment(), replicaSet('web-1', 'web:1', '1', longAgo), replicaSet('web-2', 'web:2', '2', longAgo)])).entries).toEqual(
      [],
    );
  });
});

describe('scaling', () => {
  it('is told apart from what a rollout does', async () => {
    const scaled = (name: string, message: string, minute: number) => event(name, ['Deployment', 'web'], 'ScalingReplicaSet', message, minute);
    const answer = await changes([
      deployment(),
      replicaSet('web-1', 'web:1', '1', longAgo),
      replicaSet('web-2', 'web:2', '2', at(20)),
      scaled('a', 'Scaled up replica set web-1 from 2 to 5', 10),
      scaled('b', 'Scaled up replica set web-2 from 0 to 1', 20),
      scaled('c', 'Scaled down replica set web-1 from 5 to 4', 21),
      scaled('d', 'Scaled up replica set web-2 from 1 to 2', 21),
      scaled('e', 'Scaled down replica set web-2 from 5 to 2', 50),
    ]);
    expect(of(answer, 'scaled').map(({ at, from, to }) => [at, from, to])).toEqual([
      [at(10), 2, 5],
      [at(50), 5, 2],
    ]);
  });

  it('by an autoscaler', async () => {
    const answer = await changes([
      event('a', ['HorizontalPodAutoscaler', 'web'], 'SuccessfulRescale', 'New size: 4; reason: cpu resource utilization above target', 10),
    ]);
    expect(of(answer, 'scaled')).toMatchObject([{ to: 4, by: 'autoscaler' }]);
  });
});

describe('what was written', () => {
  it('ConfigMaps by managed fields: who and when, and no noise', async () => {
    const configMap = (name: string, more: Partial<ObjectMeta>): RecordedObject => ({
      kind: 'ConfigMap',
      metadata: meta(name, more),
      data: { a: 'b' },
    });
    const answer = await changes([
      configMap('settings', { managedFields: [wrote('kubectl-create', longAgo), wrote('kubectl-edit', at(12))] }),
      configMap('fresh', { creationTimestamp: at(13), managedFields: [wrote('helm', at(13))] }),
      configMap('old', { managedFields: [wrote('kubectl-create', longAgo)] }),
      configMap('kube-root-ca.crt', { creationTimestamp: at(14), managedFields: [wrote('kube-controller-manager', at(14))] }),
      configMap('lock', { annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' }, managedFields: [wrote('operator', at(59))] }),
    ]);
    expect(answer.entries.map((one) => [one.type, one.ref.name, 'by' in one ? one.by : null])).toEqual([
      ['edited', 'settings', 'kubectl-edit'],
      ['created', 'fresh', 'helm'],
    ]);
    expect(JSON.stringify(answer)).not.toContain('"a":"b"');
  });
});

describe('what happened', () => {
  const crashed = (name: string, finishedAt: string): RecordedObject => ({
    kind: 'Pod',
    metadata: meta(name, {
      labels: { 'pod-template-hash': '2' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-2', uid: 'web-2', controller: true }],
    }),
    spec: { nodeName: 'node-1', containers: [{ name: 'app' }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app',
          ready: true,
          restartCount: 3,
          state: { running: { startedAt: finishedAt } },
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt } },
        },
      ],
    },
  });
  const node = (name: string, status: string, lastTransitionTime: string): RecordedObject => ({
    kind: 'Node',
    metadata: { name, creationTimestamp: longAgo },
    spec: {},
    status: { conditions: [{ type: 'Ready', status, reason: 'KubeletNotReady', lastTransitionTime }] },
  });

  it('restarts, by workload', async () => {
    const answer = await changes([crashed('web-2-a', at(40)), crashed('web-2-b', at(45)), crashed('web-2-c', longAgo)]);
    expect(of(answer, 'restarted')).toMatchObject([
      { at: at(45), ref: { kind: 'deployment', name: 'web' }, container: 'app', pods: 2, reason: 'OOMKilled', exitCode: 137 },
    ]);
  });

  it('nodes of its pods, and not the others', async () => {
    const answer = await changes([crashed('web-2-a', longAgo), node('node-1', 'False', at(33)), node('node-2', 'False', at(34))]);
    expect(brief(answer)).toEqual(['11:33 node node/node-1']);
    expect(brief(await changes([node('node-2', 'False', at(34))], { namespace: null, allNamespaces: true }))).toEqual(['11:34 node node/node-2']);
  });

  it('warnings, one for each workload and reason, with their workload though the pod is gone', async () => {
    const warning = (name: string, pod: string, minute: number) =>
      event(name, ['Pod', pod], 'BackOff', `Back-off ${minute}`, minute, { type: 'Warning', count: 3, source: { component: 'kubelet' } });
    const answer = await changes([deployment(), warning('a', 'web-2-abcde', 10), warning('b', 'web-2-fghij', 20)]);
    expect(of(answer, 'warning')).toMatchObject([
      { ref: { kind: 'deployment', name: 'web' }, reason: 'BackOff', count: 6, message: 'Back-off 20', at: at(20) },
    ]);
  });

  it('in the order in which it happened, of a workload only what belongs to it', async () => {
    const objects = [
      deployment([wrote('helm', at(19))]),
      replicaSet('web-1', 'web:1', '1', longAgo),
      replicaSet('web-2', 'web:2', '2', at(19)),
      crashed('web-2-a', at(40)),
      { kind: 'ConfigMap', metadata: meta('settings', { managedFields: [wrote('kubectl-edit', at(12))] }) },
      { kind: 'ConfigMap', metadata: meta('others', { managedFields: [wrote('kubectl-edit', at(13))] }) },
      { kind: 'Service', metadata: meta('web', { managedFields: [wrote('kubectl-patch', at(14))] }), spec: { selector: { app: 'web' } } },
      { kind: 'Service', metadata: meta('other', { managedFields: [wrote('kubectl-patch', at(15))] }), spec: { selector: { app: 'other' } } },
    ];
    const expected = [
      '11:12 edited configmap/settings',
      '11:14 edited service/web',
      '11:19 rollout deployment/web',
      '11:40 restarted deployment/web',
    ];
    expect(brief(await changes(objects, { kind: 'deployment', name: 'web' }))).toEqual(expected);
    // a pod changes with its workload
    expect(brief(await changes(objects, { kind: 'pod', name: 'web-2-a' }))).toEqual(expected);
    expect(brief(await changes(objects, { sinceSeconds: 45 * 60 }))).toEqual(['11:15 edited service/other', ...expected.slice(2)]);
  });

  it('what may not be read is a gap', async () => {
    const { gaps } = await changes([deployment()], {}, { configmaps: 'forbidden', nodes: 'forbidden' });
    expect(gaps.map(({ facet, why }) => [facet, why]).toSorted()).toEqual([
      ['configmaps', 'forbidden'],
      ['nodes', 'forbidden'],
    ]);
  });
});
