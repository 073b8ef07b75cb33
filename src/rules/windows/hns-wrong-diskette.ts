import { defineRule } from '../../core/rule.ts';
import { changeOnNode, drain, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { mayTell, windowsTextHits } from '../../core/windows-text.ts';
import { signatureWords } from '../../core/words/windows-words.ts';
import { wrongDisketteSignatures } from './hns-wrong-diskette.signatures.ts';

/** HNS of this Windows cannot read the objects that HNS of an earlier one left. */
export default defineRule({
  id: 'windows/hns-wrong-diskette',
  coverage: ['windows/hns-wrong-diskette'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/',
  needs: [],
  wants: ['events', 'logs', 'previousLogs', 'node'],
  applies: mayTell,
  check: (evidence) => windowsTextHits(evidence, wrongDisketteSignatures),
  says: {
    en: (facts, pod) => signatureWords('en', wrongDisketteSignatures, facts, pod),
    ko: (facts, pod) => signatureWords('ko', wrongDisketteSignatures, facts, pod),
  },
  steps: ({ node }) => {
    const name = nodeName(node);
    const restored = [
      'The CNI plugin and kube-proxy make the objects anew.',
      '필요한 오브젝트는 CNI 플러그인과 kube-proxy가 다시 만듭니다.',
    ] as const;
    return [
      lookOnNode(name, 'list what HNS holds.', 'HNS에 남은 오브젝트를 확인합니다.', 'hnsdiag list networks; hnsdiag list endpoints'),
      ...drain(node),
      changeOnNode(
        name,
        'delete the endpoints and networks that no running pod uses (ids from the list), and restart HNS.',
        '실행 중인 파드가 쓰지 않는 엔드포인트와 네트워크를 지우고(ID는 앞의 목록에 있습니다) HNS를 다시 시작합니다.',
        restored,
        'hnsdiag delete endpoints <id>; hnsdiag delete networks <id>; Restart-Service HNS',
      ),
      ...extra(node?.build ?? null, name, restored),
    ];
  },
});

const nicList = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\vmsmp\\parameters\\NicList';

/** What else helps on that version: the data file up to 2019, the registry on 1903. */
function extra(build: number | null, node: string, undo: readonly [string, string]) {
  const file = changeOnNode(
    node,
    'if that is not enough (up to Windows Server 2019), remove the data file of HNS.',
    '그래도 해결되지 않으면(윈도우 서버 2019까지) HNS의 데이터 파일을 지웁니다.',
    undo,
    'Stop-Service HNS; Remove-Item C:\\ProgramData\\Microsoft\\Windows\\HNS\\HNS.data; Start-Service HNS',
  );
  const registry = changeOnNode(
    node,
    `on Windows Server 1903, delete in the registry (\`${nicList}\`) the adapters whose names begin with the network (\`vxlan0\`, \`cbr0\`); export the key first, as here.`,
    `윈도우 서버 1903이라면 레지스트리(\`${nicList}\`)에서 이름이 네트워크 이름(\`vxlan0\`, \`cbr0\`)으로 시작하는 어댑터를 지웁니다. 먼저 다음 명령으로 키를 내보내 둡니다.`,
    ['`reg import niclist.reg`', '`reg import niclist.reg` 명령으로 되돌립니다.'],
    `reg export ${nicList} niclist.reg`,
  );
  if (build === null) return [file, registry];
  return build <= 17763 ? [file] : build === 18362 ? [registry] : [];
}
