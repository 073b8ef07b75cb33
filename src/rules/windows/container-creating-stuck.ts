import type { KubeEvent } from '../../core/evidence.ts';
import { containerStatuses, podCondition } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { describeObject } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isMeantForWindows, isWindowsNode, windowsNodeFacts } from '../../core/windows.ts';
import { collectLogs, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { quoted } from '../../core/words/quoted.ts';
import { duration } from '../../core/words/time-words.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** Windows pods start slowly: seconds until one that says nothing counts as stuck. */
const patience = 180;
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

/** A Windows pod is stuck in ContainerCreating. */
export default defineRule({
  id: 'windows/container-creating-stuck',
  coverage: ['windows/container-creating-stuck'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-node',
  needs: ['events', 'node'],
  applies: (pod) => isMeantForWindows(pod) && containerStatuses(pod).some(({ state }) => state?.waiting?.reason === 'ContainerCreating'),
  check: ({ subject, ref, now, events, node }) => {
    const since = podCondition(subject, 'PodScheduled')?.lastTransitionTime ?? subject.metadata?.creationTimestamp ?? '';
    const seconds = Math.round((now.getTime() - Date.parse(since)) / 1000);
    if (!node?.object || !isWindowsNode(node.object) || !(seconds >= patience)) return [];
    if (events.some(({ reason }) => others.test(reason)) || isStillPulling(events, now)) return [];
    const sandbox = events.findLast(({ reason }) => reason === 'FailedCreatePodSandBox');
    const waiting = containerStatuses(subject).find(({ state }) => state?.waiting?.reason === 'ContainerCreating');
    const path = `status.${waiting?.init ? 'initContainerStatuses' : 'containerStatuses'}[name=${waiting?.name}].state.waiting.reason`;
    const proof: readonly [Proof, ...Proof[]] = [
      { ref, path, value: 'ContainerCreating' },
      ...(sandbox ? [{ ref, path: `event ${sandbox.reason} (${sandbox.component})`, value: sandbox.message, at: sandbox.lastAt }] : []),
    ];
    return [
      {
        facts: { seconds, words: sandbox ? quoted(sandbox.message, 300) : null, node: windowsNodeFacts(node, subject) },
        proof,
        leads: [
          { to: ref, rules: closer },
          { to: { kind: 'node', name: node.name }, rules: ['windows/service-not-running', 'node/not-ready-network', 'node/not-ready-runtime'] },
        ],
      },
    ];
  },
  says: {
    en: ({ seconds, words, node }, pod) =>
      `${windowsSpeaker(null, pod, node).en} has been in \`ContainerCreating\` for ${duration(seconds, 'en')}${words ? `: its sandbox cannot be made. The kubelet says: \`${words}\`.` : ' and the kubelet gives no reason. The commonest one on Windows is a pause image that does not fit the version of the node.'}`,
    ko: ({ seconds, words, node }, pod) =>
      `${windowsSpeaker(null, pod, node).ko}가 ${duration(seconds, 'ko')}째 \`ContainerCreating\` 상태입니다. ${words ? `샌드박스를 만들지 못하고 있습니다. kubelet의 메시지: \`${words}\`.` : 'kubelet이 남긴 이유가 없습니다. 윈도우에서는 퍼즈(pause) 이미지가 노드 버전과 맞지 않는 경우가 가장 흔합니다.'}`,
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

/** The image is still on its way. */
function isStillPulling(events: readonly KubeEvent[], now: Date): boolean {
  const last = events.findLast(({ reason }) => reason === 'Pulling' || reason === 'Pulled' || reason === 'FailedCreatePodSandBox');
  return last?.reason === 'Pulling' && now.getTime() - Date.parse(last.lastAt) < pullPatience * 1000;
}
