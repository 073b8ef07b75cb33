import { workloadKinds } from '../../core/kinds.ts';
import { formatQuantity, parseQuantity } from '../../core/quantity.ts';
import { namespaceFlag, type Ref } from '../../core/ref.ts';
import { mayBeRefused, refusal } from '../../core/refused-creation.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { whatIsMissing } from '../../core/words/refusal-words.ts';

/**
 * A ResourceQuota of the namespace refuses what the controller wants to create: it is used up, or it wants requests or limits that the template does not say.
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go (CheckRequest)
 */
export default defineRule({
  id: 'workload/quota-exceeded',
  coverage: ['workload/quota-exceeded', 'workload/replication-controller'],
  on: workloadKinds,
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  needs: ['events'],
  applies: (subject, ref) => mayBeRefused(ref.kind, subject),
  check: ({ subject, ref, events }) => {
    const refused = refusal(ref, subject, events);
    if (refused?.kind !== 'quota') return [];
    const { words, what, wanted, created, earlier, proof } = refused;
    return [
      {
        facts: { what, wanted, created, earlier, words, quota: quotaName(words), amounts: amountsIn(words), unsaid: unsaidIn(words) },
        proof: [proof],
      },
    ];
  },
  says: {
    en: ({ quota, amounts, unsaid, words, ...missing }) => {
      const end = whatIsMissing(missing, 'en');
      if (quota && unsaid.length > 0)
        return `Quota \`${quota}\` requires every container to set ${list(unsaid.map(({ resource }) => resource))}, and the template does not, so ${end}.`;
      if (!quota || amounts.length === 0) return `A quota of the namespace refuses it, so ${end}: ${words}.`;
      const why = amounts.map(({ resource, requested, used, limited }) => `\`${resource}\`: ${used} of ${limited} used, ${requested} more asked for`);
      return `Quota \`${quota}\` is used up (${why.join('; ')}), so ${end}.`;
    },
    ko: ({ quota, amounts, unsaid, words, ...missing }) => {
      const end = whatIsMissing(missing, 'ko');
      if (quota && unsaid.length > 0)
        return `\`${quota}\` 리소스쿼터는 모든 컨테이너에 ${list(unsaid.map(({ resource }) => resource))} 값을 요구하는데 템플릿에 없어서 ${end}.`;
      if (!quota || amounts.length === 0) return `네임스페이스의 리소스쿼터가 거부해서 ${end}: ${words}.`;
      const why = amounts.map(({ resource, requested, used, limited }) => `\`${resource}\` ${limited} 중 ${used} 사용, ${requested} 더 필요`);
      return `\`${quota}\` 리소스쿼터가 다 차서(${why.join(', ')}) ${end}.`;
    },
  },
  steps: ({ quota, amounts, unsaid, created, wanted }, subject) => [
    {
      kind: 'look',
      text: { en: 'Compare what is used with what is allowed.', ko: '사용량과 한도를 비교합니다.' },
      command: `${sh`kubectl describe resourcequota ${quota ?? ''}`}${namespaceFlag(subject)}`,
    },
    ...(unsaid.length > 0
      ? [sayStep(unsaid, subject)]
      : [
          {
            kind: 'look' as const,
            text: {
              en: 'Look for pods and jobs in the namespace that are no longer needed.',
              ko: '네임스페이스에서 더 필요하지 않은 파드와 잡을 찾습니다.',
            },
            command: `kubectl get deployments,statefulsets,jobs,pods${namespaceFlag(subject)}`,
          },
          ...raiseStep(quota, amounts, Math.max(1, wanted - created), subject),
        ]),
  ],
});

type Amount = { readonly resource: string; readonly requested: string; readonly used: string; readonly limited: string };
type Unsaid = { readonly resource: string; readonly containers: readonly string[] };

function quotaName(words: string): string | null {
  return /(?:exceeded|failed) quota: ([a-z0-9.-]+)/.exec(words)?.[1] ?? /status unknown for quota: ([a-z0-9.-]+)/.exec(words)?.[1] ?? null;
}

/** `requested: pods=1,limits.cpu=500m, used: …, limited: …`. */
function amountsIn(words: string): Amount[] {
  const [, requested = '', used = '', limited = ''] = /requested: (\S+), used: (\S+), limited: (\S+)/.exec(words) ?? [];
  const values = (text: string) => new Map(text.split(',').map((pair) => pair.split('=') as [string, string]));
  const [inUse, allowed] = [values(used), values(limited)];
  return [...values(requested)].flatMap(([resource, amount]) =>
    amount ? [{ resource, requested: amount, used: inUse.get(resource) ?? '0', limited: allowed.get(resource) ?? '?' }] : [],
  );
}

/** `must specify limits.cpu for: app,proxy; requests.memory for: app`. */
function unsaidIn(words: string): Unsaid[] {
  const [, text = ''] = /must specify (.+)$/.exec(words) ?? [];
  return text.split('; ').flatMap((part) => {
    const [, resource, containers] = /^(\S+) for: (\S+)$/.exec(part) ?? [];
    return resource && containers ? [{ resource, containers: containers.split(',') }] : [];
  });
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function sayStep(unsaid: readonly Unsaid[], subject: Ref): Step {
  const names = list(unsaid.map(({ resource, containers }) => `${resource} (${containers.join(', ')})`));
  const settable = /^(deployment|statefulset|daemonset|replicaset|replicationcontroller)$/.test(subject.kind);
  const flag = (which: string) =>
    unsaid.flatMap(({ resource }) => (resource.startsWith(`${which}.`) ? [`${resource.slice(which.length + 1)}=${sensible(resource)}`] : []));
  const flags = (['limits', 'requests'] as const).flatMap((which) => (flag(which).length > 0 ? [`--${which}=${flag(which).join(',')}`] : []));
  return {
    kind: 'change',
    text: {
      en: `Set what the quota requires: ${names}. A LimitRange with defaults would add them to every container.`,
      ko: `쿼터가 요구하는 값을 추가합니다: ${names}. 기본값이 있는 리밋레인지를 두면 모든 컨테이너에 자동으로 들어갑니다.`,
    },
    ...(settable ? { command: `${sh`kubectl set resources ${`${subject.kind}/${subject.name}`} ${flags}`}${namespaceFlag(subject)}` } : {}),
    undo: { en: 'Remove the values from the template again.', ko: '템플릿에서 그 값을 다시 뺍니다.' },
  };
}

function sensible(resource: string): string {
  return resource.endsWith('cpu') ? '100m' : '128Mi';
}

function raiseStep(quota: string | null, amounts: readonly Amount[], missing: number, subject: Ref): Step[] {
  const raised = amounts.filter(({ limited, used }) => Number.isFinite(parseQuantity(limited) + parseQuantity(used)));
  if (!quota || raised.length === 0) return [];
  const hard = (value: (amount: Amount) => string) =>
    JSON.stringify({ spec: { hard: Object.fromEntries(raised.map((amount) => [amount.resource, value(amount)])) } });
  const enough = ({ resource, used, requested }: Amount) => formatQuantity(resource, parseQuantity(used) + parseQuantity(requested) * missing);
  const patch = (body: string) => `${sh`kubectl patch resourcequota ${quota} --type=merge -p ${body}`}${namespaceFlag(subject)}`;
  const back = patch(hard(({ limited }) => limited));
  return [
    {
      kind: 'change',
      text: {
        en: 'Remove what is not needed, or raise the quota. The controller tries again by itself, within 17 minutes.',
        ko: '필요 없는 것을 지우거나 쿼터를 늘립니다. 컨트롤러가 늦어도 17분 안에 스스로 다시 시도합니다.',
      },
      command: patch(hard(enough)),
      undo: { en: `Set it back: \`${back}\``, ko: `되돌립니다: \`${back}\`` },
    },
  ];
}
