import { defineRule } from '../../core/rule.ts';
import { changeOnNode, collectLogs, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { mayTell, windowsTextHits } from '../../core/windows-text.ts';
import { signatureWords } from '../../core/words/windows-words.ts';
import { adapterSignatures } from './kubelet-adapter-not-found.signatures.ts';

/** Node services of Windows find no adapter or HNS network to work on. */
export default defineRule({
  id: 'windows/kubelet-adapter-not-found',
  coverage: ['windows/kubelet-adapter-not-found'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  needs: [],
  wants: ['events', 'logs', 'previousLogs', 'node'],
  applies: mayTell,
  check: (evidence) => windowsTextHits(evidence, adapterSignatures),
  says: {
    en: (facts, pod) => signatureWords('en', adapterSignatures, facts, pod),
    ko: (facts, pod) => signatureWords('ko', adapterSignatures, facts, pod),
  },
  steps: ({ node }) => {
    const name = nodeName(node);
    return [
      lookOnNode(
        name,
        'both must return something; an empty answer means that the virtual network could not be made.',
        '두 명령 모두 결과가 나와야 합니다. 비어 있으면 가상 네트워크를 만들지 못한 것입니다.',
        'Get-HnsNetwork | ? Name -in cbr0, vxlan0; Get-NetAdapter | ? Name -Like "vEthernet (Ethernet*"',
      ),
      lookOnNode(
        name,
        'how is the adapter of the host called, and is it up?',
        '호스트 어댑터의 이름과 상태를 확인합니다.',
        'Get-NetAdapter | Select-Object Name, Status, InterfaceDescription',
      ),
      changeOnNode(
        name,
        'if it is not called "Ethernet", start with its name (parameter `InterfaceName` of `start.ps1`).',
        '이름이 "Ethernet"이 아니면 `start.ps1` 스크립트의 `InterfaceName` 매개변수에 그 이름을 주어 다시 시작합니다.',
        ['Start again with the name from before.', '이전 이름으로 다시 시작합니다.'],
        "c:\\k\\start.ps1 -InterfaceName '<adapter name>'",
      ),
      lookOnNode(
        name,
        'otherwise read what `start-kubelet.ps1` printed while it made the network.',
        '이름이 맞다면 `start-kubelet.ps1` 스크립트가 네트워크를 만들며 남긴 출력을 확인합니다.',
        'Get-ChildItem c:\\k\\*.log, c:\\var\\log\\kubelet\\* | Sort-Object LastWriteTime | Select-Object -Last 5',
      ),
      collectLogs(name),
    ];
  },
});
