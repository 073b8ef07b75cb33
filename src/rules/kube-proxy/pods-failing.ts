import { isReady, podState } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { statesText, statusCounts } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { subjectState } from '../../core/subject-state.ts';
import { systemComponent } from '../../core/system-component.ts';

/** What it means that kube-proxy does not run on some nodes. Why it is so, the rules about its pods say. */
export default defineRule({
  id: 'kube-proxy/pods-failing',
  coverage: ['kube-proxy/pods-failing'],
  on: ['daemonset'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-kube-proxy-working',
  needs: ['pods'],
  applies: (daemonSet) => systemComponent(daemonSet) === 'kube-proxy',
  check: ({ ref, subject, pods, now }) => {
    const { desiredNumberScheduled = 0, numberReady = 0 } = subject.status ?? {};
    const bad = pods.filter((pod) => !isReady(pod) && podState(pod, now).condition === 'failing');
    if (numberReady >= desiredNumberScheduled || bad.length === 0 || subjectState('daemonset', subject, now, pods)?.condition !== 'failing')
      return [];
    return [
      {
        facts: {
          ready: numberReady,
          wanted: desiredNumberScheduled,
          nodes: bad.slice(0, 5).map(({ spec, metadata }) => spec?.nodeName ?? metadata?.name ?? ''),
          states: statusCounts(bad, now),
        },
        proof: [
          { ref, path: 'status.numberReady', value: numberReady },
          { ref, path: 'status.desiredNumberScheduled', value: desiredNumberScheduled },
          ...bad.slice(0, 2).map((pod) => ({ ref: refOf('pod', pod), path: 'status.phase', value: pod.status?.phase ?? null })),
        ],
        leads: bad.slice(0, 3).map((pod) => ({ to: refOf('pod', pod) })),
      },
    ];
  },
  says: {
    en: ({ ready, wanted, nodes, states }) =>
      `kube-proxy runs on ${ready} of ${wanted} nodes; on \`${nodes.join('`, `')}\` it does not (${statesText(states)}). From there, Services that change can no longer be reached.`,
    ko: ({ ready, wanted, nodes, states }) =>
      `kube-proxy가 노드 ${wanted}개 가운데 ${ready}개에서만 실행됩니다. \`${nodes.join('`, `')}\` 노드에서는 실행되지 않습니다(${statesText(states)}). 그 노드에서는 바뀐 서비스에 접속할 수 없습니다.`,
  },
  steps: (_facts, ref) => [
    look('See its pods, node by node.', '노드별로 파드를 확인합니다.', `${sh`kubectl get pods -l k8s-app=kube-proxy -o wide`}${namespaceFlag(ref)}`),
    look('Read what they say.', '파드의 로그를 확인합니다.', `${sh`kubectl logs ${`daemonset/${ref.name}`} --tail=50`}${namespaceFlag(ref)}`),
    look(
      'See the DaemonSet with its command and mounts.',
      '데몬셋의 명령과 마운트를 확인합니다.',
      `${sh`kubectl describe daemonset ${ref.name}`}${namespaceFlag(ref)}`,
    ),
  ],
});
