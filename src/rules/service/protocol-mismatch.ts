import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isBalanced, selectedPods, selectsPods } from '../../core/service-backends.ts';
import { declaredPorts, portText, targetOf } from '../../core/service-ports.ts';
import { sh } from '../../core/shell.ts';

/** The port is right and its protocol is not: the Service speaks TCP where the container declares UDP, or the reverse. */
export default defineRule({
  id: 'service/protocol-mismatch',
  coverage: ['service/protocol-mismatch'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/reference/networking/service-protocols/',
  needs: ['namespacePods'],
  applies: (service) => selectsPods(service) && isBalanced(service),
  check: ({ ref, subject, namespacePods }) => {
    const [pod] = selectedPods(subject, namespacePods);
    if (!pod) return [];
    return (subject.spec?.ports ?? []).flatMap((port, index) => {
      const target = targetOf(port);
      const protocol = port.protocol ?? 'TCP';
      const same = declaredPorts(pod).filter((own) => (typeof target === 'number' ? own.port === target : own.name === target));
      const [other] = same;
      if (!other || same.some((own) => own.protocol === protocol)) return [];
      return [
        {
          facts: { port: portText(port), target: String(target), protocol, declared: other.protocol, container: other.container, index },
          proof: [
            { ref, path: `spec.ports[port=${port.port}].protocol`, value: protocol },
            { ref: refOf('pod', pod), path: `${other.path}[containerPort=${other.port}].protocol`, value: other.protocol },
          ],
        },
      ];
    });
  },
  says: {
    en: ({ port, target, protocol, declared, container }, { name }) =>
      `Service \`${name}\` forwards \`${port}\` as ${protocol}, but container \`${container}\` declares port \`${target}\` for ${declared}: nothing answers over ${protocol}.`,
    ko: ({ port, target, protocol, declared, container }, { name }) =>
      `\`${name}\` 서비스는 \`${port}\` 포트를 ${protocol} 프로토콜로 보내는데, \`${container}\` 컨테이너는 \`${target}\` 포트를 ${declared} 프로토콜로 선언했습니다. 그래서 ${protocol} 요청에는 응답이 없습니다.`,
  },
  steps: ({ protocol, declared, index }, ref) => [
    {
      kind: 'look',
      text: { en: 'Compare the protocols of the Service and its pods.', ko: '서비스와 파드의 프로토콜을 비교합니다.' },
      command: `${sh`kubectl describe service ${ref.name}`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'change',
      text: {
        en: `If the program speaks ${declared}, make the Service do so too.`,
        ko: `프로그램이 ${declared} 프로토콜을 쓴다면 서비스도 맞춥니다.`,
      },
      command: `${sh`kubectl patch service ${ref.name} --type=json -p ${patch(index, declared)}`}${namespaceFlag(ref)}`,
      undo: {
        en: `Put it back: \`${sh`kubectl patch service ${ref.name} --type=json -p ${patch(index, protocol)}`}${namespaceFlag(ref)}\``,
        ko: `되돌립니다: \`${sh`kubectl patch service ${ref.name} --type=json -p ${patch(index, protocol)}`}${namespaceFlag(ref)}\``,
      },
    },
  ],
});

function patch(index: number, protocol: string): string {
  return JSON.stringify([{ op: 'replace', path: `/spec/ports/${index}/protocol`, value: protocol }]);
}
