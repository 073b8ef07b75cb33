import { hasCondition, nodeCondition, nodeConditionProof, secondsSince } from '../../core/node-conditions.ts';
import { lookAtNode } from '../../core/node-steps.ts';
import { isGrownNode } from '../../core/ready-words.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

/**
 * The network plugin or the cloud's route controller says that pods of the node have no network; new pods are kept away.
 * Reasons: https://github.com/kubernetes/cloud-provider/blob/v0.34.4/controllers/route/route_controller.go (NoRouteCreated);
 * https://github.com/projectcalico/calico/blob/v3.30.0/node/pkg/lifecycle/shutdown/shutdown.go (CalicoIsDown)
 */
export default defineRule({
  id: 'node/network-unavailable',
  coverage: ['node/network-unavailable'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/architecture/nodes/#condition',
  needs: [],
  applies: (node) => hasCondition(node, 'NetworkUnavailable'),
  check: ({ subject, ref, now }) => {
    const condition = nodeCondition(subject, 'NetworkUnavailable');
    if (!condition || !isGrownNode(subject, now)) return [];
    return [
      {
        facts: {
          node: ref.name,
          reason: condition.reason ?? null,
          words: condition.message ?? null,
          routes: condition.reason === 'NoRouteCreated',
          seconds: secondsSince(condition.lastTransitionTime, now),
        },
        proof: nodeConditionProof(ref, condition),
        leads: [{ to: ref, rules: ['cni/agent-failing', 'cni/no-pod-cidr'] }],
      },
    ];
  },
  says: {
    en: ({ node, routes, words, reason, seconds }) =>
      `The network of pods on node \`${node}\` has not been set up${seconds === null ? '' : ` for ${duration(seconds, 'en')}`}: ${routes ? 'the cloud controller could not make a route to it' : 'its network plugin says so'} (\`${words ?? reason ?? 'no reason given'}\`). No new pods are placed there.`,
    ko: ({ node, routes, words, reason, seconds }) =>
      `\`${node}\` 노드의 파드 네트워크가 ${seconds === null ? '' : `${duration(seconds, 'ko')}째 `}설정되지 않았습니다. ${routes ? '클라우드 컨트롤러가 이 노드로 가는 경로를 만들지 못했습니다' : '네트워크 플러그인이 그렇게 보고합니다'}(\`${words ?? reason ?? '이유 없음'}\`). 새 파드가 배치되지 않습니다.`,
  },
  steps: ({ node, routes }) => [
    lookAtNode(node),
    routes
      ? look(
          'What does the cloud controller say? (quota of routes, rights, `podCIDR` of the node)',
          '클라우드 컨트롤러의 로그를 확인합니다(경로 수 제한, 권한, 노드의 `podCIDR` 값).',
          `kubectl get pods -n kube-system | grep cloud-controller; ${sh`kubectl get node ${node} -o jsonpath=${'{.spec.podCIDR} {.spec.providerID}'}`}`,
        )
      : look(
          "See whether the network plugin's pod runs on the node, and its logs.",
          '그 노드의 네트워크 플러그인 파드가 실행 중인지와 로그를 확인합니다.',
          sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`,
        ),
    change(
      routes
        ? 'Mend what keeps the cloud controller from making the route (limits of the route table, rights).'
        : 'Restart the network plugin on the node: delete its pod, and its DaemonSet makes a new one.',
      routes
        ? '클라우드 컨트롤러가 경로를 만들지 못하는 원인(경로 테이블 한도, 권한)을 고칩니다.'
        : '노드의 네트워크 플러그인을 다시 시작합니다. 파드를 지우면 데몬셋이 새로 만듭니다.',
      ['Nothing to undo.', '되돌릴 것이 없습니다.'],
    ),
  ],
});
