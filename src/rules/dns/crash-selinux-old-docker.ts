import { endings } from '../../core/container-ending.ts';
import { plainLine } from '../../core/log-signature.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { lastRuns } from '../../core/run-logs.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { isTroubled } from '../../core/troubled.ts';

const denied = /permission denied|operation not permitted/i;
/** Docker of the years when this happened: 1.13 and 17.x. */
const oldDocker = /^docker:\/\/(?:1\.\d+|17)\./;

/** CoreDNS cannot be started with `allowPrivilegeEscalation: false` on a node with SELinux and an old Docker. */
export default defineRule({
  id: 'dns/crash-selinux-old-docker',
  coverage: ['dns/crash-selinux-old-docker'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/troubleshooting-kubeadm/#coredns-pods-have-crashloopbackoff-or-error-state',
  needs: ['node'],
  wants: ['logs', 'previousLogs', 'owners'],
  applies: (pod) =>
    systemComponent(pod) === 'dns' &&
    isTroubled(pod) &&
    (pod.spec?.containers ?? []).some(({ securityContext }) => securityContext?.allowPrivilegeEscalation === false),
  check: ({ ref, subject, now, node, logs, previousLogs, owners }) => {
    const runtime = node?.object?.status?.nodeInfo?.containerRuntimeVersion ?? '';
    if (!oldDocker.test(runtime) || !node) return [];
    const message = endings(subject, now).find(({ terminated }) => denied.test(terminated.message ?? ''));
    const said = lastRuns({ subject, now, logs, previousLogs }).flatMap(({ lines, path }) =>
      lines.filter((line) => denied.test(line)).map((line) => ({ path, value: plainLine(line) })),
    );
    const first = message ? { path: `${message.path}.message`, value: message.terminated.message ?? '' } : said.at(-1);
    if (!first) return [];
    const container = subject.spec?.containers.find(({ securityContext }) => securityContext?.allowPrivilegeEscalation === false)?.name ?? '';
    return [
      {
        facts: { node: node.name, runtime, container, deployment: owners?.find((owner) => owner.ref.kind === 'deployment')?.ref.name ?? 'coredns' },
        proof: [
          { ref, path: first.path, value: first.value.slice(0, 500) },
          { ref: { kind: 'node', name: node.name }, path: 'status.nodeInfo.containerRuntimeVersion', value: runtime },
          { ref, path: `spec.containers[name=${container}].securityContext.allowPrivilegeEscalation`, value: false },
        ],
      },
    ];
  },
  says: {
    en: ({ node, runtime }) =>
      `CoreDNS is not allowed to start on node \`${node}\`: with SELinux and this old Docker (\`${runtime}\`) a container with \`allowPrivilegeEscalation: false\` is refused its own program.`,
    ko: ({ node, runtime }) =>
      `\`${node}\` 노드에서 CoreDNS가 시작되지 못합니다. SELinux와 오래된 Docker(\`${runtime}\`)가 함께 있으면 \`allowPrivilegeEscalation: false\` 설정의 컨테이너가 자기 프로그램조차 실행하지 못합니다.`,
  },
  steps: ({ deployment }, pod) => [
    look(
      'On the node: is SELinux enforcing, and which Docker is it?',
      '노드에서 SELinux가 켜져 있는지와 Docker 버전을 확인합니다.',
      'getenforce; docker version',
    ),
    change('Best: use a current runtime on the node (drain it first).', '가장 좋은 방법: 노드를 드레인하고 최신 컨테이너 런타임으로 바꿉니다.', [
      'Install the previous version again.',
      '이전 버전을 다시 설치합니다.',
    ]),
    change(
      'Or switch SELinux off on the node: it protects everything there, so not for long.',
      '또는 노드에서 SELinux를 끕니다. 노드 전체의 보호가 사라지므로 잠시만 씁니다.',
      ['`setenforce 1`', '`setenforce 1` 명령으로 되돌립니다.'],
      'setenforce 0',
    ),
    change(
      'Or allow privilege escalation for CoreDNS.',
      '또는 CoreDNS에 권한 상승을 허용합니다.',
      [
        `Roll back: \`${sh`kubectl rollout undo ${`deployment/${deployment}`}`}${namespaceFlag(pod)}\``,
        `롤백합니다: \`${sh`kubectl rollout undo ${`deployment/${deployment}`}`}${namespaceFlag(pod)}\``,
      ],
      `${sh`kubectl get deployment ${deployment} -o yaml`}${namespaceFlag(pod)} | sed 's/allowPrivilegeEscalation: false/allowPrivilegeEscalation: true/g' | kubectl apply -f -`,
    ),
  ],
});
