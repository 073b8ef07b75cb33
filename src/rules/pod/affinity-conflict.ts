import { editableTarget, owningWorkload, scalableTarget } from '../../core/owning-workload.ts';
import { placementFacts } from '../../core/placement-facts.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isRefusedFor, schedulingOf } from '../../core/scheduling.ts';
import { sh } from '../../core/shell.ts';
import { change, look, rollBack } from '../../core/steps.ts';
import { placementWords } from '../../core/words/placement-words.ts';

const paths = {
  'pod-affinity': 'spec.affinity.podAffinity',
  'anti-affinity': 'spec.affinity.podAntiAffinity',
  'existing-anti-affinity': 'spec.affinity.podAntiAffinity',
  spread: 'spec.topologySpreadConstraints',
} as const;

/**
 * Rules about other pods (pod affinity, anti-affinity, topology spread) that no candidate node can keep.
 * `didn't match pod (anti-)affinity rules`, `didn't satisfy existing pods anti-affinity rules`, `didn't match pod topology spread constraints`:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/scheduler/framework/plugins/interpodaffinity/filtering.go and …/podtopologyspread/plugin.go
 */
export default defineRule({
  id: 'pod/affinity-conflict',
  coverage: ['pod/affinity-conflict'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  needs: [],
  wants: ['nodes', 'rivalPods', 'claimVolumes', 'owners'],
  applies: (pod) => isRefusedFor(pod, 'pod-affinity', 'anti-affinity', 'spread'),
  check: (evidence) => {
    const scheduling = schedulingOf(evidence);
    const mine = (['pod-affinity', 'anti-affinity', 'spread'] as const).some((kind) => scheduling?.causes.has(kind));
    if (!scheduling || !mine) return [];
    const { subject, ref, owners } = evidence;
    const facts = placementFacts(subject, scheduling);
    const [holder] = facts.holders;
    return [
      {
        facts: { ...facts, workload: owningWorkload(owners) },
        proof: [
          scheduling.proof,
          ...(facts.kind === 'existing-anti-affinity'
            ? []
            : [{ ref, path: `${paths[facts.kind]}[topologyKey=${facts.topologyKey}]`, value: facts.topologyKey }]),
          ...(holder
            ? [{ ref: { kind: 'pod' as const, name: holder.pod, namespace: holder.namespace }, path: 'spec.nodeName', value: holder.node }]
            : []),
        ],
      },
    ];
  },
  says: { en: (facts) => placementWords(facts, 'en'), ko: (facts) => placementWords(facts, 'ko') },
  steps: ({ kind, topologyKey, selector, self, unlabelled, workload, unusable }, pod) => {
    const scale = self && (kind === 'anti-affinity' || kind === 'existing-anti-affinity') ? scalableTarget(workload) : null;
    const undo = rollBack(editableTarget(workload), pod);
    return [
      look(
        'See where the pods that count are running.',
        '조건에 걸리는 파드들이 어디에서 실행 중인지 확인합니다.',
        `${sh`kubectl get pods -l ${selector || 'app'} -o wide`}${namespaceFlag(pod)}`,
      ),
      look('See which nodes make up the domains.', '노드들이 어떤 토폴로지 도메인에 속하는지 확인합니다.', sh`kubectl get nodes -L ${topologyKey}`),
      ...(scale
        ? [
            change(
              `Run no more replicas of \`${scale}\` than there are domains, or add a node.`,
              `\`${scale}\` 복제본 수를 도메인 수 이하로 줄이거나 노드를 추가합니다.`,
              ['Scale back up.', '복제본 수를 되돌립니다.'],
            ),
          ]
        : []),
      ...(unlabelled
        ? [
            change(
              `Label the nodes with \`${topologyKey}\`, or use a topology key that they have, such as \`kubernetes.io/hostname\`.`,
              `노드에 \`${topologyKey}\` 레이블을 붙이거나, \`kubernetes.io/hostname\` 같은 이미 있는 키를 씁니다.`,
              ['Remove the label again.', '레이블을 다시 지웁니다.'],
            ),
          ]
        : []),
      ...(unusable
        ? [
            change(
              'Leave nodes that the pod may not use out of the count: `nodeTaintsPolicy: Honor` in the spread constraint.',
              '쓸 수 없는 노드는 세지 않도록 분배 제약 조건에 `nodeTaintsPolicy: Honor` 값을 넣습니다.',
              undo,
            ),
          ]
        : []),
      kind === 'spread'
        ? change(
            'If even spread is a wish and no must, use `whenUnsatisfiable: ScheduleAnyway`.',
            '고른 분배가 필수가 아니라면 `whenUnsatisfiable: ScheduleAnyway` 값을 씁니다.',
            undo,
          )
        : change(
            'If it is a wish and no must, use `preferredDuringSchedulingIgnoredDuringExecution`.',
            '필수가 아니라면 `preferredDuringSchedulingIgnoredDuringExecution` 방식으로 바꿉니다.',
            undo,
          ),
    ];
  },
});
