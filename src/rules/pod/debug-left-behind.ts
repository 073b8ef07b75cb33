import type { Pod } from '../../core/kinds.ts';
import { isFinished } from '../../core/pod-state.ts';
import { namespaceFlag, type Ref } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { names } from '../../core/words/names.ts';
import { duration } from '../../core/words/time-words.ts';

type What = 'node' | 'copy' | 'container';

/** Somebody may still be at work in it. */
const atWork = 3600;

/**
 * What `kubectl debug` made and nobody removed: a pod on a node, a copy of a pod, or a debug container that ended.
 * Names and label: https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/kubectl/pkg/cmd/debug/debug.go (generateNodeDebugPod, computeDebugContainerName)
 */
export default defineRule({
  id: 'pod/debug-left-behind',
  coverage: ['pod/debug-left-behind'],
  on: ['pod'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/',
  needs: [],
  applies: (pod) => whatIsLeft(pod) !== null,
  check: ({ subject, ref, now }) => {
    const what = whatIsLeft(subject) as What;
    const seconds = Math.round((now.getTime() - Date.parse(subject.metadata?.creationTimestamp ?? '')) / 1000);
    if (what !== 'container' && !isFinished(subject) && !(seconds > atWork)) return [];
    const containers = what === 'container' ? endedDebuggers(subject) : debuggers(subject);
    return [
      {
        facts: { what, seconds, containers, node: subject.spec?.nodeName ?? null, finished: isFinished(subject), hostRoot: mountsRoot(subject) },
        proof: [trace(subject, ref, what), { ref, path: 'metadata.creationTimestamp', value: subject.metadata?.creationTimestamp ?? null }],
      },
    ];
  },
  says: {
    en: ({ what, seconds, containers, node, finished, hostRoot }) => {
      const age = duration(seconds, 'en');
      if (what === 'container')
        return `Debug ${containers.length === 1 ? 'container' : 'containers'} ${names(containers)} of \`kubectl debug\` ended and ${containers.length === 1 ? 'stays' : 'stay'} listed until the pod is replaced; that does no harm.`;
      if (what === 'node')
        return `The pod is left over from \`kubectl debug node/${node}\`, ${age} ago${finished ? '; it has ended' : '; it still runs'}.${hostRoot && !finished ? ` It has the whole disk of node \`${node}\` at \`/host\`: remove it when nobody needs it.` : ' Nothing needs it any more.'}`;
      return `The pod is a copy that \`kubectl debug --copy-to\` made ${age} ago (debug container ${names(containers)})${finished ? '; it has ended' : '; it still runs and takes room'}. No controller looks after it.`;
    },
    ko: ({ what, seconds, containers, node, finished, hostRoot }) => {
      const age = duration(seconds, 'ko');
      if (what === 'container')
        return `\`kubectl debug\` 명령으로 추가한 ${names(containers)} 디버그 컨테이너가 끝났고 파드가 교체될 때까지 목록에 남습니다. 해가 되지는 않습니다.`;
      if (what === 'node')
        return `${age} 전에 \`kubectl debug node/${node}\` 명령으로 만든 파드가 남아 있습니다${finished ? ' (이미 끝남)' : ' (아직 실행 중)'}.${hostRoot && !finished ? ` \`${node}\` 노드의 디스크 전체가 \`/host\` 위치에 마운트되어 있으니 필요 없으면 지웁니다.` : ' 더는 필요하지 않습니다.'}`;
      return `${age} 전에 \`kubectl debug --copy-to\` 명령으로 만든 복제본입니다 (${names(containers)} 디버그 컨테이너)${finished ? '. 이미 끝났고' : '. 아직 실행되며 자리를 차지하고'} 돌보는 컨트롤러가 없습니다.`;
    },
  },
  steps: ({ what }, pod) => [
    {
      kind: 'look',
      text: { en: 'See who made it and when.', ko: '누가 언제 만들었는지 확인합니다.' },
      command: `${sh`kubectl get pod ${pod.name} -o yaml --show-managed-fields`}${namespaceFlag(pod)}`,
    },
    ...(what === 'container'
      ? []
      : [
          {
            kind: 'change' as const,
            text: { en: 'Remove it, if nobody works in it.', ko: '쓰는 사람이 없으면 지웁니다.' },
            command: `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
            undo: { en: 'Run the same `kubectl debug` again.', ko: '같은 `kubectl debug` 명령을 다시 실행합니다.' },
          },
        ]),
  ],
});

/** By what it is known. */
function trace({ metadata, spec, status }: Pod, ref: Ref, what: What): Proof {
  const label = metadata?.labels?.['app.kubernetes.io/managed-by'];
  if (what === 'container')
    return { ref, path: 'status.ephemeralContainerStatuses[0].name', value: status?.ephemeralContainerStatuses?.[0]?.name ?? null };
  if (label === 'kubectl-debug') return { ref, path: "metadata.labels['app.kubernetes.io/managed-by']", value: label };
  return { ref, path: 'spec.containers[0].name', value: spec?.containers[0]?.name ?? null };
}

const generated = /^debugger-[a-z0-9]{5}$/;

function whatIsLeft(pod: Pod): What | null {
  const { labels, name = '', ownerReferences = [] } = pod.metadata ?? {};
  if (
    ownerReferences.length === 0 &&
    (labels?.['app.kubernetes.io/managed-by'] === 'kubectl-debug' || (name.startsWith('node-debugger-') && mountsRoot(pod)))
  )
    return 'node';
  if (ownerReferences.length === 0 && pod.spec?.containers.some((container) => generated.test(container.name))) return 'copy';
  return endedDebuggers(pod).length > 0 ? 'container' : null;
}

function debuggers({ spec }: Pod): string[] {
  const all = (spec?.containers ?? []).map(({ name }) => name);
  const made = all.filter((name) => generated.test(name));
  return made.length > 0 ? made : all;
}

function endedDebuggers({ status }: Pod): string[] {
  return (status?.ephemeralContainerStatuses ?? []).filter(({ state }) => state?.terminated).map(({ name }) => name);
}

function mountsRoot({ spec }: Pod): boolean {
  return (spec?.volumes ?? []).some(({ hostPath }) => hostPath?.path === '/');
}
