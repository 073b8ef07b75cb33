import type { Dependency } from '../../core/dependencies.ts';
import type { Isolation } from '../../core/evidence.ts';
import type { Pod } from '../../core/kinds.ts';
import { type DirectionVerdict, policyPod, reaches } from '../../core/network-policy.ts';
import { policyEnforcement } from '../../core/policy-enforcement.ts';
import { enforcementWords } from '../../core/policy-text.ts';
import { namespaceFlag, refKey } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { selectedPods, selectsPods } from '../../core/service-backends.ts';
import { findPort, portText } from '../../core/service-ports.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { isTroubled } from '../../core/troubled.ts';

const noAnswer = /time(?:d|s)?[ -]?out|ETIMEDOUT|deadline exceeded|refused|unreachable/i;

/** The pod's calls get no answer, and NetworkPolicies forbid what it calls: on its way out, or on the way into the pods of a Service of its namespace. */
export default defineRule({
  id: 'network/path-blocked',
  coverage: ['network/policy-blocks'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  needs: ['isolation', 'dependencies', 'logs', 'previousLogs'],
  wants: ['configuredDependencies', 'loggedDependencies'],
  applies: isTroubled,
  check: ({ ref, subject, isolation, logs, previousLogs, ...evidence }) => {
    const enforcement = policyEnforcement(isolation?.agents ?? []);
    const lines = [...previousLogs, ...logs].flatMap(({ container, lines }) => lines.map((line) => ({ container, line })));
    const said = lines.findLast(({ line }) => noAnswer.test(line));
    if (!isolation || !said || enforcement.enforces === false) return [];
    const { dependencies, configuredDependencies = [], loggedDependencies = [] } = evidence;
    const called = new Map([...dependencies, ...configuredDependencies, ...loggedDependencies].map((one) => [refKey(one.service), one]));
    return [...called.values()].flatMap((one) => {
      const wall = one.service.namespace === ref.namespace ? blocked(subject, one, isolation) : null;
      if (!wall) return [];
      const { direction, verdict, port } = wall;
      return [
        {
          facts: {
            service: one.service.name,
            port,
            direction,
            policies: [...verdict.isolatedBy],
            plugin: enforcement.plugin,
            enforces: enforcement.enforces,
          },
          proof: [
            { ref, path: `log ${said.container}`, value: said.line.slice(0, 500) },
            ...verdict.isolatedBy.slice(0, 3).map((name) => ({
              ref: { kind: 'networkpolicy' as const, name, ...(ref.namespace ? { namespace: ref.namespace } : {}) },
              path: 'metadata.name',
              value: name,
            })),
          ],
        },
      ];
    });
  },
  says: {
    en: ({ service, port, direction, policies, ...enforcement }) =>
      `It may not reach Service \`${service}\` on \`${port}\`: ${policies.length === 1 ? `NetworkPolicy \`${policies[0]}\` does` : `NetworkPolicies \`${policies.join('`, `')}\` do`} not let ${direction === 'egress' ? 'it out to' : 'it in at'} the pods there.${enforcementWords(enforcement).en}`,
    ko: ({ service, port, direction, policies, ...enforcement }) =>
      `\`${service}\` 서비스의 \`${port}\` 포트에 접속할 수 없습니다. 네트워크폴리시(\`${policies.join('`, `')}\`)가 ${direction === 'egress' ? '이 파드에서 나가는 연결을' : '상대 파드로 들어가는 연결을'} 허용하지 않습니다.${enforcementWords(enforcement).ko}`,
  },
  steps: ({ policies, service, port, direction }, ref) => [
    look(
      'Read what the policies select and let through.',
      '정책이 무엇을 고르고 허용하는지 확인합니다.',
      `${sh`kubectl describe networkpolicy ${policies}`}${namespaceFlag(ref)}`,
    ),
    look("Compare with the pod's labels.", '파드의 레이블과 비교합니다.', `${sh`kubectl get pod ${ref.name} --show-labels`}${namespaceFlag(ref)}`),
    change(
      `Allow it: ${direction === 'egress' ? `an egress rule for this pod towards the pods of \`${service}\`` : `an ingress rule at the pods of \`${service}\` for this pod`}, port \`${port}\` of the Service as the pods know it.`,
      `${direction === 'egress' ? `이 파드에서 \`${service}\` 서비스의 파드로 나가는 egress 규칙을` : `\`${service}\` 서비스의 파드에 이 파드를 허용하는 ingress 규칙을`} 추가합니다. 포트는 파드의 포트로 적습니다.`,
      ['Delete the policy that you added.', '추가한 정책을 삭제합니다.'],
    ),
  ],
});

interface Wall {
  readonly direction: 'egress' | 'ingress';
  readonly verdict: DirectionVerdict;
  readonly port: string;
}

/** The wall before every pod of the Service; null where one of them can be reached. */
function blocked(pod: Pod, { object, port }: Dependency, { pods, policies, namespaceLabels }: Isolation): Wall | null {
  if (!object || !selectsPods(object)) return null;
  const servicePort = (object.spec?.ports ?? []).find((one) => one.port === port) ?? object.spec?.ports?.[0];
  if (!servicePort) return null;
  const from = policyPod(pod, namespaceLabels);
  const walls = selectedPods(object, pods).map((backend): Wall | null => {
    const target = { port: findPort(backend, servicePort), protocol: servicePort.protocol ?? 'TCP' };
    const { egress, ingress } = reaches(from, policyPod(backend, namespaceLabels), target, policies);
    if (!egress.allowed) return { direction: 'egress', verdict: egress, port: portText(servicePort) };
    return ingress.allowed ? null : { direction: 'ingress', verdict: ingress, port: portText(servicePort) };
  });
  return walls.every((wall) => wall !== null) ? (walls[0] ?? null) : null;
}
