import { backendTrouble } from '../../core/extension-backends.ts';
import type { Ref } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { quoted } from '../../core/words/quoted.ts';
import { duration } from '../../core/words/time-words.ts';

/** How long an extension server may take to start: milliseconds. */
const patience = 60_000;
/** What the metrics rules tell of the resource metrics API. */
const elsewhere = 'metrics.k8s.io';

/**
 * An APIService whose server does not answer. Reasons:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/kube-aggregator/pkg/controllers/status/remote/remote_available_controller.go (sync)
 */
export default defineRule({
  id: 'control-plane/aggregated-api-down',
  coverage: ['control-plane/aggregated-api-down'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/',
  needs: ['apiServices'],
  wants: ['extensionServices'],
  applies: () => true,
  check: ({ apiServices, extensionServices, now }) =>
    apiServices.flatMap(({ metadata, spec, status }) => {
      const available = status?.conditions?.find(({ type }) => type === 'Available');
      const since = Date.parse(available?.lastTransitionTime ?? '');
      if (!spec || available?.status !== 'False' || spec.group === elsewhere || now.getTime() - since < patience) return [];
      const name = metadata?.name ?? '';
      const ref: Ref = { kind: 'apiservice', name };
      const { service } = spec;
      const to: Ref | null = service?.name && service.namespace ? { kind: 'service', name: service.name, namespace: service.namespace } : null;
      const found = to && extensionServices ? backendTrouble(extensionServices, to, service?.port ?? 443) : null;
      const path = 'status.conditions[type=Available]';
      const at = available.lastTransitionTime ? { at: available.lastTransitionTime } : {};
      const more: readonly Proof[] = [
        ...(available.message ? [{ ref, path: `${path}.message`, value: available.message, ...at }] : []),
        ...(found ? [found.proof] : []),
      ];
      return [
        {
          facts: {
            name,
            group: spec.group ?? '',
            reason: available.reason ?? 'Unknown',
            message: quoted(available.message ?? ''),
            service: to?.name ?? null,
            namespace: to?.namespace ?? null,
            seconds: Number.isNaN(since) ? null : Math.round((now.getTime() - since) / 1000),
          },
          proof: [{ ref, path: `${path}.reason`, value: available.reason ?? 'Unknown', ...at }, ...more],
          leads: to && found?.trouble !== 'no-service' ? [{ to }] : [],
        },
      ];
    }),
  says: {
    en: ({ name, reason, message, service, namespace, seconds }) =>
      `The aggregated API \`${name}\` has not answered${seconds === null ? '' : ` for ${duration(seconds, 'en')}`} (\`${reason}\`${message ? `: \`${message}\`` : ''})${service ? `; the service \`${service}\` in namespace \`${namespace}\` should serve it` : ''}. Its objects cannot be read, namespaces that are deleted stay Terminating, and \`kubectl\` is slow.`,
    ko: ({ name, reason, message, service, namespace, seconds }) =>
      `집계 API \`${name}\` 항목이 ${seconds === null ? '' : `${duration(seconds, 'ko')} 동안 `}응답하지 않습니다(\`${reason}\`${message ? `: \`${message}\`` : ''}).${service ? ` \`${namespace}\` 네임스페이스의 \`${service}\` 서비스가 제공해야 합니다.` : ''} 이 API의 오브젝트를 조회할 수 없고, 삭제한 네임스페이스가 Terminating 상태로 남으며, \`kubectl\` 명령이 느려집니다.`,
  },
  steps: ({ name, service, namespace }) => [
    look('Read the words of the API server about it.', 'API 서버가 남긴 상태 메시지를 확인합니다.', sh`kubectl get apiservice ${name} -o yaml`),
    ...(service
      ? [
          look(
            'Look for the pods and endpoints behind it.',
            '그 뒤의 파드와 엔드포인트를 확인합니다.',
            sh`kubectl get service,endpointslices,pods -n ${namespace ?? 'default'} -o wide`,
          ),
        ]
      : []),
    change(
      'Bring its server back. Where it was uninstalled, delete the APIService that it left behind; export it first.',
      '서버를 되살립니다. 제거된 것이라면 남은 APIService를 내보낸 뒤 삭제합니다.',
      ['Apply the export again: `kubectl apply -f apiservice.yaml`.', '`kubectl apply -f apiservice.yaml` 명령으로 내보낸 것을 다시 적용합니다.'],
      sh`kubectl get apiservice ${name} -o yaml > apiservice.yaml && kubectl delete apiservice ${name}`,
    ),
  ],
});
