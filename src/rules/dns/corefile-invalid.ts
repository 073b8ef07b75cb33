import { removedDirectives } from '../../core/corefile.ts';
import { lastMatch } from '../../core/log-signature.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { lastRuns } from '../../core/run-logs.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { isTroubled } from '../../core/troubled.ts';
import { corefileSignatures } from './corefile-invalid.signatures.ts';

/** CoreDNS ends at once, because it cannot read its Corefile. */
export default defineRule({
  id: 'dns/corefile-invalid',
  coverage: ['dns/corefile-invalid'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/#corefile-configmap-options',
  needs: ['logs', 'previousLogs'],
  wants: ['corefile'],
  applies: (pod) => systemComponent(pod) === 'dns' && isTroubled(pod),
  check: ({ ref, subject, now, logs, previousLogs, corefile }) =>
    lastRuns({ subject, now, logs, previousLogs })
      .filter(({ ended }) => ended)
      .flatMap(({ lines, path }) => {
        const match = lastMatch(lines, corefileSignatures, 3);
        if (!match) return [];
        const { line, directive = null, words = null } = match.captures;
        const number = line ? Number(line) : null;
        const text = number === null ? null : (corefile?.object?.split('\n')[number - 1]?.trim() ?? null);
        const removed = directive ? removedDirectives[directive] : undefined;
        return [
          {
            facts: {
              line: number,
              text: text?.slice(0, 120).replaceAll('`', "'") || null,
              directive,
              words,
              removed: removed ? { since: removed.since, instead: removed.instead } : null,
              configMap: corefile?.name ?? null,
            },
            proof: [
              { ref, path, value: match.line.slice(0, 500) },
              ...(corefile && text
                ? [
                    {
                      ref: { kind: 'configmap' as const, name: corefile.name, ...(ref.namespace ? { namespace: ref.namespace } : {}) },
                      path: `data[Corefile] line ${number}`,
                      value: text.slice(0, 200),
                    },
                  ]
                : []),
            ],
          },
        ];
      }),
  says: {
    en: ({ line, text, directive, words, removed }) =>
      `CoreDNS ends at once because it cannot read its Corefile: ${
        directive && line
          ? `line ${line} has the directive \`${directive}\`, which it does not know.${removed ? ` It was removed in CoreDNS ${removed.since}${removed.instead ? `; today it is \`${removed.instead}\`` : ''}.` : ''}`
          : directive
            ? `plugin \`${directive}\` says \`${words ?? ''}\`.`
            : `line ${line ?? '?'}${text ? ` (\`${text}\`)` : ''}: \`${words ?? ''}\`.`
      }`,
    ko: ({ line, text, directive, words, removed }) =>
      `CoreDNS가 Corefile을 읽지 못해 바로 종료됩니다. ${
        directive && line
          ? `${line}번째 줄의 \`${directive}\` 지시어를 알지 못합니다.${removed ? ` 이 지시어는 CoreDNS ${removed.since}에서 없어졌습니다.${removed.instead ? ` 지금은 \`${removed.instead}\` 지시어를 씁니다.` : ''}` : ''}`
          : directive
            ? `\`${directive}\` 플러그인의 메시지: \`${words ?? ''}\``
            : `${line ?? '?'}번째 줄${text ? `(\`${text}\`)` : ''}: \`${words ?? ''}\``
      }`,
  },
  steps: ({ configMap, removed, directive }, pod) => [
    look(
      'Read the Corefile.',
      'Corefile을 확인합니다.',
      configMap
        ? `${sh`kubectl get configmap ${configMap} -o ${'jsonpath={.data.Corefile}'}`}${namespaceFlag(pod)}`
        : `${sh`kubectl describe pod ${pod.name}`}${namespaceFlag(pod)}`,
    ),
    change(
      removed?.instead
        ? `Write \`${removed.instead}\` in place of \`${directive ?? ''}\` (\`forward . /etc/resolv.conf\`).`
        : 'Correct that line. Every `{` needs a `}` on a line of its own, and every directive must be a plugin of this CoreDNS.',
      removed?.instead
        ? `\`${directive ?? ''}\` 지시어를 \`${removed.instead}\` 지시어로 바꿉니다(\`forward . /etc/resolv.conf\`).`
        : '그 줄을 바로잡습니다. `{` 문자마다 `}` 문자가 따로 한 줄에 있어야 하고, 지시어는 이 CoreDNS에 있는 플러그인이어야 합니다.',
      ['Put the Corefile from before back.', '이전 Corefile로 되돌립니다.'],
      configMap ? `${sh`kubectl edit configmap ${configMap}`}${namespaceFlag(pod)}` : undefined,
    ),
    change(
      'Then start the pod anew, rather than wait for its back-off.',
      '그다음 백오프를 기다리지 않고 파드를 다시 시작합니다.',
      ['None: its Deployment makes another pod.', '되돌릴 것이 없습니다. 디플로이먼트가 새 파드를 만듭니다.'],
      `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
    ),
  ],
});
