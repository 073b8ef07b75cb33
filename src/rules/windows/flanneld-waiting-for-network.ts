import { defineRule } from '../../core/rule.ts';
import { isWindowsAgent } from '../../core/windows.ts';
import { changeOnNode, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { logText, textFacts } from '../../core/windows-text.ts';
import { signatureWords } from '../../core/words/windows-words.ts';
import { waitingForNetworkSignatures } from './flanneld-waiting-for-network.signatures.ts';

/** Line after line: once is normal at every start. */
const often = 5;

/** flanneld, or the script that starts the node, waits for an HNS network that does not come. */
export default defineRule({
  id: 'windows/flanneld-waiting-for-network',
  coverage: ['windows/flanneld-waiting-for-network'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#flannel-troubleshooting',
  needs: ['logs'],
  wants: ['events', 'node'],
  applies: (pod) => isWindowsAgent(pod),
  check: (evidence) => {
    const text = logText(evidence, waitingForNetworkSignatures);
    const lines = evidence.logs.find(({ container }) => container === text?.container)?.lines ?? [];
    const waits = lines.filter((line) => waitingForNetworkSignatures[0].patterns.some((pattern) => pattern.test(line))).length;
    if (!text || waits < often) return [];
    const image = evidence.subject.spec?.containers.find(({ name }) => name === text.container)?.image ?? null;
    const address = evidence.node?.object?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? null;
    return [{ facts: { ...textFacts(text, evidence), waits, image, address }, proof: [text.proof] }];
  },
  says: {
    en: (facts, pod) =>
      `${signatureWords('en', waitingForNetworkSignatures, facts, pod)} Its log says so ${facts.waits} times in a row.${facts.image ? ` Image: \`${facts.image}\`.` : ''}`,
    ko: (facts, pod) =>
      `${signatureWords('ko', waitingForNetworkSignatures, facts, pod)} 같은 로그가 ${facts.waits}번 이어졌습니다.${facts.image ? ` 이미지: \`${facts.image}\`.` : ''}`,
  },
  steps: ({ node, address }) => {
    const name = nodeName(node);
    const iface = address && /^[\d.:a-f]+$/.test(address) ? address : '<node IP>';
    return [
      lookOnNode(
        name,
        'is there a network of flannel (`cbr0`, `vxlan0` or `flannel.4096`), and has it a management address?',
        'flannel 네트워크(`cbr0`, `vxlan0`, `flannel.4096`)가 있는지, 관리 IP가 있는지 확인합니다.',
        'Get-HnsNetwork | Select-Object Name, Type, ManagementIP; C:\\flannel\\flanneld.exe --version',
      ),
      changeOnNode(
        name,
        'run `start.ps1` again, or flanneld by hand.',
        '`start.ps1` 스크립트를 다시 실행하거나 flanneld를 직접 실행합니다.',
        ['Stop the process that was started by hand.', '직접 실행한 프로세스를 종료합니다.'],
        `[Environment]::SetEnvironmentVariable("NODE_NAME", (hostname).ToLower()); C:\\flannel\\flanneld.exe --kubeconfig-file=c:\\k\\config --iface=${iface} --ip-masq=1 --kube-subnet-mgr=1`,
      ),
      changeOnNode(
        name,
        'if flannel is older than 0.12.0, replace it: later ones wait for the address themselves.',
        'flannel이 0.12.0보다 오래되었다면 교체합니다. 이후 버전은 주소가 정해질 때까지 스스로 기다립니다.',
        ['Put the earlier `flanneld.exe` back.', '이전 `flanneld.exe` 파일로 되돌립니다.'],
      ),
    ];
  },
});
