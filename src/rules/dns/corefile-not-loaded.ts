import { plainLine } from '../../core/log-signature.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';

const refused =
  /(?:plugin\/reload: Corefile changed but reload failed:|\[ERROR\] Restart failed:|plugin\/reload: Corefile parse failed:) (?<words>.{1,300})/;
const loaded = /plugin\/reload: Running configuration/;

/**
 * CoreDNS runs with the Corefile from before, since it could not read the new one. The words are those of its reload plugin:
 * https://github.com/coredns/coredns/blob/v1.12.1/plugin/reload/reload.go
 */
export default defineRule({
  id: 'dns/corefile-not-loaded',
  coverage: ['dns/corefile-invalid'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/#corefile-configmap-options',
  needs: ['logs'],
  wants: ['corefile'],
  applies: (pod) => systemComponent(pod) === 'dns' && pod.status?.phase === 'Running',
  check: ({ ref, logs, corefile }) =>
    logs.flatMap(({ container, lines }) => {
      const last = lines.findLastIndex((line) => refused.test(line));
      if (last === -1 || lines.slice(last + 1).some((line) => loaded.test(line))) return [];
      const line = plainLine(lines[last] ?? '').trim();
      const words = (refused.exec(line)?.groups?.words ?? '').replace(/^starting with listener file descriptors: /, '');
      return [
        {
          facts: { words: words.replaceAll('`', "'").slice(0, 200), configMap: corefile?.name ?? null },
          proof: [{ ref, path: `log ${container}`, value: line.slice(0, 500) }],
        },
      ];
    }),
  says: {
    en: ({ words }) =>
      `CoreDNS still runs with its old Corefile, because it cannot read the new one: \`${words}\`. It will not come up again once this pod restarts.`,
    ko: ({ words }) => `CoreDNS가 새 Corefile을 읽지 못해 이전 설정으로 실행 중입니다: \`${words}\`. 이 파드가 재시작되면 다시 뜨지 못합니다.`,
  },
  steps: ({ configMap }, pod) => [
    look('Read what CoreDNS says.', 'CoreDNS의 로그를 확인합니다.', `${sh`kubectl logs ${pod.name} --tail=20`}${namespaceFlag(pod)}`),
    change(
      'Correct the Corefile; CoreDNS takes it up by itself within two minutes.',
      'Corefile을 바로잡습니다. CoreDNS가 2분 안에 스스로 다시 읽습니다.',
      ['Put the Corefile from before back.', '이전 Corefile로 되돌립니다.'],
      configMap ? `${sh`kubectl edit configmap ${configMap}`}${namespaceFlag(pod)}` : undefined,
    ),
  ],
});
