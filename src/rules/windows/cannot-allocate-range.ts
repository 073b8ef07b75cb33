import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isMeantForWindows } from '../../core/windows.ts';
import { changeOnNode, drain, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { mayTell, windowsTextHits } from '../../core/windows-text.ts';
import { signatureWords } from '../../core/words/windows-words.ts';
import { allocateRangeSignatures } from './cannot-allocate-range.signatures.ts';

/** The node has no address left for the pod: on Windows it is mostly leaked HNS endpoints that hold them. */
export default defineRule({
  id: 'windows/cannot-allocate-range',
  coverage: ['windows/cannot-allocate-range'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/',
  needs: ['node'],
  wants: ['events', 'logs', 'previousLogs'],
  applies: (pod) => isMeantForWindows(pod) && mayTell(pod),
  check: (evidence) =>
    windowsTextHits(evidence, allocateRangeSignatures).map(({ facts, proof }) => ({
      facts: { ...facts, podCidr: evidence.node?.object?.spec?.podCIDR ?? null },
      proof,
      leads: facts.node
        ? [{ to: { kind: 'node', name: facts.node.name } as const, rules: ['windows/endpoint-leak-1.11', 'windows/endpoint-leak-docker'] }]
        : [],
    })),
  says: {
    en: (facts, pod) =>
      `${signatureWords('en', allocateRangeSignatures, facts, pod)}${facts.podCidr ? ` The node's \`podCIDR\` is \`${facts.podCidr}\`.` : ''}`,
    ko: (facts, pod) =>
      `${signatureWords('ko', allocateRangeSignatures, facts, pod)}${facts.podCidr ? ` 노드의 \`podCIDR\` 값은 \`${facts.podCidr}\`입니다.` : ''}`,
  },
  steps: ({ node }) => {
    const name = nodeName(node);
    return [
      ...(node
        ? [
            look(
              'Count the pods of the node: far fewer than addresses means a leak.',
              '노드의 파드 수를 확인합니다. 주소 수보다 훨씬 적다면 주소가 누수된 것입니다.',
              sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node.name}`}`,
            ),
          ]
        : []),
      lookOnNode(name, 'count the HNS endpoints.', 'HNS 엔드포인트 수를 확인합니다.', '(Get-HnsEndpoint).Count'),
      ...drain(node),
      changeOnNode(
        name,
        'stop the node services, remove all endpoints and what the CNI plugin noted about them, then start the services again. Not before the node is drained.',
        '노드 서비스를 멈추고 엔드포인트와 CNI 플러그인의 기록을 모두 지운 뒤 서비스를 다시 시작합니다. 반드시 드레인한 다음에 실행합니다.',
        ['Nothing to undo: endpoints are made anew with the pods.', '되돌릴 것이 없습니다. 엔드포인트는 파드와 함께 다시 만들어집니다.'],
        'c:\\k\\stop.ps1; Get-HNSEndpoint | Remove-HNSEndpoint; Remove-Item -Recurse c:\\var',
      ),
    ];
  },
});
