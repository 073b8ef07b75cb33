import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isBalanced, selectedPods, selectsPods } from '../../core/service-backends.ts';
import { declaredPorts, findPort, portText, targetOf } from '../../core/service-ports.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';

/**
 * `targetPort` is a name that the pods' containers do not declare: the endpoints then have no port at all, and nothing is sent.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/endpointslice/utils.go (getEndpointPorts, FindPort)
 */
export default defineRule({
  id: 'service/named-port-missing',
  coverage: ['service/named-port-missing'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  needs: ['namespacePods'],
  applies: (service) => selectsPods(service) && isBalanced(service) && (service.spec?.ports ?? []).some((port) => typeof targetOf(port) === 'string'),
  check: ({ ref, subject, namespacePods }) => {
    const pods = selectedPods(subject, namespacePods);
    return (subject.spec?.ports ?? []).flatMap((port, index) => {
      const target = targetOf(port);
      const without = typeof target === 'string' ? pods.filter((pod) => findPort(pod, port) === null && !declaresOtherwise(pod, target)) : [];
      const [first] = without;
      if (!first || typeof target !== 'string') return [];
      const declared = declaredPorts(first);
      const names = declared.flatMap(({ name }) => name ?? []);
      const near = similarNames(target, names, 1)[0] ?? (names.length === 1 ? names[0] : undefined) ?? null;
      return [
        {
          facts: {
            port: portText(port),
            target,
            without: without.length,
            pods: pods.length,
            declared: declared.map((one) => portText(one)),
            near,
            index,
          },
          proof: [
            { ref, path: `spec.ports[port=${port.port}].targetPort`, value: target },
            ...(declared.length > 0
              ? declared
                  .slice(0, 3)
                  .map(({ path, name, port }) => ({ ref: refOf('pod', first), path: `${path}[containerPort=${port}].name`, value: name }))
              : [{ ref: refOf('pod', first), path: 'spec.containers[*].ports', value: null }]),
          ],
        },
      ];
    });
  },
  says: {
    en: ({ port, target, without, pods, declared }, { name }) =>
      `Service \`${name}\` sends \`${port}\` to the port named \`${target}\`, which ${without === pods ? 'none of its pods declares' : `${without} of its ${pods} pods do not declare`} (${declared.length > 0 ? `they declare \`${declared.join('`, `')}\`` : 'they declare no ports'}).`,
    ko: ({ port, target, without, pods, declared }, { name }) =>
      `\`${name}\` 서비스가 \`${port}\` 포트로 온 요청을 이름이 \`${target}\`인 포트로 보내는데, 파드 ${pods}개 가운데 ${without}개에 그 이름의 포트가 없습니다 (${declared.length > 0 ? `선언된 포트: \`${declared.join('`, `')}\`` : '선언된 포트 없음'}).`,
  },
  steps: ({ target, near, index }, ref) => [
    {
      kind: 'look',
      text: { en: 'See the endpoints: they have addresses but no port.', ko: '엔드포인트를 확인합니다. 주소는 있지만 포트가 없습니다.' },
      command: `${sh`kubectl get endpointslices -l kubernetes.io/service-name=${ref.name}`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'change',
      text: near
        ? {
            en: `Send to the port that the pods declare, \`${near}\`; or name the container's port \`${target}\`.`,
            ko: `파드가 선언한 \`${near}\` 포트로 보냅니다. 또는 컨테이너 포트의 이름을 \`${target}\` 값으로 맞춥니다.`,
          }
        : {
            en: `Give the container's port the name \`${target}\`, or put the number into \`targetPort\`.`,
            ko: `컨테이너 포트에 \`${target}\` 이름을 붙이거나 \`targetPort\`에 번호를 적습니다.`,
          },
      ...(near ? { command: `${sh`kubectl patch service ${ref.name} --type=json -p ${patch(index, near)}`}${namespaceFlag(ref)}` } : {}),
      undo: {
        en: `Put it back: \`${sh`kubectl patch service ${ref.name} --type=json -p ${patch(index, target)}`}${namespaceFlag(ref)}\``,
        ko: `되돌립니다: \`${sh`kubectl patch service ${ref.name} --type=json -p ${patch(index, target)}`}${namespaceFlag(ref)}\``,
      },
    },
  ],
});

/** Of that name, but for another protocol: service/protocol-mismatch says so. */
function declaresOtherwise(pod: Parameters<typeof declaredPorts>[0], target: string): boolean {
  return declaredPorts(pod).some(({ name }) => name === target);
}

function patch(index: number, targetPort: string): string {
  return JSON.stringify([{ op: 'replace', path: `/spec/ports/${index}/targetPort`, value: targetPort }]);
}
