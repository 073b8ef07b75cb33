import type { Pod } from '../../core/kinds.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { describeObject } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { names } from '../../core/words/names.ts';
import { terminatingWords, type WhyTerminating } from '../../core/words/terminating-words.ts';

/** Seconds after its grace period until a pod counts as stuck, and of a grace period that is long enough to ask about. */
const patience = 30;
const longGrace = 120;

/** The pod was deleted, but is still there: finalizer, dead node, a container that does not stop, volumes that are not released, or a long grace period. */
export default defineRule({
  id: 'pod/stuck-terminating',
  coverage: ['pod/stuck-terminating'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  needs: ['node'],
  wants: ['events'],
  applies: (pod) => pod.metadata?.deletionTimestamp !== undefined,
  check: ({ subject, ref, now, node, events }) => {
    const { deletionTimestamp = '', deletionGracePeriodSeconds: grace = 0, finalizers = [] } = subject.metadata ?? {};
    const overdue = (now.getTime() - Date.parse(deletionTimestamp)) / 1000;
    const since = overdue + grace;
    const running = containerStatuses(subject).flatMap(({ name, state }) => (state?.running ? [name] : []));
    const ready = node?.object?.status?.conditions?.find(({ type }) => type === 'Ready');
    const why = whyStuck(overdue, since, grace, finalizers, running, node && (node.object ? ready?.status === 'True' : null));
    if (!why) return [];
    const failure = events?.findLast(
      ({ reason }) => reason === 'FailedKillPod' || reason === 'FailedPreStopHook' || reason === 'ExceededGracePeriod',
    );
    const nodeProof = node ? ({ kind: 'node', name: node.name } as const) : null;
    return [
      {
        facts: {
          why,
          seconds: Math.round(since),
          grace,
          left: Math.max(0, Math.round(-overdue)),
          finalizers,
          running,
          node: node?.name ?? null,
          claims: claimsOf(subject),
          words: failure?.message.replaceAll('`', "'").slice(0, 200) ?? null,
        },
        proof: [
          { ref, path: 'metadata.deletionTimestamp', value: deletionTimestamp, at: deletionTimestamp },
          ...(why === 'finalizer' ? finalizers.map((value, index) => ({ ref, path: `metadata.finalizers[${index}]`, value })) : []),
          ...(why === 'grace' ? [{ ref, path: 'metadata.deletionGracePeriodSeconds', value: grace }] : []),
          ...(why === 'node-silent' && nodeProof && ready
            ? [
                {
                  ref: nodeProof,
                  path: 'status.conditions[type=Ready].status',
                  value: ready.status,
                  ...(ready.lastTransitionTime ? { at: ready.lastTransitionTime } : {}),
                },
              ]
            : []),
          ...(why === 'node-gone' ? [{ ref, path: 'spec.nodeName', value: node?.name ?? null }] : []),
          ...(failure ? [{ ref, path: `event ${failure.reason} (${failure.component})`, value: failure.message, at: failure.lastAt }] : []),
        ],
        leads: why === 'node-silent' && nodeProof ? [{ to: nodeProof }] : [],
      },
    ];
  },
  says: {
    en: (facts) => terminatingWords(facts).en,
    ko: (facts) => terminatingWords(facts).ko,
  },
  steps: ({ why, finalizers, node }, pod) => {
    const force: Step = {
      kind: 'change',
      text: {
        en: 'Only if it is certain that its processes are dead (machine off, node deleted): remove the object by force. A StatefulSet pod that still runs would then run twice.',
        ko: '프로세스가 확실히 죽었을 때만(머신이 꺼졌거나 노드가 삭제됨) 객체를 강제로 지웁니다. 아직 실행 중인 스테이트풀셋 파드라면 같은 파드가 둘이 됩니다.',
      },
      command: `${sh`kubectl delete pod ${pod.name} --grace-period=0 --force`}${namespaceFlag(pod)}`,
      undo: { en: 'Not undone.', ko: '되돌릴 수 없습니다.' },
    };
    const events = describeObject(pod, {
      en: 'Read its events: who tries what, and why it fails.',
      ko: '이벤트에서 무엇을 시도하다 왜 실패하는지 확인합니다.',
    });
    if (why === 'grace')
      return [{ ...events, text: { en: 'See what still runs, and its `preStop` hook.', ko: '아직 실행 중인 것과 `preStop` 훅을 확인합니다.' } }];
    if (why !== 'finalizer')
      return [
        node && why !== 'node-gone'
          ? describeObject(
              { kind: 'node', name: node },
              { en: 'See whether the node and its kubelet are well.', ko: '노드와 kubelet이 정상인지 확인합니다.' },
            )
          : events,
        force,
      ];
    return [
      {
        kind: 'look',
        text: {
          en: `Find the controller that owns ${names(finalizers)}: is it running, and what does its log say?`,
          ko: `${names(finalizers)} 파이널라이저를 담당하는 컨트롤러가 실행 중인지, 로그에 무엇이 있는지 확인합니다.`,
        },
        command: `${sh`kubectl get pod ${pod.name} -o jsonpath={.metadata.finalizers}`}${namespaceFlag(pod)}`,
      },
      {
        kind: 'change',
        text: {
          en: 'Let that controller do its work. Only if it is gone for good, take the finalizers off by hand; what it wanted to clean up then stays behind.',
          ko: '그 컨트롤러가 일을 마치게 합니다. 컨트롤러가 영영 없어졌을 때만 파이널라이저를 직접 뗍니다. 그러면 정리되지 않은 것이 남습니다.',
        },
        command: `${sh`kubectl patch pod ${pod.name} --type=json -p ${'[{"op":"remove","path":"/metadata/finalizers"}]'}`}${namespaceFlag(pod)}`,
        undo: { en: 'Not undone: the pod is gone then.', ko: '되돌릴 수 없습니다. 파드가 바로 없어집니다.' },
      },
    ];
  },
});

/** `ready`: null: the node does not exist or the pod has none. */
function whyStuck(
  overdue: number,
  since: number,
  grace: number,
  finalizers: readonly string[],
  running: readonly string[],
  ready: boolean | null,
): WhyTerminating | null {
  if (overdue < patience) return grace >= longGrace && since > patience && overdue < 0 ? 'grace' : null;
  if (ready === false) return 'node-silent';
  if (running.length > 0) return ready === null ? 'node-gone' : 'container';
  if (finalizers.length > 0) return 'finalizer';
  return ready === null ? 'node-gone' : 'clean-up';
}

function claimsOf({ spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}
