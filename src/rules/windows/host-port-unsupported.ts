import { owningWorkload } from '../../core/owning-workload.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change } from '../../core/steps.ts';
import { isHostProcess, isMeantForWindows, windowsNodeFacts } from '../../core/windows.ts';
import { lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** A Windows pod publishes a host port: whether that works depends on the CNI plugins of the node, which the API does not show. */
export default defineRule({
  id: 'windows/host-port-unsupported',
  coverage: ['windows/host-port-unsupported'],
  on: ['pod'],
  severity: 'info',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/',
  needs: [],
  wants: ['node', 'owners'],
  applies: (pod) =>
    isMeantForWindows(pod) && !isHostProcess(pod) && (pod.spec?.containers ?? []).some(({ ports = [] }) => ports.some(({ hostPort }) => hostPort)),
  check: ({ subject, ref, node, owners }) => {
    const found = (subject.spec?.containers ?? [])
      .flatMap(({ name, ports = [] }) => ports.map((port) => ({ name, ...port })))
      .find(({ hostPort }) => hostPort);
    if (!found?.hostPort) return [];
    return [
      {
        facts: {
          container: found.name,
          hostPort: found.hostPort,
          port: found.containerPort,
          node: windowsNodeFacts(node, subject),
          workload: owningWorkload(owners),
        },
        proof: [{ ref, path: `spec.containers[name=${found.name}].ports[containerPort=${found.containerPort}].hostPort`, value: found.hostPort }],
      },
    ];
  },
  says: {
    en: ({ container, hostPort, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} publishes host port ${hostPort}, which Windows nodes support only with CNI plugins 0.8.6 or later and the \`portMappings\` capability in the CNI configuration; with anything older the port stays closed without an error.`,
    ko: ({ container, hostPort, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 호스트 포트 ${hostPort}번을 엽니다. 윈도우 노드에서는 CNI 플러그인 0.8.6 이상과 CNI 설정의 \`portMappings\` capability가 있어야 동작하며, 그보다 오래되었으면 오류 없이 포트만 닫혀 있습니다.`,
  },
  steps: ({ node, port, workload }, pod) => {
    const name = nodeName(node);
    const service = `${pod.name}-nodeport`;
    const remove = `${sh`kubectl delete service ${service}`}${namespaceFlag(pod)}`;
    return [
      lookOnNode(
        name,
        'has the CNI configuration the capability (`"capabilities": {"portMappings": true}`), and does anything listen?',
        'CNI 설정에 capability(`"capabilities": {"portMappings": true}`)가 있는지, 포트가 열려 있는지 확인합니다.',
        "Select-String -Path C:\\k\\cni\\config\\*, 'C:\\etc\\cni\\net.d\\*' -Pattern portMappings; Get-HnsPolicyList",
      ),
      change(
        'Publish it through a NodePort Service instead, which works with every version.',
        '어느 버전에서나 동작하는 NodePort 서비스로 공개합니다.',
        [`\`${remove}\``, `\`${remove}\` 명령으로 되돌립니다.`],
        `${sh`kubectl expose pod ${pod.name} --type=NodePort --name=${service} --port=${port}`}${namespaceFlag(pod)}`,
      ),
      editTemplate(workload, pod, {
        en: 'Then take `hostPort` away: it also limits the pod to one for each node.',
        ko: '그다음 `hostPort` 항목을 지웁니다. 이 항목이 있으면 노드마다 파드를 하나만 둘 수 있습니다.',
      }),
    ];
  },
});
