import { type AttachFailure, readAttachFailure } from '../../core/attach-failure.ts';
import type { KubeEvent } from '../../core/evidence.ts';
import type { Pod, VolumeAttachment } from '../../core/kinds.ts';
import { owningWorkload, scalableTarget, type WorkloadName } from '../../core/owning-workload.ts';
import { isFinished } from '../../core/pod-state.ts';
import { namespaceFlag, type Ref } from '../../core/ref.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { describeObject } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { awaitsSandbox, failuresToStart, volumeOf } from '../../core/start-failures.ts';
import { change, look } from '../../core/steps.ts';
import { attachWords } from '../../core/words/attach-words.ts';

/**
 * A volume cannot be attached to the pod's node: it hangs on another one, or its driver does not do it. Words: core/attach-failure.ts; the events come from
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/volume/util/operationexecutor/operation_generator.go (GenerateAttachVolumeFunc)
 */
export default defineRule({
  id: 'pod/volume-attach-failed',
  coverage: ['pod/volume-attach-failed'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  needs: ['events'],
  wants: ['claims', 'volumeAttachments', 'namespacePods', 'owners'],
  applies: (pod) => awaitsSandbox(pod) && Boolean(pod.spec?.volumes?.some((volume) => volume.persistentVolumeClaim ?? volume.ephemeral)),
  check: ({ subject, ref, events, claims = [], volumeAttachments = [], namespacePods = [], owners }) =>
    openFailures(events).map(({ event, failure }) => {
      const node = subject.spec?.nodeName ?? null;
      const { claim } = volumeOf(subject, claims, failure.volume ?? '');
      const held = failure.problem === 'multi-attach' ? attachedElsewhere(volumeAttachments, failure.volume, node) : [];
      const pods = failure.problem === 'multi-attach' ? usersOf(namespacePods, claim, node, failure) : [];
      const holders = [...new Set([...held.map(({ spec }) => spec?.nodeName ?? ''), ...pods.flatMap(({ spec }) => spec?.nodeName ?? [])])];
      return {
        facts: {
          problem: failure.problem,
          volume: failure.volume,
          claim,
          driver: failure.driver,
          node,
          holders,
          pods: pods.map(({ metadata }) => metadata?.name ?? ''),
          modes: [...(claims.find(({ name }) => name === claim)?.object?.spec?.accessModes ?? [])],
          words: failure.words,
          times: event.count,
          workload: owningWorkload(owners),
        },
        proof: [
          { ref, path: `event ${event.reason} (${event.component})`, value: event.message, at: event.lastAt },
          ...held.map(({ metadata, spec }) => ({
            ref: { kind: 'volumeattachment' as const, name: metadata?.name ?? '' },
            path: 'spec.nodeName',
            value: spec?.nodeName ?? null,
          })),
        ],
        // a node that is gone or silent does not let its volumes go
        leads: holders.map((name) => ({ to: { kind: 'node' as const, name } })),
      };
    }),
  says: { en: (facts) => attachWords(facts).en, ko: (facts) => attachWords(facts).ko },
  steps: (facts, pod) => (facts.problem === 'multi-attach' ? multiAttachSteps(facts, pod) : driverSteps(facts, pod)),
});

/** The last failure of each volume that has not been attached since. */
function openFailures(events: readonly KubeEvent[]): { readonly event: KubeEvent; readonly failure: AttachFailure }[] {
  const all = failuresToStart(events, ['FailedAttachVolume']).map((event) => ({ event, failure: readAttachFailure(event.message) }));
  const latest = [...new Map(all.map((one) => [one.failure.volume, one])).values()];
  const attached = events.filter(({ reason }) => reason === 'SuccessfulAttachVolume');
  return latest.filter(
    ({ event, failure }) => !attached.some(({ message, lastAt }) => message.includes(`"${failure.volume}"`) && lastAt > event.lastAt),
  );
}

function attachedElsewhere(attachments: readonly VolumeAttachment[], volume: string | null, node: string | null): VolumeAttachment[] {
  return attachments.filter(({ spec, status }) => spec?.source.persistentVolumeName === volume && spec?.nodeName !== node && status?.attached);
}

/** Pods that use the claim on another node: those that the controller names, or that the claim shows. */
function usersOf(pods: readonly Pod[], claim: string | null, node: string | null, { pods: named }: AttachFailure): Pod[] {
  return pods.filter(
    (pod) =>
      pod.spec?.nodeName !== node &&
      pod.spec?.nodeName !== undefined &&
      !isFinished(pod) &&
      (named.includes(pod.metadata?.name ?? '') ||
        pod.spec?.volumes?.some(({ persistentVolumeClaim }) => claim && persistentVolumeClaim?.claimName === claim)),
  );
}

interface StepFacts {
  readonly claim: string | null;
  readonly driver: string | null;
  readonly holders: readonly string[];
  readonly pods: readonly string[];
  readonly workload: WorkloadName | null;
}

const attachments = look(
  'See which volume is attached to which node.',
  '어떤 볼륨이 어느 노드에 연결되어 있는지 확인합니다.',
  'kubectl get volumeattachments',
);

function multiAttachSteps({ holders, pods, workload }: StepFacts, pod: Ref): Step[] {
  const [holder] = holders;
  const [user] = pods;
  const target = scalableTarget(workload);
  return [
    attachments,
    ...(holder
      ? [
          describeObject(
            { kind: 'node', name: holder },
            {
              en: 'Is the node that holds it well? A dead node lets nothing go.',
              ko: '볼륨을 잡고 있는 노드가 정상인지 확인합니다. 죽은 노드는 볼륨을 놓지 않습니다.',
            },
          ),
        ]
      : []),
    user
      ? change(
          'Let the other pod go first: delete it if it is to be replaced. The volume is detached once the pod is gone, and this one starts.',
          '먼저 다른 파드를 내립니다. 교체될 파드라면 지웁니다. 그 파드가 없어지면 볼륨이 분리되고 이 파드가 시작됩니다.',
          ['Its controller makes it anew, if it has one.', '컨트롤러가 있으면 다시 만들어집니다.'],
          `${sh`kubectl delete pod ${user}`}${namespaceFlag(pod)}`,
        )
      : change(
          'Wait up to six minutes: then the controller detaches it by force. If the node is off for good, say so with a taint, and it goes at once.',
          '최대 6분을 기다리면 컨트롤러가 강제로 분리합니다. 노드가 영영 꺼진 것이라면 테인트로 알려 바로 분리되게 합니다.',
          ['Take the taint off again when the machine is back.', '머신이 돌아오면 테인트를 뗍니다.'],
          holder ? sh`kubectl taint nodes ${holder} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute` : undefined,
        ),
    ...(target
      ? [
          change(
            'One volume for one node: run one replica with `strategy: Recreate`, use a StatefulSet with a claim for each pod, or a `ReadWriteMany` volume.',
            '볼륨 하나는 한 노드에서만 씁니다. `strategy: Recreate`로 레플리카를 하나만 두거나, 파드마다 클레임이 있는 스테이트풀셋을 쓰거나, `ReadWriteMany` 볼륨을 씁니다.',
            ['Apply the manifest as it was before.', '이전 매니페스트를 다시 적용합니다.'],
          ),
        ]
      : []),
  ];
}

function driverSteps({ claim, driver }: StepFacts, pod: Ref): Step[] {
  return [
    ...(claim
      ? [
          describeObject(
            { kind: 'persistentvolumeclaim', name: claim, ...(pod.namespace ? { namespace: pod.namespace } : {}) },
            { en: 'Read the claim and its events.', ko: '클레임과 이벤트를 확인합니다.' },
          ),
        ]
      : []),
    look('See what the attachment says (`attachError`).', '연결 객체의 `attachError` 항목을 확인합니다.', 'kubectl describe volumeattachments'),
    look(
      `Is the driver${driver ? ` \`${driver}\`` : ''} installed, and do its controller and node pods run?`,
      `드라이버${driver ? `(\`${driver}\`)` : ''}가 설치되어 있고 컨트롤러와 노드 파드가 실행 중인지 확인합니다.`,
      'kubectl get csidrivers,csinodes',
    ),
    change(
      "Install or mend the driver's controller (its log has the reason); the volume is attached then by itself.",
      '드라이버 컨트롤러를 설치하거나 고칩니다(로그에 이유가 있습니다). 그러면 볼륨이 저절로 연결됩니다.',
      ['Remove what was installed.', '설치한 것을 지웁니다.'],
    ),
  ];
}
