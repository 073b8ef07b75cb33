import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isBalanced, selectedPods, selectsPods } from '../../core/service-backends.ts';
import { declaredPorts, portText, undeclaredTargets } from '../../core/service-ports.ts';
import { sh } from '../../core/shell.ts';

/**
 * The Service sends to a port that no container declares, while they declare others. Declaring is optional, so this stays quiet
 * as soon as one port of the Service fits.
 */
export default defineRule({
  id: 'service/target-port-mismatch',
  coverage: ['service/target-port-mismatch'],
  on: ['service'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-service-defined-correctly',
  needs: ['namespacePods'],
  applies: (service) => selectsPods(service) && isBalanced(service),
  check: ({ ref, subject, namespacePods }) => {
    const pods = selectedPods(subject, namespacePods);
    const [first] = pods;
    const [port] = undeclaredTargets(subject, pods);
    if (!first || !port) return [];
    const declared = declaredPorts(first);
    const best = declared.find(({ protocol }) => protocol === (port.protocol ?? 'TCP')) ?? null;
    const index = (subject.spec?.ports ?? []).indexOf(port);
    return [
      {
        facts: {
          port: portText(port),
          target: Number(port.targetPort ?? port.port),
          declared: declared.map((one) => portText(one)),
          suggestion: best?.port ?? null,
          pods: pods.length,
          index,
        },
        proof: [
          { ref, path: `spec.ports[port=${port.port}].targetPort`, value: port.targetPort ?? port.port },
          ...declared.slice(0, 3).map(({ path, port }) => ({ ref: refOf('pod', first), path: `${path}.containerPort`, value: port })),
        ],
      },
    ];
  },
  says: {
    en: ({ port, target, declared }, { name }) =>
      `Service \`${name}\` sends \`${port}\` to port ${target} of its pods, but their containers declare only \`${declared.join('`, `')}\`: connections are most likely refused. (A port may be open without being declared.)`,
    ko: ({ port, target, declared }, { name }) =>
      `\`${name}\` 서비스가 \`${port}\` 포트로 온 요청을 파드의 ${target}번 포트로 보내는데, 컨테이너가 선언한 포트는 \`${declared.join('`, `')}\`뿐이라 연결이 거부될 가능성이 큽니다. (선언하지 않은 포트도 열려 있을 수 있습니다.)`,
  },
  steps: ({ port, target, suggestion, index }, ref) => [
    {
      kind: 'look',
      text: { en: 'Compare the ports of the Service with what the pods declare.', ko: '서비스의 포트와 파드가 선언한 포트를 비교합니다.' },
      command: `${sh`kubectl describe service ${ref.name}`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'look',
      text: {
        en: `Try the Service's target from your machine (in another terminal: curl localhost:8080). It answers only if something listens on ${target}.`,
        ko: `서비스가 보내는 포트를 직접 시험합니다(다른 터미널에서 curl localhost:8080). ${target}번 포트에서 듣는 프로세스가 있어야 응답합니다.`,
      },
      command: `${sh`kubectl port-forward ${`service/${ref.name}`} 8080:${port.match(/(\d+)\//)?.[1] ?? ''}`}${namespaceFlag(ref)}`,
    },
    ...(suggestion === null
      ? []
      : [
          {
            kind: 'change' as const,
            text: { en: `Send to port ${suggestion} instead.`, ko: `대신 ${suggestion}번 포트로 보냅니다.` },
            command: `${sh`kubectl patch service ${ref.name} --type=json -p ${patch(index, suggestion)}`}${namespaceFlag(ref)}`,
            undo: {
              en: `Put it back: \`${sh`kubectl patch service ${ref.name} --type=json -p ${patch(index, target)}`}${namespaceFlag(ref)}\``,
              ko: `되돌립니다: \`${sh`kubectl patch service ${ref.name} --type=json -p ${patch(index, target)}`}${namespaceFlag(ref)}\``,
            },
          },
        ]),
  ],
});

function patch(index: number, targetPort: number): string {
  return JSON.stringify([{ op: 'replace', path: `/spec/ports/${index}/targetPort`, value: targetPort }]);
}
