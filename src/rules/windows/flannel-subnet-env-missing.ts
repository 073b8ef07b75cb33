import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { changeOnNode, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { mayTell, windowsTextHits } from '../../core/windows-text.ts';
import { signatureWords } from '../../core/words/windows-words.ts';
import { subnetEnvSignatures } from './flannel-subnet-env-missing.signatures.ts';

/** flanneld has not written the subnet of this node, so no pod can have a network there. */
export default defineRule({
  id: 'windows/flannel-subnet-env-missing',
  coverage: ['windows/flannel-subnet-env-missing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#flannel-troubleshooting',
  needs: [],
  wants: ['events', 'logs', 'previousLogs', 'node'],
  applies: mayTell,
  check: (evidence) =>
    windowsTextHits(evidence, subnetEnvSignatures).map(({ facts, proof }) => ({
      facts: { ...facts, podCidr: evidence.node?.object?.spec?.podCIDR ?? null },
      proof,
      leads: facts.node ? [{ to: { kind: 'node', name: facts.node.name } as const }] : [],
    })),
  says: {
    en: (facts, pod) =>
      `${signatureWords('en', subnetEnvSignatures, facts, pod)}${facts.podCidr ? ` The node's subnet is \`${facts.podCidr}\`.` : ' The node has no `podCIDR` either.'}`,
    ko: (facts, pod) =>
      `${signatureWords('ko', subnetEnvSignatures, facts, pod)}${facts.podCidr ? ` 노드의 서브넷은 \`${facts.podCidr}\`입니다.` : ' 노드에 `podCIDR` 값도 없습니다.'}`,
  },
  steps: ({ node, podCidr }) => {
    const name = nodeName(node);
    const subnet = podCidr?.replace(/\.0\//, '.1/') ?? '10.244.4.1/24';
    return [
      look(
        'See whether the flannel pod of the node runs, if flannel runs as pods.',
        'flannel이 파드로 실행된다면 이 노드의 flannel 파드 상태를 확인합니다.',
        node ? sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node.name}`}` : 'kubectl get pods -A -o wide -l app=flannel',
      ),
      lookOnNode(
        name,
        'does flanneld run, and is the file there?',
        'flanneld 실행 여부와 파일이 있는지 확인합니다.',
        'Get-Process flanneld -ErrorAction SilentlyContinue; Get-Content C:\\run\\flannel\\subnet.env',
      ),
      changeOnNode(
        name,
        'restart flanneld; it writes the file itself.',
        'flanneld를 다시 시작합니다. 파일은 flanneld가 직접 만듭니다.',
        ['Nothing to undo.', '되돌릴 것이 없습니다.'],
        'Restart-Service flanneld',
      ),
      changeOnNode(
        name,
        'only if flanneld cannot be made to run: write the file by hand, with the subnet of this node (`FLANNEL_NETWORK` is the pod network of the cluster).',
        'flanneld를 살릴 수 없을 때만 파일을 직접 만듭니다. `FLANNEL_NETWORK` 항목에는 클러스터의 파드 네트워크를, `FLANNEL_SUBNET` 항목에는 이 노드의 서브넷을 적습니다.',
        ['Remove the file; flanneld writes its own.', '파일을 지웁니다. flanneld가 다시 만듭니다.'],
        `Set-Content C:\\run\\flannel\\subnet.env 'FLANNEL_NETWORK=10.244.0.0/16','FLANNEL_SUBNET=${/^[\d./]+$/.test(subnet) ? subnet : '10.244.4.1/24'}','FLANNEL_MTU=1500','FLANNEL_IPMASQ=true'`,
      ),
    ];
  },
});
