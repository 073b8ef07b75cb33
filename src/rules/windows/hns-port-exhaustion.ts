import { defineRule } from '../../core/rule.ts';
import { look } from '../../core/steps.ts';
import { isWindowsAgent } from '../../core/windows.ts';
import { changeOnNode, collectLogs, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { mayTell, windowsTextHits } from '../../core/windows-text.ts';
import { signatureWords } from '../../core/words/windows-words.ts';
import { portExhaustionSignatures } from './hns-port-exhaustion.signatures.ts';

/** First build in which DSR is complete; Windows Server 2019 got it by an update of August 2020. */
const dsrBuild = 18945;

/** kube-proxy on Windows runs out of ports for the load balancers of Services. */
export default defineRule({
  id: 'windows/hns-port-exhaustion',
  coverage: ['windows/hns-port-exhaustion'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/#load-balancing-and-services',
  needs: [],
  wants: ['events', 'logs', 'previousLogs', 'node'],
  applies: (pod) => isWindowsAgent(pod) && mayTell(pod),
  check: (evidence) => windowsTextHits(evidence, portExhaustionSignatures),
  says: {
    en: (facts, pod) => signatureWords('en', portExhaustionSignatures, facts, pod),
    ko: (facts, pod) => signatureWords('ko', portExhaustionSignatures, facts, pod),
  },
  steps: ({ node }) => {
    const name = nodeName(node);
    const restart = ['Take the flag away, and restart kube-proxy.', '플래그를 빼고 kube-proxy를 다시 시작합니다.'] as const;
    return [
      look('See how many Services there are.', '서비스가 몇 개인지 확인합니다.', 'kubectl get services -A --no-headers | wc -l'),
      lookOnNode(
        name,
        'which range is in use, what has reserved parts of it, and which updates are installed?',
        '사용 중인 범위와 예약된 범위, 설치된 업데이트를 확인합니다.',
        'netsh int ipv4 show dynamicportrange tcp; netsh int ipv4 show excludedportrange tcp; Get-HotFix | Sort-Object InstalledOn | Select-Object -Last 3',
      ),
      collectLogs(name),
      lookOnNode(
        name,
        'in what it wrote, read `*portrange.txt` and `reservedports.txt`: it tries to reserve 10 ranges of 64 ports, as HNS does; fewer than 10 successes means that the pool is used up.',
        '모은 파일에서 `*portrange.txt` 파일과 `reservedports.txt` 파일을 확인합니다. HNS처럼 포트 64개짜리 범위 10개를 예약해 보며, 성공이 10개보다 적으면 풀이 바닥난 것입니다.',
        'Get-Content *portrange.txt, reservedports.txt',
      ),
      changeOnNode(
        name,
        `run kube-proxy with DSR, which reserves no ports${node?.build && node.build < dsrBuild ? ` (complete from build ${dsrBuild} on, and in Windows Server 2019 with KB4571748; this node has build ${node.build})` : ''}.`,
        `포트를 예약하지 않는 DSR 모드로 kube-proxy를 실행합니다${node?.build && node.build < dsrBuild ? `(빌드 ${dsrBuild}부터, 윈도우 서버 2019는 KB4571748 업데이트부터 지원됩니다. 이 노드의 빌드는 ${node.build}입니다)` : ''}.`,
        restart,
        'kube-proxy.exe --enable-dsr=true --feature-gates=WinDSR=true',
      ),
      changeOnNode(
        name,
        'install the newest cumulative update: since KB4551853 (May 2020) load balancers without DSR share ports.',
        '최신 누적 업데이트를 설치합니다. KB4551853(2020년 5월)부터 DSR을 쓰지 않는 로드 밸런서도 포트를 나눠 씁니다.',
        ['Uninstall the update.', '업데이트를 제거합니다.'],
      ),
      changeOnNode(
        name,
        'until then, widen the range; choose it with care, since it can collide with ports that other programs of the host listen on.',
        '그때까지는 범위를 넓힙니다. 호스트의 다른 프로그램이 쓰는 포트와 부딪칠 수 있으므로 범위를 신중히 정합니다.',
        ['`netsh int ipv4 set dynamicportrange tcp 49152 16384`', '`netsh int ipv4 set dynamicportrange tcp 49152 16384` 명령으로 되돌립니다.'],
        'netsh int ipv4 set dynamicportrange tcp 34000 31536',
      ),
    ];
  },
});
