import { failingParts } from '../../core/failing-parts.ts';
import type { PodDisruptionBudget } from '../../core/kinds.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule, type Hit, type Proof } from '../../core/rule.ts';
import { matchesSelector } from '../../core/selector.ts';
import { sh } from '../../core/shell.ts';

/**
 * No pod of it may be evicted, so a node that runs one cannot be drained: it asks for as many pods as there are, pods that count are not healthy,
 * the controller cannot count them, or a second budget picks the same pods, which the eviction API refuses altogether.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/disruption/disruption.go (updatePdbStatus, failSafe),
 * …/pkg/registry/core/pod/storage/eviction.go (Create)
 */
export default defineRule({
  id: 'pdb/blocks-drain',
  coverage: ['pdb/blocks-drain'],
  on: ['poddisruptionbudget'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  needs: ['pods'],
  wants: ['disruptionBudgets'],
  applies: () => true,
  check: ({ subject, ref, pods, disruptionBudgets, now }): readonly Hit<Blocked>[] => {
    const { disruptionsAllowed = 0, expectedPods = 0, desiredHealthy = 0, currentHealthy = 0 } = subject.status ?? {};
    const counts = { expected: expectedPods, desired: desiredHealthy, healthy: currentHealthy, ...asked(subject) };
    const other = disruptionBudgets?.find(
      (budget) => budget.metadata?.name !== ref.name && pods.some(({ metadata }) => matchesSelector(budget.spec?.selector, metadata?.labels)),
    );
    if (other) {
      const proof: Proof = { ref: refOf('poddisruptionbudget', other), path: 'metadata.name', value: other.metadata?.name ?? '' };
      return [{ facts: { ...counts, why: 'second-budget', other: other.metadata?.name ?? '', words: null }, proof: [proof] }];
    }
    const failed = subject.status?.conditions?.find(({ type, reason }) => type === 'DisruptionAllowed' && reason === 'SyncFailed');
    if (failed) {
      const proof: Proof = { ref, path: 'status.conditions[type=DisruptionAllowed].message', value: failed.message ?? '' };
      return [{ facts: { ...counts, why: 'not-counted', other: null, words: failed.message ?? '' }, proof: [proof] }];
    }
    if (disruptionsAllowed > 0 || expectedPods === 0) return [];
    const proof: Hit<Blocked>['proof'] = [
      { ref, path: 'status.disruptionsAllowed', value: disruptionsAllowed },
      { ref, path: 'status.desiredHealthy', value: desiredHealthy },
      { ref, path: 'status.expectedPods', value: expectedPods },
    ];
    if (desiredHealthy >= expectedPods) return [{ facts: { ...counts, why: 'asks-for-all', other: null, words: null }, proof }];
    const leads = failingParts(pods, now).map(({ ref: to }) => ({ to }));
    return [
      {
        facts: { ...counts, why: 'unhealthy-pods', other: null, words: null },
        proof: [...proof, { ref, path: 'status.currentHealthy', value: currentHealthy }],
        leads,
      },
    ];
  },
  says: {
    en: ({ why, expected, desired, healthy, field, value, other, words }, { name }) => {
      if (why === 'second-budget')
        return `The pods of disruption budget \`${name}\` have a second one, \`${other}\`, and then none of them can be evicted: a drain fails with "more than one PodDisruptionBudget".`;
      if (why === 'not-counted') return `Disruption budget \`${name}\` allows no eviction, because the controller cannot count the pods: ${words}.`;
      if (why === 'asks-for-all')
        return `Disruption budget \`${name}\` allows no eviction, because \`${field}: ${value}\` asks for ${expected === 1 ? 'its only pod' : `all ${expected} pods`} to stay, so no node that runs one can be drained.`;
      return `Disruption budget \`${name}\` allows no eviction now, because only ${healthy} of ${expected} pods ${healthy === 1 ? 'is' : 'are'} healthy and ${desired} must be (\`${field}: ${value}\`).`;
    },
    ko: ({ why, expected, desired, healthy, field, value, other, words }, { name }) => {
      if (why === 'second-budget')
        return `\`${name}\` PDB와 같은 파드를 고르는 \`${other}\` PDB가 또 있어서 어떤 파드도 축출할 수 없습니다. 드레인은 "more than one PodDisruptionBudget" 오류로 실패합니다.`;
      if (why === 'not-counted') return `컨트롤러가 파드 수를 계산하지 못해 \`${name}\` PDB가 축출을 막고 있습니다: ${words}.`;
      if (why === 'asks-for-all')
        return `\`${name}\` PDB의 \`${field}: ${value}\` 설정이 ${expected === 1 ? '하나뿐인 파드를' : `파드 ${expected}개를 모두`} 유지하라고 요구해서 축출이 막혀 있습니다. 이 파드가 있는 노드는 드레인할 수 없습니다.`;
      return `\`${name}\` PDB의 파드 ${expected}개 중 ${healthy}개만 정상인데 ${desired}개가 정상이어야 해서(\`${field}: ${value}\`) 지금은 축출할 수 없습니다.`;
    },
  },
  steps: ({ why, field, value, expected, other }, subject) => {
    const patch = (spec: object) => `${sh`kubectl patch pdb ${subject.name} --type=merge -p ${JSON.stringify({ spec })}`}${namespaceFlag(subject)}`;
    return [
      {
        kind: 'look',
        text: { en: 'See the budget and the pods that it counts.', ko: 'PDB와 대상 파드를 확인합니다.' },
        command: `${sh`kubectl describe pdb ${subject.name}`}${namespaceFlag(subject)}`,
      },
      why === 'second-budget'
        ? {
            kind: 'change',
            text: {
              en: 'Delete one of the two, or make their selectors disjoint. Save it first.',
              ko: '둘 중 하나를 지우거나 셀렉터가 겹치지 않게 고칩니다. 먼저 저장해 둡니다.',
            },
            command: `${sh`kubectl get pdb ${subject.name} ${other ?? ''} -o yaml`}${namespaceFlag(subject)}`,
            undo: { en: 'Apply the saved one again.', ko: '저장해 둔 것을 다시 적용합니다.' },
          }
        : why === 'unhealthy-pods'
          ? {
              kind: 'change',
              text: {
                en: 'Make the pods healthy. If broken ones keep a node from being drained, allow them to be evicted in any case.',
                ko: '파드를 정상으로 만듭니다. 고장 난 파드 때문에 드레인이 막힌다면 그런 파드의 축출을 허용합니다.',
              },
              command: patch({ unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
              undo: {
                en: `\`${patch({ unhealthyPodEvictionPolicy: 'IfHealthyBudget' })}\``,
                ko: `\`${patch({ unhealthyPodEvictionPolicy: 'IfHealthyBudget' })}\` 명령으로 되돌립니다.`,
              },
            }
          : {
              kind: 'change',
              text:
                why === 'not-counted'
                  ? {
                      en: 'Set `minAvailable` to a number instead: that needs no count of what the owners of the pods want.',
                      ko: '대신 `minAvailable` 값을 숫자로 적습니다. 그러면 파드의 주인이 원하는 개수를 셀 필요가 없습니다.',
                    }
                  : expected === 1
                    ? {
                        en: 'Run a second replica; or allow this one to be evicted, which means a short interruption.',
                        ko: '레플리카를 하나 더 두거나 이 파드의 축출을 허용합니다. 허용하면 잠시 중단됩니다.',
                      }
                    : { en: 'Allow one pod at a time to be evicted.', ko: '한 번에 파드 하나의 축출을 허용합니다.' },
              ...(why === 'not-counted'
                ? {}
                : { command: patch(field === 'maxUnavailable' ? { maxUnavailable: 1 } : { minAvailable: Math.max(0, expected - 1) }) }),
              undo: { en: `Set \`${field}\` back to ${value}.`, ko: `\`${field}\` 값을 ${value} 값으로 되돌립니다.` },
            },
    ];
  },
});

type Blocked = {
  readonly why: 'second-budget' | 'not-counted' | 'asks-for-all' | 'unhealthy-pods';
  readonly expected: number;
  readonly desired: number;
  readonly healthy: number;
  readonly field: string;
  readonly value: string;
  readonly other: string | null;
  readonly words: string | null;
};

function asked({ spec }: PodDisruptionBudget): Pick<Blocked, 'field' | 'value'> {
  return spec?.maxUnavailable === undefined
    ? { field: 'minAvailable', value: String(spec?.minAvailable ?? 1) }
    : { field: 'maxUnavailable', value: String(spec.maxUnavailable) };
}
