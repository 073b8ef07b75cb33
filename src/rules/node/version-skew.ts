import { defineRule, type Proof } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { minorOf } from '../../core/versions.ts';

const most = 5;

/** A kubelet may be as old as three minor versions before the API server (two, where it is older than 1.25), and never newer. */
export default defineRule({
  id: 'node/version-skew',
  coverage: ['node/version-skew'],
  on: ['cluster'],
  severity: 'warning',
  docs: 'https://kubernetes.io/releases/version-skew-policy/#kubelet',
  needs: ['nodes'],
  applies: ({ serverVersion }) => minorOf(serverVersion) !== null,
  check: ({ subject, nodes }) => {
    const server = minorOf(subject.serverVersion) ?? 0;
    const versions = nodes.flatMap(({ metadata, status }) => {
      const version = status?.nodeInfo?.kubeletVersion;
      const minor = minorOf(version);
      return version && minor !== null ? [{ name: metadata?.name ?? '', version, minor }] : [];
    });
    const newer = versions.filter(({ minor }) => minor > server);
    const older = versions.filter(({ minor }) => server - minor > (minor < 25 ? 2 : 3));
    const [first, ...others] = [...newer, ...older].toSorted((a, b) => a.name.localeCompare(b.name));
    if (!first) return [];
    const proof = ({ name, version }: typeof first): Proof => ({
      ref: { kind: 'node', name },
      path: 'status.nodeInfo.kubeletVersion',
      value: version,
    });
    return [
      {
        facts: {
          server: subject.serverVersion ?? '',
          newer: newer.length,
          older: older.length,
          nodes: [first, ...others].slice(0, most).map(({ name, version }) => ({ name, version })),
        },
        proof: [proof(first), ...others.slice(0, most - 1).map(proof)],
      },
    ];
  },
  says: {
    en: ({ server, newer, older, nodes }) => {
      const parts = [
        ...(newer > 0 ? [`${newer} ${newer === 1 ? 'is' : 'are'} newer than the API server, which is never supported`] : []),
        ...(older > 0 ? [`${older} ${older === 1 ? 'is' : 'are'} older than is supported (three minor versions)`] : []),
      ];
      return `Kubelets do not fit the API server \`${server}\`: ${parts.join(', and ')}. ${nodes.map(({ name, version }) => `\`${name}\` has \`${version}\``).join(', ')}.`;
    },
    ko: ({ server, newer, older, nodes }) => {
      const parts = [
        ...(newer > 0 ? [`${newer}개는 API 서버보다 새 버전이라 지원되지 않습니다`] : []),
        ...(older > 0 ? [`${older}개는 지원 범위(마이너 버전 3개)보다 오래되었습니다`] : []),
      ];
      return `kubelet 버전이 API 서버 \`${server}\` 버전과 맞지 않습니다. ${parts.join('. ')}. 노드별 버전: ${nodes.map(({ name, version }) => `\`${name}\` \`${version}\``).join(', ')}.`;
    },
  },
  steps: ({ newer }) => [
    look('See the versions of all nodes.', '모든 노드의 버전을 확인합니다.', 'kubectl version; kubectl get nodes -o wide'),
    newer > 0
      ? change(
          'Upgrade the control plane to the version of the newest kubelet, or put an earlier kubelet on those nodes.',
          '컨트롤 플레인을 가장 새로운 kubelet 버전으로 업그레이드하거나, 그 노드에 이전 버전의 kubelet을 설치합니다.',
          ['A control plane cannot be downgraded: take a backup of etcd first.', '컨트롤 플레인은 되돌릴 수 없으므로 먼저 etcd를 백업합니다.'],
        )
      : change(
          'Drain those nodes one after the other and upgrade their kubelets, before the control plane is upgraded further.',
          '컨트롤 플레인을 더 업그레이드하기 전에 그 노드를 하나씩 드레인하고 kubelet을 업그레이드합니다.',
          ['Install the version before again, and uncordon the node.', '이전 버전을 다시 설치하고 노드의 차단을 풉니다.'],
        ),
  ],
});
