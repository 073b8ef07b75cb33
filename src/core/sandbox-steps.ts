import type { WorkloadName } from './owning-workload.ts';
import type { Ref } from './ref.ts';
import type { Step } from './rule.ts';
import { editTemplate } from './runbook-steps.ts';
import type { SandboxProblem } from './sandbox-failure.ts';
import { sh } from './shell.ts';
import { change, look } from './steps.ts';

interface Facts {
  readonly problem: SandboxProblem;
  readonly what: string | null;
  readonly node: string | null;
  readonly windows: boolean;
  readonly workload: WorkloadName | null;
}

/** What to look at and change, by what fails. */
export function sandboxSteps(facts: Facts, pod: Ref): Step[] {
  const { problem, what, node } = facts;
  const nodeName = node ?? '?';
  if (problem === 'runtime-class')
    return [
      look('See which runtime classes there are, and their handlers.', '런타임클래스와 핸들러를 확인합니다.', 'kubectl get runtimeclasses'),
      editTemplate(facts.workload, pod, {
        en: 'Use a runtime class that the nodes have (or none); or install the handler, and let `scheduling.nodeSelector` of the class pick the nodes that have it.',
        ko: '노드에 있는 런타임클래스를 쓰거나 지정하지 않습니다. 아니면 핸들러를 설치하고 런타임클래스의 `scheduling.nodeSelector` 값으로 설치된 노드만 고르게 합니다.',
      }),
    ];
  if (problem === 'pause-image')
    return [
      look(`On node \`${nodeName}\`: pull it by hand.`, `\`${nodeName}\` 노드에서 직접 받아 봅니다.`, sh`crictl pull ${what ?? ''}`),
      change(
        "Set an image that the node can reach as `sandbox_image` in containerd's `config.toml` (in 2.x: `pinned_images.sandbox`), and restart containerd.",
        'containerd의 `config.toml` 파일에 노드가 받을 수 있는 이미지를 `sandbox_image` 값(2.x에서는 `pinned_images.sandbox`)으로 정하고 containerd를 다시 시작합니다.',
        ['Put the line back as it was, and restart containerd.', '설정을 되돌리고 containerd를 다시 시작합니다.'],
      ),
    ];
  return [...(node ? [agents(node)] : []), onNode(facts), remedy(facts)];
}

function agents(node: string): Step {
  return look(
    "See whether the network plugin's pod runs on that node, and read its log.",
    '그 노드에서 네트워크 플러그인 파드가 실행 중인지 확인하고 로그를 봅니다.',
    sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`,
  );
}

function onNode({ problem, node, windows }: Facts): Step {
  const en = `On node \`${node ?? '?'}\`: `;
  const ko = `\`${node ?? '?'}\` 노드에서 `;
  if (windows || problem === 'hns')
    return look(
      `${en}list the networks and endpoints of HNS.`,
      `${ko}HNS의 네트워크와 엔드포인트를 확인합니다.`,
      'hnsdiag list networks; hnsdiag list endpoints',
    );
  if (problem === 'no-address')
    return look(
      `${en}count the addresses that are given out (host-local), against the pods that run.`,
      `${ko}할당된 주소 수(host-local)를 실행 중인 파드 수와 비교합니다.`,
      "ls /var/lib/cni/networks/*/ | grep -c '\\.'; crictl pods --state ready -q | wc -l",
    );
  if (problem === 'disk-full') return look(`${en}see which disk is full.`, `${ko}어느 디스크가 찼는지 확인합니다.`, 'df -h; df -i');
  if (problem === 'slow' || problem === 'name-reserved' || problem === 'other')
    return look(
      `${en}read the log of the container runtime.`,
      `${ko}컨테이너 런타임의 로그를 확인합니다.`,
      "journalctl -u containerd --since '-15min' --no-pager | tail -n 50",
    );
  return look(
    `${en}see the CNI configuration (the first file by name counts) and the plugins.`,
    `${ko}CNI 설정(이름순으로 첫 파일이 쓰입니다)과 플러그인을 확인합니다.`,
    'ls -l /etc/cni/net.d /opt/cni/bin',
  );
}

const nothing = ['Nothing to undo.', '되돌릴 것이 없습니다.'] as const;

function remedy({ problem }: Facts): Step {
  if (problem === 'no-address')
    return change(
      'Give back what nobody uses (drain the node, delete the leftover files under `/var/lib/cni/networks`, restart it), or let fewer pods run there (`maxPods`).',
      '쓰지 않는 주소를 반납합니다(노드를 드레인하고 `/var/lib/cni/networks` 아래 남은 파일을 지운 뒤 다시 시작). 또는 `maxPods` 값을 줄입니다.',
      ['Uncordon the node.', '노드의 스케줄링 차단을 풉니다.'],
    );
  if (problem === 'disk-full')
    return change(
      'Free space on that disk: unused images first.',
      '디스크를 비웁니다. 쓰지 않는 이미지부터 지웁니다.',
      nothing,
      'crictl rmi --prune',
    );
  if (problem === 'slow' || problem === 'name-reserved' || problem === 'other')
    return change(
      'If the runtime hangs, restart it on that node; running containers go on.',
      '런타임이 멈췄으면 그 노드에서 다시 시작합니다. 실행 중인 컨테이너는 계속 실행됩니다.',
      nothing,
      'systemctl restart containerd',
    );
  return change(
    'Mend or install the network plugin on that node; the kubelet then makes the sandbox by itself.',
    '그 노드의 네트워크 플러그인을 고치거나 설치합니다. 그러면 kubelet이 스스로 샌드박스를 만듭니다.',
    ['Apply the manifest of the plugin as it was before.', '플러그인의 이전 매니페스트를 다시 적용합니다.'],
  );
}
