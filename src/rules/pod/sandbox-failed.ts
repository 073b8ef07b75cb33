import type { Pod } from '../../core/kinds.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import type { Ref } from '../../core/ref.ts';
import { defineRule, type Lead } from '../../core/rule.ts';
import { describeObject } from '../../core/runbook-steps.ts';
import { readSandboxFailure, type SandboxProblem } from '../../core/sandbox-failure.ts';
import { sandboxSteps } from '../../core/sandbox-steps.ts';
import { awaitsSandbox, failuresToStart, secondsOnNode } from '../../core/start-failures.ts';
import { sandboxReason } from '../../core/words/sandbox-words.ts';

/** Seconds for which a network that comes up late is let alone: a new node gets its plugin after its first pods. */
const patience = 30;

/** Rules about pods that read the same words and know more. */
const closer = [
  'cni/plugin-missing',
  'cni/addresses-exhausted',
  'cni/several-configs',
  'cni/agent-failing',
  'cni/several-configs',
  'windows/pause-image-mismatch',
  'windows/container-creating-stuck',
  'windows/hns-port-exhaustion',
  'windows/hns-wrong-diskette',
  'windows/cannot-allocate-range',
  'windows/flannel-subnet-env-missing',
  'windows/vnic-endpoint-deleted',
  'windows/kubelet-adapter-not-found',
] as const;

/** Problems of the node's network, which rules about the node or its plugin explain. */
const ofNode: ReadonlySet<SandboxProblem> = new Set([
  'network-not-ready',
  'plugin-missing',
  'no-address',
  'flannel',
  'agent',
  'hns',
  'network',
  'disk-full',
  'name-reserved',
  'slow',
]);

/** The sandbox of the pod (its network and namespaces) cannot be made, so that no container is started. Words: core/sandbox-failure.ts. */
export default defineRule({
  id: 'pod/sandbox-failed',
  coverage: ['pod/sandbox-failed'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/migrating-from-dockershim/troubleshooting-cni-plugin-related-errors/',
  needs: ['events'],
  wants: ['owners', 'node'],
  applies: awaitsSandbox,
  check: ({ subject, ref, now, events, owners, node }) => {
    const event = failuresToStart(events, ['FailedCreatePodSandBox', 'NetworkNotReady']).at(-1);
    if (!event) return [];
    const { problem, what, words } = readSandboxFailure(event.message);
    const passes = problem === 'network-not-ready' || problem === 'slow';
    if (passes && (secondsOnNode(subject, now) ?? patience) < patience) return [];
    const runtimeClass = subject.spec?.runtimeClassName ?? null;
    return [
      {
        facts: {
          problem,
          what,
          node: subject.spec?.nodeName ?? null,
          windows: node?.object?.status?.nodeInfo?.operatingSystem === 'windows',
          runtimeClass,
          times: event.count,
          words,
          workload: owningWorkload(owners),
        },
        proof: [
          { ref, path: `event ${event.reason} (${event.component})`, value: event.message, at: event.lastAt },
          ...(problem === 'runtime-class' && runtimeClass ? [{ ref, path: 'spec.runtimeClassName', value: runtimeClass }] : []),
        ],
        leads: leadsOf(problem, subject, ref),
      },
    ];
  },
  says: {
    en: (facts) => `The pod's sandbox cannot be made on node \`${facts.node ?? '?'}\`: ${sandboxReason(facts).en}`,
    ko: (facts) => `\`${facts.node ?? '?'}\` 노드에서 파드의 샌드박스를 만들지 못합니다. ${sandboxReason(facts).ko}`,
  },
  steps: (facts, pod) => [
    describeObject(pod, {
      en: "Read the kubelet's own words (`FailedCreatePodSandBox`).",
      ko: 'kubelet의 메시지(`FailedCreatePodSandBox`)를 확인합니다.',
    }),
    ...sandboxSteps(facts, pod),
  ],
});

function leadsOf(problem: SandboxProblem, { spec }: Pod, ref: Ref): Lead[] {
  if (problem === 'runtime-class') return [];
  return [{ to: ref, rules: closer }, ...(ofNode.has(problem) && spec?.nodeName ? [{ to: { kind: 'node' as const, name: spec.nodeName } }] : [])];
}
