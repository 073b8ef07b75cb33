import { isSilentNode, nodeCondition, nodeConditionProof, secondsSince } from '../../core/node-conditions.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isWindowsNode, windowsNode } from '../../core/windows.ts';
import { changeOnNode, lookOnNode } from '../../core/windows-steps.ts';
import { duration } from '../../core/words/time-words.ts';
import { windowsNodeWords } from '../../core/words/windows-words.ts';

/** The kubelet of a Windows node is silent: its services are looked at in another way than those of Linux. */
export default defineRule({
  id: 'windows/service-not-running',
  coverage: ['windows/service-not-running'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/adding-windows-nodes/',
  needs: [],
  applies: (node) => isWindowsNode(node) && isSilentNode(node),
  check: ({ subject, ref, now }) => {
    const ready = nodeCondition(subject, 'Ready');
    if (!ready) return [];
    return [
      {
        facts: {
          node: windowsNode(subject, ref.name),
          seconds: secondsSince(ready.lastTransitionTime, now),
          never: ready.reason === 'NodeStatusNeverUpdated',
          runtime: subject.status?.nodeInfo?.containerRuntimeVersion?.startsWith('docker') ? 'docker' : 'containerd',
        },
        proof: nodeConditionProof(ref, ready),
      },
    ];
  },
  says: {
    en: ({ node, seconds, never }) =>
      `The kubelet of ${windowsNodeWords(node).en} ${never ? 'has never reported' : `has not reported${seconds === null ? '' : ` for ${duration(seconds, 'en')}`}`}: the machine is down, or its \`kubelet\` service (or the start script) does not run. Which one, the API cannot show.`,
    ko: ({ node, seconds, never }) =>
      `${windowsNodeWords(node).ko}의 kubelet이 ${never ? '상태를 보고한 적이 없습니다' : `${seconds === null ? '' : `${duration(seconds, 'ko')}째 `}상태를 보고하지 않습니다`}. 머신이 꺼졌거나 \`kubelet\` 서비스(또는 시작 스크립트)가 실행되지 않는 상태이며, 어느 쪽인지는 API로 알 수 없습니다.`,
  },
  steps: ({ node, runtime }) => [
    look('See its address, conditions and last heartbeat.', '주소, 컨디션, 마지막 하트비트를 확인합니다.', sh`kubectl describe node ${node.name}`),
    lookOnNode(
      node.name,
      'do the services run? (kubelet, kube-proxy, the runtime and, with flannel, flanneld; since Kubernetes 1.11 they can be Windows services, by themselves or with nssm; otherwise each has a PowerShell window of its own)',
      '서비스가 실행 중인지 확인합니다. kubelet, kube-proxy, 런타임, 그리고 flannel을 쓴다면 flanneld가 필요합니다. 쿠버네티스 1.11부터 윈도우 서비스로(또는 nssm으로) 실행할 수 있고, 그렇지 않으면 각각 PowerShell 창에서 실행됩니다.',
      `Get-Service kubelet, kube-proxy, flanneld, ${runtime}; Get-Process kubelet, kube-proxy, flanneld -ErrorAction SilentlyContinue`,
    ),
    lookOnNode(
      node.name,
      'read the logs.',
      '로그를 확인합니다.',
      'Get-ChildItem C:\\k\\*.log, C:\\var\\log\\kubelet\\*.log | Sort-Object LastWriteTime | Select-Object -Last 3 | Get-Content -Tail 50; Get-EventLog -LogName System -Source "Service Control Manager" -Newest 20',
    ),
    changeOnNode(
      node.name,
      'if the service keeps no log (nssm), send its output to files, and start it again.',
      '서비스가 로그를 남기지 않으면(nssm) 출력을 파일로 보내고 다시 시작합니다.',
      [
        '`nssm reset kubelet AppStdout; nssm reset kubelet AppStderr`',
        '`nssm reset kubelet AppStdout; nssm reset kubelet AppStderr` 명령으로 되돌립니다.',
      ],
      'nssm set kubelet AppStdout C:\\k\\kubelet.log; nssm set kubelet AppStderr C:\\k\\kubelet.log; nssm restart kubelet',
    ),
    changeOnNode(
      node.name,
      'start what is stopped, the runtime first; the node is Ready when all is well.',
      '멈춘 서비스를 런타임부터 차례로 시작합니다. 정상이면 노드가 Ready 상태가 됩니다.',
      ['`Stop-Service kubelet`', '`Stop-Service kubelet` 명령으로 되돌립니다.'],
      `Start-Service ${runtime}; Start-Service kubelet; Start-Service kube-proxy`,
    ),
  ],
});
