import type { KubeEvent } from '../../core/evidence.ts';
import type { Pod } from '../../core/kinds.ts';
import { containerStatuses, podCondition } from '../../core/pod-state.ts';
import { namespaceFlag, type Ref } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { describeObject } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isTroubled } from '../../core/troubled.ts';
import { isMeantForWindows, isWindowsNode, windowsNodeFacts } from '../../core/windows.ts';
import { collectLogs, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { quoted } from '../../core/words/quoted.ts';
import { duration } from '../../core/words/time-words.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** Windows pods start slowly: seconds until one that says nothing counts as stuck. */
const patience = 180;
/** So often is a sandbox made anew where something is wrong with it, and not with the node's last restart. */
const often = 3;
/** Layers of Windows are gigabytes: seconds that a pull may last. */
const pullPatience = 1200;
/** Rules that know what the words of the sandbox mean. */
const closer = [
  'windows/pause-image-mismatch',
  'windows/image-os-version-mismatch',
  'windows/cannot-allocate-range',
  'windows/flannel-subnet-env-missing',
  'windows/hns-wrong-diskette',
  'windows/kubelet-adapter-not-found',
];
/** Other rules' matters: volumes, configuration. */
const others = /^(FailedMount|FailedAttachVolume|FailedMapVolume)$/;

/**
 * A Windows pod is stuck in ContainerCreating, or its sandbox is made anew again and again. `SandboxChanged`:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/events/event.go
 */
export default defineRule({
  id: 'windows/container-creating-stuck',
  coverage: ['windows/container-creating-stuck'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-node',
  needs: ['events', 'node'],
  applies: (pod) => isMeantForWindows(pod) && isTroubled(pod),
  check: ({ subject, ref, now, events, node }) => {
    const since = podCondition(subject, 'PodScheduled')?.lastTransitionTime ?? subject.metadata?.creationTimestamp ?? '';
    const seconds = Math.round((now.getTime() - Date.parse(since)) / 1000);
    if (!node?.object || !isWindowsNode(node.object) || !(seconds >= patience)) return [];
    const sandbox = events.findLast(({ reason }) => reason === 'FailedCreatePodSandBox');
    const again = events.findLast(({ reason, count }) => reason === 'SandboxChanged' && count >= often);
    const stuck = events.some(({ reason }) => others.test(reason)) || isStillPulling(events, now) ? null : stuckProof(subject, ref);
    const first = stuck ?? (again ? eventProof(again, ref) : null);
    if (!first) return [];
    const proof: readonly [Proof, ...Proof[]] = [first, ...(sandbox ? [eventProof(sandbox, ref)] : [])];
    return [
      {
        facts: {
          seconds,
          recreated: stuck ? null : (again?.count ?? null),
          words: sandbox ? quoted(sandbox.message, 300) : null,
          node: windowsNodeFacts(node, subject),
        },
        proof,
        leads: [
          { to: ref, rules: closer },
          { to: { kind: 'node', name: node.name }, rules: ['windows/service-not-running', 'node/not-ready-network', 'node/not-ready-runtime'] },
        ],
      },
    ];
  },
  says: {
    en: ({ seconds, recreated, words, node }, pod) => {
      const what = recreated
        ? `keeps restarting: its sandbox was made anew ${recreated} times`
        : `has been in \`ContainerCreating\` for ${duration(seconds, 'en')}`;
      const why = words
        ? `${recreated ? '.' : ': its sandbox cannot be made.'} The kubelet says: \`${words}\`.`
        : `${recreated ? '.' : ' and the kubelet gives no reason.'} The commonest reason on Windows is a pause image that does not fit the version of the node.`;
      return `${windowsSpeaker(null, pod, node).en} ${what}${why}`;
    },
    ko: ({ seconds, recreated, words, node }, pod) => {
      const what = recreated
        ? `계속 재시작됩니다. 샌드박스가 ${recreated}번 다시 만들어졌습니다.`
        : `${duration(seconds, 'ko')}째 \`ContainerCreating\` 상태입니다.`;
      const why = words
        ? `${recreated ? '' : '샌드박스를 만들지 못하고 있습니다. '}kubelet의 메시지: \`${words}\`.`
        : `${recreated ? '' : 'kubelet이 남긴 이유가 없습니다. '}윈도우에서는 퍼즈(pause) 이미지가 노드 버전과 맞지 않는 경우가 가장 흔합니다.`;
      return `${windowsSpeaker(null, pod, node).ko}가 ${what} ${why}`;
    },
  },
  steps: ({ node }, pod) => {
    const name = nodeName(node);
    return [
      describeObject(pod, { en: 'Read the events to the end.', ko: '이벤트를 끝까지 확인합니다.' }),
      look(
        'Do other pods of the node start? If none does, it is the node (pause image, network), not this pod.',
        '같은 노드의 다른 파드는 시작되는지 확인합니다. 모두 멈춰 있다면 이 파드가 아니라 노드(퍼즈 이미지, 네트워크) 문제입니다.',
        node
          ? sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node.name}`}`
          : `${sh`kubectl get pod ${pod.name} -o wide`}${namespaceFlag(pod)}`,
      ),
      lookOnNode(
        name,
        'does the pause image fit the version of Windows, and what do runtime and kubelet say?',
        '퍼즈 이미지가 윈도우 버전과 맞는지, 런타임과 kubelet이 무엇을 남겼는지 확인합니다.',
        "Select-String -Path 'C:\\Program Files\\containerd\\config.toml' -Pattern sandbox; crictl pods; Get-ChildItem C:\\var\\log\\kubelet | Sort-Object LastWriteTime | Select-Object -Last 3",
      ),
      collectLogs(name),
    ];
  },
});

/** The container that waits to be created, where there is one. */
function stuckProof(pod: Pod, ref: Ref): Proof | null {
  const waiting = containerStatuses(pod).find(({ state }) => state?.waiting?.reason === 'ContainerCreating');
  if (!waiting) return null;
  const list = waiting.init ? 'initContainerStatuses' : 'containerStatuses';
  return { ref, path: `status.${list}[name=${waiting.name}].state.waiting.reason`, value: 'ContainerCreating' };
}

function eventProof({ reason, component, message, lastAt }: KubeEvent, ref: Ref): Proof {
  return { ref, path: `event ${reason} (${component})`, value: message, at: lastAt };
}

/** The image is still on its way. */
function isStillPulling(events: readonly KubeEvent[], now: Date): boolean {
  const last = events.findLast(({ reason }) => reason === 'Pulling' || reason === 'Pulled' || reason === 'FailedCreatePodSandBox');
  return last?.reason === 'Pulling' && now.getTime() - Date.parse(last.lastAt) < pullPatience * 1000;
}
