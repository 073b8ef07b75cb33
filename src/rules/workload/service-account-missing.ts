import { workloadKinds } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { mayBeRefused, refusal } from '../../core/refused-creation.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';
import { whatIsMissing } from '../../core/words/refusal-words.ts';

/**
 * The template names a ServiceAccount that does not exist.
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/plugin/pkg/admission/serviceaccount/admission.go (Admit)
 */
export default defineRule({
  id: 'workload/service-account-missing',
  coverage: ['workload/service-account-missing', 'workload/replication-controller'],
  on: workloadKinds,
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
  needs: ['events'],
  wants: ['serviceAccounts'],
  applies: (subject, ref) => mayBeRefused(ref.kind, subject),
  check: ({ subject, ref, events, serviceAccounts }) => {
    const refused = refusal(ref, subject, events);
    if (refused?.kind !== 'service-account') return [];
    const { words, what, wanted, created, earlier, proof } = refused;
    const [, account = ''] = /error looking up service account [^/\s]*\/([^\s:]+):/.exec(words) ?? [];
    const names = serviceAccounts?.map(({ metadata }) => metadata?.name ?? '') ?? [];
    // it may have been created since the controller last tried
    const exists = names.includes(account);
    return [{ facts: { what, wanted, created, earlier, account, exists, near: exists ? [] : similarNames(account, names) }, proof: [proof] }];
  },
  says: {
    en: ({ account, exists, near, ...missing }) => {
      if (exists)
        return `Service account \`${account}\` did not exist when the controller last tried, so ${whatIsMissing(missing, 'en')}; it exists now, and the controller tries again within 17 minutes.`;
      const hint = near.length > 0 ? ` There is ${near.map((name) => `\`${name}\``).join(', ')}.` : '';
      const made = account === 'default' ? ' Every namespace gets it from the controller manager, within seconds.' : '';
      return `Service account \`${account}\`, which the template names, does not exist, so ${whatIsMissing(missing, 'en')}.${hint}${made}`;
    },
    ko: ({ account, exists, near, ...missing }) => {
      if (exists)
        return `컨트롤러가 마지막으로 시도했을 때 \`${account}\` 서비스어카운트가 없어서 ${whatIsMissing(missing, 'ko')}. 지금은 있으므로 17분 안에 다시 시도합니다.`;
      const hint = near.length > 0 ? ` 비슷한 이름: ${near.map((name) => `\`${name}\``).join(', ')}.` : '';
      const made = account === 'default' ? ' 이것은 컨트롤러 매니저가 네임스페이스마다 몇 초 안에 만듭니다.' : '';
      return `템플릿이 가리키는 \`${account}\` 서비스어카운트가 없어서 ${whatIsMissing(missing, 'ko')}.${hint}${made}`;
    },
  },
  steps: ({ account, near: [nearest] }, subject) => [
    {
      kind: 'look',
      text: { en: 'See which service accounts the namespace has.', ko: '네임스페이스에 있는 서비스어카운트를 확인합니다.' },
      command: `kubectl get serviceaccounts${namespaceFlag(subject)}`,
    },
    ...(nearest && subject.kind !== 'job' && subject.kind !== 'cronjob'
      ? [
          {
            kind: 'change' as const,
            text: {
              en: `If \`${nearest}\` is meant, correct the name in the template.`,
              ko: `\`${nearest}\` 계정이 맞다면 템플릿의 이름을 고칩니다.`,
            },
            command: `${sh`kubectl set serviceaccount ${`${subject.kind}/${subject.name}`} ${nearest}`}${namespaceFlag(subject)}`,
            undo: { en: `Set \`${account}\` in the same way.`, ko: `같은 방법으로 \`${account}\` 이름을 다시 넣습니다.` },
          },
        ]
      : []),
    {
      kind: 'change',
      text: {
        en: 'Otherwise create it, and bind the roles that the application needs to it.',
        ko: '그렇지 않으면 계정을 만들고 애플리케이션에 필요한 롤을 바인딩합니다.',
      },
      command: `${sh`kubectl create serviceaccount ${account}`}${namespaceFlag(subject)}`,
      undo: {
        en: `\`${sh`kubectl delete serviceaccount ${account}`}${namespaceFlag(subject)}\``,
        ko: `\`${sh`kubectl delete serviceaccount ${account}`}${namespaceFlag(subject)}\` 명령으로 지웁니다.`,
      },
    },
  ],
});
