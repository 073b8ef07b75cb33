import type { Deployment } from '../../core/kinds.ts';
import { metricsApi, userList, usersOf } from '../../core/metrics-apis.ts';
import { secondsSince } from '../../core/node-conditions.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

/** A server that is replaced is away for this long: seconds. */
const patience = 30;

/**
 * metrics-server is registered, and the API server cannot reach it. Reasons and messages:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/kube-aggregator/pkg/controllers/status/remote/remote_available_controller.go
 */
export default defineRule({
  id: 'metrics/server-unavailable',
  coverage: ['metrics/server-unavailable'],
  on: ['cluster'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/',
  needs: ['apiServices'],
  wants: ['autoscalers', 'systemDeployments'],
  applies: () => true,
  check: ({ now, apiServices, autoscalers = [], systemDeployments = [] }) => {
    const api = metricsApi(apiServices, 'metrics.k8s.io');
    const available = api?.status?.conditions?.find(({ type }) => type === 'Available');
    const { name: service, namespace = 'default' } = api?.spec?.service ?? {};
    const seconds = secondsSince(available?.lastTransitionTime, now);
    if (!api || !service || available?.status !== 'False' || (seconds ?? patience) < patience) return [];
    const users = usersOf(autoscalers, 'metrics.k8s.io');
    const deployment = namespace === 'kube-system' ? systemDeployments.find(isServer) : undefined;
    const ref = { kind: 'apiservice', name: api.metadata?.name ?? '' } as const;
    const at = available.lastTransitionTime ? { at: available.lastTransitionTime } : {};
    return [
      {
        facts: {
          api: ref.name,
          reason: available.reason ?? 'Unknown',
          words: available.message ?? '',
          seconds,
          service: { name: service, namespace },
          deployment: deployment?.metadata?.name ?? null,
          replicas: deployment?.spec?.replicas ?? null,
          ready: deployment?.status?.readyReplicas ?? 0,
          users: users.slice(0, 4),
          userCount: users.length,
        },
        proof: [
          { ref, path: 'status.conditions[type=Available].reason', value: available.reason ?? null, ...at },
          { ref, path: 'status.conditions[type=Available].message', value: available.message ?? null, ...at },
        ],
        leads: [
          { to: { kind: 'service', name: service, namespace } as const },
          ...(deployment ? [{ to: { kind: 'deployment', name: deployment.metadata?.name ?? '', namespace } as const }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ words, reason, seconds, service, deployment, replicas, ready, users, userCount }) => {
      const state =
        deployment === null
          ? ''
          : replicas === 0
            ? ` Its deployment \`${deployment}\` is scaled to zero.`
            : ready === 0
              ? ` None of the pods of its deployment \`${deployment}\` is ready.`
              : '';
      return `The metrics API has not been available${seconds === null ? '' : ` for ${duration(seconds, 'en')}`}: ${reasonWords(reason, `${service.namespace}/${service.name}`).en} (\`${words}\`).${state} \`kubectl top\` and autoscaling by CPU or memory stand still.${userCount > 0 ? ` ${userCount} ${userCount === 1 ? 'autoscaler needs' : 'autoscalers need'} it: ${userList(users)}.` : ''}`;
    },
    ko: ({ words, reason, seconds, service, deployment, replicas, ready, users, userCount }) => {
      const state =
        deployment === null
          ? ''
          : replicas === 0
            ? ` \`${deployment}\` 디플로이먼트의 레플리카가 0개로 설정되어 있습니다.`
            : ready === 0
              ? ` \`${deployment}\` 디플로이먼트에 준비된 파드가 없습니다.`
              : '';
      return `메트릭 API를 ${seconds === null ? '' : `${duration(seconds, 'ko')}째 `}쓸 수 없습니다. ${reasonWords(reason, `${service.namespace}/${service.name}`).ko}(\`${words}\`).${state} \`kubectl top\` 명령과 CPU·메모리 기준 오토스케일링이 멈춰 있습니다.${userCount > 0 ? ` 영향을 받는 오토스케일러 ${userCount}개: ${userList(users)}.` : ''}`;
    },
  },
  steps: ({ api, service, deployment, replicas }) => [
    look('See what the API server says of it.', 'API 서버가 보고한 상태를 확인합니다.', sh`kubectl describe apiservice ${api}`),
    look(
      'Do its pods run and stand behind the service?',
      '파드가 실행 중이고 서비스의 엔드포인트에 들어 있는지 확인합니다.',
      sh`kubectl get deployments,pods,endpointslices -n ${service.namespace}`,
    ),
    look('What does it say?', '로그를 확인합니다.', sh`kubectl logs ${`deployment/${deployment ?? service.name}`} -n ${service.namespace} --tail=50`),
    replicas === 0
      ? change(
          'Scale it up again.',
          '레플리카를 다시 늘립니다.',
          [
            `\`${sh`kubectl scale ${`deployment/${deployment}`} --replicas=0 -n ${service.namespace}`}\``,
            `\`${sh`kubectl scale ${`deployment/${deployment}`} --replicas=0 -n ${service.namespace}`}\` 명령으로 되돌립니다.`,
          ],
          sh`kubectl scale ${`deployment/${deployment}`} --replicas=1 -n ${service.namespace}`,
        )
      : change(
          'Mend what its pods lack. If they are well, let the API server reach them: firewall from the control plane to the pods, and `hostNetwork` where pod addresses cannot be reached from there.',
          '파드의 문제를 고칩니다. 파드가 정상이라면 API 서버에서 파드로 연결되게 합니다(컨트롤 플레인과 파드 사이의 방화벽, 파드 주소에 닿지 않으면 `hostNetwork` 설정).',
          ['Apply the manifest as it was before.', '이전 매니페스트를 다시 적용합니다.'],
        ),
  ],
});

function isServer({ metadata }: Deployment): boolean {
  return metadata?.labels?.['k8s-app'] === 'metrics-server' || metadata?.labels?.['app.kubernetes.io/name'] === 'metrics-server';
}

function reasonWords(reason: string, service: string): { readonly en: string; readonly ko: string } {
  switch (reason) {
    case 'ServiceNotFound':
      return { en: `its Service \`${service}\` does not exist`, ko: `\`${service}\` 서비스가 없습니다` };
    case 'MissingEndpoints':
    case 'EndpointsNotFound':
      return { en: `no ready pod stands behind its Service \`${service}\``, ko: `\`${service}\` 서비스 뒤에 준비된 파드가 없습니다` };
    case 'ServicePortError':
      return { en: `its Service \`${service}\` has not that port`, ko: `\`${service}\` 서비스에 해당 포트가 없습니다` };
    case 'FailedDiscoveryCheck':
      return {
        en: `the API server cannot talk to the pods behind \`${service}\``,
        ko: `API 서버가 \`${service}\` 서비스 뒤의 파드와 통신하지 못합니다`,
      };
    default:
      return {
        en: `the API server says \`${reason}\` of \`${service}\``,
        ko: `API 서버가 \`${service}\` 서비스에 대해 \`${reason}\` 상태를 보고합니다`,
      };
  }
}
