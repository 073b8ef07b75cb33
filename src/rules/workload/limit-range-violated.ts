import type { LimitRange } from '../../core/kinds.ts';
import { workloadKinds } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { mayBeRefused, refusal } from '../../core/refused-creation.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { whatIsMissing } from '../../core/words/refusal-words.ts';

/**
 * A LimitRange of the namespace refuses the pod, or its default for a limit is below the request that the template sets: then the pod is "invalid".
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/plugin/pkg/admission/limitranger/admission.go (minConstraint, maxConstraint,
 * limitRequestRatioConstraint) and …/pkg/apis/core/validation/validation.go (ValidateResourceRequirements)
 */
export default defineRule({
  id: 'workload/limit-range-violated',
  coverage: ['workload/limit-range-violated', 'workload/replication-controller'],
  on: workloadKinds,
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/policy/limit-range/',
  needs: ['events'],
  wants: ['limitRanges'],
  applies: (subject, ref) => mayBeRefused(ref.kind, subject),
  check: ({ subject, ref, events, limitRanges }) => {
    const refused = refusal(ref, subject, events);
    if (refused?.kind !== 'limit-range') return [];
    const { words, what, wanted, created, earlier, proof } = refused;
    const clash = clashIn(words);
    const violations = violationsIn(words);
    const by =
      limitRanges?.find((range) => (clash ? hasDefault(range, clash) : violations.some((one) => hasBound(range, one))))?.metadata?.name ?? null;
    return [{ facts: { what, wanted, created, earlier, words, violations, clash, limitRange: by }, proof: [proof] }];
  },
  says: {
    en: ({ violations, clash, limitRange, words, ...missing }) => {
      const name = limitRange ? `LimitRange \`${limitRange}\`` : 'A LimitRange of the namespace';
      const end = whatIsMissing(missing, 'en');
      if (clash)
        return `${name} gives containers a default ${clash.resource} limit of \`${clash.limit}\`, which is less than the \`${clash.request}\` that the template requests, so ${end}.`;
      if (violations.length === 0) return `${name} refuses it, so ${end}: ${words}.`;
      const why = violations.map(({ bound, resource, type, allowed, asked, field }) => {
        const limit =
          bound === 'ratio'
            ? `at most ${allowed} times the request as ${resource} limit`
            : `at ${bound === 'maximum' ? 'most' : 'least'} \`${allowed}\` of ${resource}`;
        return `allows ${limit} per ${type}, and the template ${asked === null ? `sets no ${field}` : `has \`${asked}\` as ${field}`}`;
      });
      return `${name} ${why.join('; ')}, so ${end}.`;
    },
    ko: ({ violations, clash, limitRange, words, ...missing }) => {
      const name = limitRange ? `\`${limitRange}\` 리밋레인지가` : '네임스페이스의 리밋레인지가';
      const end = whatIsMissing(missing, 'ko');
      if (clash) return `${name} 넣는 기본 ${clash.resource} 한도 \`${clash.limit}\` 값이 템플릿의 요청 \`${clash.request}\` 값보다 작아서 ${end}.`;
      if (violations.length === 0) return `${name} 거부해서 ${end}: ${words}.`;
      const why = violations.map(({ bound, resource, type, allowed, asked, field }) => {
        const limit =
          bound === 'ratio'
            ? `${resource} 한도를 요청의 ${allowed}배까지`
            : `${resource} 값을 \`${allowed}\` ${bound === 'maximum' ? '이하' : '이상'}로`;
        return `${type} 하나에 ${limit} 허용하는데 템플릿에는 ${asked === null ? `\`${field}\` 값이 없어서` : `\`${field}\` 값이 \`${asked}\` 값이라`}`;
      });
      return `${name} ${why.join(', ')} ${end}.`;
    },
  },
  steps: ({ limitRange, clash }, subject) => [
    {
      kind: 'look',
      text: { en: 'Read what the LimitRange allows and which defaults it adds.', ko: '리밋레인지가 허용하는 값과 기본값을 확인합니다.' },
      command: `${sh`kubectl describe limitrange ${limitRange ?? []}`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'look',
      text: { en: 'Compare it with the resources of the template.', ko: '템플릿의 리소스 값과 비교합니다.' },
      command: `${sh`kubectl get ${`${subject.kind}/${subject.name}`} -o jsonpath={..resources}`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text: clash
        ? {
            en: `Set a ${clash.resource} limit of at least ${clash.request} in the template, or raise the default of the LimitRange.`,
            ko: `템플릿에 ${clash.resource} 한도를 ${clash.request} 값 이상으로 적거나 리밋레인지의 기본값을 올립니다.`,
          }
        : {
            en: 'Change the requests and limits of the template to what is allowed, or have the LimitRange changed.',
            ko: '템플릿의 요청과 한도를 허용 범위로 바꾸거나 리밋레인지를 조정합니다.',
          },
      ...(clash && subject.kind !== 'job' && subject.kind !== 'cronjob'
        ? {
            command: `${sh`kubectl set resources ${`${subject.kind}/${subject.name}`} ${`--limits=${clash.resource}=${clash.request}`}`}${namespaceFlag(subject)}`,
          }
        : {}),
      undo: { en: 'Put the earlier values back into the template.', ko: '템플릿을 이전 값으로 되돌립니다.' },
    },
  ],
});

type Clash = { readonly resource: string; readonly request: string; readonly limit: string };
type Violation = {
  readonly bound: 'minimum' | 'maximum' | 'ratio';
  readonly resource: string;
  readonly type: string;
  readonly allowed: string;
  /** null: the template does not say it. */
  readonly asked: string | null;
  readonly field: 'request' | 'limit' | 'ratio';
};

function clashIn(words: string): Clash | null {
  const [, request, resource, limit] = /Invalid value: "([^"]+)": must be less than or equal to (\S+) limit of ([0-9.]+[A-Za-z]*)/.exec(words) ?? [];
  return request && resource && limit ? { request, resource, limit } : null;
}

function violationsIn(words: string): Violation[] {
  const bounds = [
    ...words.matchAll(
      /(minimum|maximum) (\S+) usage per (\S+) is ([^\s,]+?)(?:\. {1,2}No (request|limit) is specified|, but (request|limit) is ([^\s,\]]+))/g,
    ),
  ];
  const ratios = [
    ...words.matchAll(
      /(\S+) max limit to request ratio per (\S+) is ([^\s,]+), but (?:no (request|limit) is specified|provided ratio is ([0-9.]+))/g,
    ),
  ];
  return [
    ...bounds.map(([, bound = '', resource = '', type = '', allowed = '', unsaid, said, asked]) => ({
      bound: bound as Violation['bound'],
      resource,
      type,
      allowed,
      asked: asked ?? null,
      field: (said ?? unsaid) as Violation['field'],
    })),
    ...ratios.map(([, resource = '', type = '', allowed = '', unsaid, asked]) => ({
      bound: 'ratio' as const,
      resource: resource.replace(/^\[/, ''),
      type,
      allowed,
      asked: asked ?? null,
      field: (unsaid ?? 'ratio') as Violation['field'],
    })),
  ];
}

function hasDefault({ spec }: LimitRange, { resource, limit }: Clash): boolean {
  return spec?.limits.some((item) => item.default?.[resource] === limit) ?? false;
}

function hasBound({ spec }: LimitRange, { bound, resource, type, allowed }: Violation): boolean {
  const field = bound === 'ratio' ? 'maxLimitRequestRatio' : bound === 'minimum' ? 'min' : 'max';
  return spec?.limits.some((item) => item.type === type && item[field]?.[resource] === allowed) ?? false;
}
