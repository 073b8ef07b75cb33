import type { Report } from '../../../src/core/report.ts';
import { type AnyRule, defineRule } from '../../../src/core/rule.ts';
import { sh } from '../../../src/core/shell.ts';

/** Two small rules that stand for the catalog: words and steps in both languages, and a lead from one to the other. */
const tooBig = defineRule({
  id: 'sample/too-big',
  coverage: ['pod/insufficient-resources'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/',
  needs: [],
  applies: () => true,
  check: () => [{ facts: { wanted: '4', most: '2' }, proof: [{ ref: { kind: 'pod', name: 'x' }, path: 'spec', value: 1 }] }],
  says: {
    en: ({ wanted, most }, { name }) =>
      `Pod \`${name}\` asks for \`${wanted}\` CPU, but no node has more than \`${most}\` free. It waits until one has.`,
    ko: ({ wanted, most }, { name }) =>
      `\`${name}\` 파드가 CPU \`${wanted}\`개를 요청하지만, 가장 여유 있는 노드에도 \`${most}\`개뿐입니다. 자리가 날 때까지 기다립니다.`,
  },
  steps: (_, { name, namespace = 'default' }) => [
    { kind: 'look', text: { en: 'See what the nodes have left.', ko: '노드의 여유를 확인합니다.' }, command: sh`kubectl describe nodes` },
    {
      kind: 'change',
      text: { en: 'Lower the request of the pod.', ko: '파드의 요청을 줄입니다.' },
      command: sh`kubectl edit pod ${name} -n ${namespace}`,
      undo: { en: 'Set the old request again.', ko: '이전 요청 값으로 되돌립니다.' },
    },
  ],
});

const nodeFull = defineRule({
  id: 'sample/node-full',
  coverage: ['node/full'],
  on: ['node'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/architecture/nodes/',
  needs: [],
  applies: () => true,
  check: () => [{ facts: { pods: 110 }, proof: [{ ref: { kind: 'node', name: 'x' }, path: 'status', value: 1 }] }],
  says: {
    en: ({ pods }, { name }) => `Node \`${name}\` holds \`${pods}\` pods, which is all that it may hold.`,
    ko: ({ pods }, { name }) => `\`${name}\` 노드에 파드가 \`${pods}\`개 있어 더 받을 수 없습니다.`,
  },
  steps: (_, { name }) => [
    {
      kind: 'look',
      text: { en: 'See what runs there.', ko: '그 노드의 파드를 확인합니다.' },
      command: sh`kubectl get pods -A --field-selector spec.nodeName=${name}`,
    },
  ],
});

export const sampleRules: readonly AnyRule[] = [tooBig, nodeFull];

const pod = { kind: 'pod', name: 'pod-x', namespace: 'shop' } as const;
const node = { kind: 'node', name: 'worker-1' } as const;

/** `pod-x` is pending, because the node is full. */
export const sampleReport: Report = {
  target: pod,
  cluster: 'prod',
  at: '2026-11-21T11:40:03.000Z',
  verdict: 'problem',
  state: { condition: 'failing', status: 'Pending' },
  findings: [
    {
      id: 'sample/node-full@node/worker-1',
      rule: 'sample/node-full',
      subject: node,
      severity: 'warning',
      rootCause: true,
      because: [],
      facts: { pods: 110 },
      proof: [{ ref: node, path: 'status.capacity.pods', value: '110', at: '2026-11-21T11:39:50Z' }],
      alike: [],
    },
    {
      id: 'sample/too-big@pod/shop/pod-x',
      rule: 'sample/too-big',
      subject: pod,
      severity: 'critical',
      rootCause: false,
      because: ['sample/node-full@node/worker-1'],
      facts: { wanted: '4', most: '2' },
      proof: [{ ref: pod, path: 'event', value: '0/3 nodes are available: 3 Insufficient cpu.', at: '2026-11-21T11:39:58Z' }],
      alike: [{ kind: 'pod', name: 'pod-y', namespace: 'shop' }],
    },
  ],
  gaps: [
    {
      facet: 'quotas',
      subject: pod,
      why: 'forbidden',
      detail: 'resourcequotas is forbidden: User "kubewhy" cannot list resource "resourcequotas" in API group "" in the namespace "shop"',
    },
  ],
  looked: [pod, node],
  cost: { requests: 9, ms: 412 },
};

/** The same pod, well again. */
export const healthyReport: Report = {
  ...sampleReport,
  at: '2026-11-21T11:52:00.000Z',
  verdict: 'healthy',
  state: { condition: 'ok', status: 'Running' },
  findings: [],
  gaps: [],
};
