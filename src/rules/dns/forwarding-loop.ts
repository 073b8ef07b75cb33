import { forwardTargets, readCorefile } from '../../core/corefile.ts';
import { lastMatch } from '../../core/log-signature.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { lastRuns } from '../../core/run-logs.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { isTroubled } from '../../core/troubled.ts';
import { forwardingLoopSignatures } from './forwarding-loop.signatures.ts';

const here = /^(127\.|::1$|localhost$)/;

/**
 * CoreDNS forwards to itself and stops. The words are those of its loop plugin:
 * https://github.com/coredns/coredns/blob/v1.12.1/plugin/loop/loop.go
 */
export default defineRule({
  id: 'dns/forwarding-loop',
  coverage: ['dns/forwarding-loop'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/#known-issues',
  needs: ['logs', 'previousLogs'],
  wants: ['corefile'],
  applies: (pod) => systemComponent(pod) === 'dns' && isTroubled(pod),
  check: ({ ref, subject, now, logs, previousLogs, corefile }) =>
    lastRuns({ subject, now, logs, previousLogs }).flatMap(({ container, lines, path }) => {
      const match = lastMatch(lines, forwardingLoopSignatures);
      if (!match) return [];
      const targets = corefile?.object ? forwardTargets(readCorefile(corefile.object)) : [];
      const file = targets.find((target) => target.startsWith('/')) ?? null;
      const loopback = targets.find((target) => here.test(target)) ?? null;
      return [
        {
          facts: {
            container,
            zone: match.captures.zone ?? '.',
            from: match.captures.from ?? '',
            targets,
            file,
            loopback,
            configMap: corefile?.name ?? null,
            node: subject.spec?.nodeName ?? null,
          },
          proof: [
            { ref, path, value: match.line.slice(0, 500) },
            ...(corefile && targets.length > 0
              ? [
                  {
                    ref: { kind: 'configmap' as const, name: corefile.name, ...(ref.namespace ? { namespace: ref.namespace } : {}) },
                    path: 'data[Corefile]',
                    value: `forward . ${targets.join(' ')}`,
                  },
                ]
              : []),
          ],
        },
      ];
    }),
  says: {
    en: ({ zone, loopback, file, node }) =>
      loopback
        ? `CoreDNS stops because it forwards names of zone \`${zone}\` to \`${loopback}\`, which is itself: a forwarding loop.`
        : `CoreDNS stops because its own queries for zone \`${zone}\` come back to it: a forwarding loop.${file ? ` It forwards to what \`${file}\` names, and on node \`${node ?? '?'}\` that is a local DNS cache (such as systemd-resolved, \`127.0.0.53\`), which in a pod is the pod itself.` : ''}`,
    ko: ({ zone, loopback, file, node }) =>
      loopback
        ? `CoreDNS가 \`${zone}\` 영역의 이름을 자기 자신인 \`${loopback}\` 주소로 전달하는 루프가 생겨 종료됩니다.`
        : `CoreDNS가 \`${zone}\` 영역에 보낸 질의가 다시 자신에게 돌아오는 루프가 생겨 종료됩니다.${file ? ` \`${file}\` 파일에 적힌 서버로 전달하는데, \`${node ?? '?'}\` 노드에서는 그 서버가 로컬 DNS 캐시(systemd-resolved의 \`127.0.0.53\` 등)이고 파드 안에서 그 주소는 파드 자신입니다.` : ''}`,
  },
  steps: ({ configMap, loopback }, pod) => [
    ...(configMap
      ? [
          look(
            'See where the Corefile forwards to.',
            'Corefile이 어디로 전달하는지 확인합니다.',
            `${sh`kubectl get configmap ${configMap} -o yaml`}${namespaceFlag(pod)}`,
          ),
        ]
      : []),
    look(
      'On the node: which nameservers do the resolv.conf files name, and which file does the kubelet hand on?',
      '노드에서 resolv.conf 파일의 nameserver 값과 kubelet이 넘겨주는 파일을 확인합니다.',
      "cat /etc/resolv.conf /run/systemd/resolve/resolv.conf; grep -i resolvConf /var/lib/kubelet/config.yaml; ps -ef | grep -o -- '--resolv-conf[= ][^ ]*'",
    ),
    ...(loopback
      ? []
      : [
          change(
            'On the nodes: set `resolvConf` in the kubelet configuration to the real file (with systemd-resolved `/run/systemd/resolve/resolv.conf`; distributions differ) and restart the kubelet and the CoreDNS pods. Or switch the local DNS cache off.',
            '노드의 kubelet 설정에서 `resolvConf` 값을 실제 파일(systemd-resolved라면 `/run/systemd/resolve/resolv.conf`, 배포판마다 다릅니다)로 바꾸고 kubelet과 CoreDNS 파드를 다시 시작합니다. 또는 로컬 DNS 캐시를 끕니다.',
            ['Put the previous `resolvConf` back and restart the kubelet.', '`resolvConf` 값을 되돌리고 kubelet을 다시 시작합니다.'],
          ),
        ]),
    change(
      loopback
        ? 'Let `forward` name the upstream servers (`forward . 10.0.0.2`) or `/etc/resolv.conf`, then restart CoreDNS.'
        : 'Quick cure: let `forward` name the upstream servers (`forward . 10.0.0.2`) in place of `/etc/resolv.conf`. It cures CoreDNS only: the kubelet still hands the bad file to pods with `dnsPolicy: Default`.',
      loopback
        ? '`forward` 대상을 업스트림 서버(`forward . 10.0.0.2`)나 `/etc/resolv.conf` 파일로 바꾸고 CoreDNS를 다시 시작합니다.'
        : '빠른 조치: `forward` 대상을 `/etc/resolv.conf` 대신 업스트림 서버(`forward . 10.0.0.2`)로 바꿉니다. CoreDNS만 고쳐지며, kubelet은 여전히 `dnsPolicy: Default` 파드에 잘못된 파일을 넘겨줍니다.',
      ['Put the Corefile from before back.', '이전 Corefile로 되돌립니다.'],
      configMap ? `${sh`kubectl edit configmap ${configMap}`}${namespaceFlag(pod)}` : undefined,
    ),
  ],
});
