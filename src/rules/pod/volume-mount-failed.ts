import type { KubeEvent, Named } from '../../core/evidence.ts';
import type { PersistentVolumeClaim, Pod } from '../../core/kinds.ts';
import { type MountFailure, readMountFailure } from '../../core/mount-failure.ts';
import { mountLook } from '../../core/mount-steps.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import type { Ref } from '../../core/ref.ts';
import { defineRule, type Lead } from '../../core/rule.ts';
import { describeObject, editTemplate } from '../../core/runbook-steps.ts';
import { similarNames } from '../../core/similar-names.ts';
import { awaitsSandbox, failuresToStart, secondsOnNode, volumeOf } from '../../core/start-failures.ts';
import { mountRemedy } from '../../core/words/mount-remedy.ts';
import { mountReason } from '../../core/words/mount-words.ts';

/** Seconds for which a failure that mostly passes by itself is let alone. */
const patience = 30;
/** Milliseconds after which the kubelet has tried again: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/util/goroutinemap/exponentialbackoff/exponential_backoff.go */
const retry = 180_000;

/**
 * A volume cannot be mounted, so that no container of the pod is started. Words: core/mount-failure.ts; the events come from
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/volume/util/operationexecutor/operation_generator.go (GenerateMountVolumeFunc, GenerateMapVolumeFunc)
 * and https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kubelet.go (SyncPod)
 */
export default defineRule({
  id: 'pod/volume-mount-failed',
  coverage: ['pod/volume-mount-failed'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  needs: ['events'],
  wants: ['claims', 'claimNames', 'configMapNames', 'configMapKeys', 'owners'],
  applies: (pod) => awaitsSandbox(pod) && Boolean(pod.spec?.volumes?.length),
  check: ({ subject, ref, now, events, claims = [], claimNames, configMapNames, configMapKeys, owners }) => {
    const failed = failuresToStart(events, ['FailedMount', 'FailedMapVolume'], ['FailedCreatePodSandBox', 'NetworkNotReady']);
    const node = subject.spec?.nodeName ?? null;
    const young = (secondsOnNode(subject, now) ?? patience) < patience;
    const unattached = events.some(({ reason }) => reason === 'FailedAttachVolume');
    return latestOfEach(failed).flatMap(({ event, failure }) => {
      if (failure.problem === 'not-yet' && (young || now.getTime() - Date.parse(event.lastAt) > retry)) return [];
      // what it waits for is told by the attach controller, or by the event of another volume
      if (failure.problem === 'waiting' && (unattached || failed.some(({ message }) => readMountFailure(message).problem !== 'waiting'))) return [];
      const volume = failure.volume ? volumeOf(subject, claims, failure.volume) : null;
      const source = sourceOf(subject, volume?.name);
      const keys = configMapKeys?.find(({ name }) => name === source)?.object;
      const known = { 'config-map-missing': configMapNames, 'claim-missing': claimNames, 'config-key-missing': keys ?? undefined };
      const rivals = failure.problem in known ? (known[failure.problem as keyof typeof known] ?? []) : [];
      return [
        {
          facts: {
            problem: failure.problem,
            volume: volume?.name ?? null,
            claim: volume?.claim ?? null,
            source,
            what: failure.what,
            type: failure.type,
            similar: similarNames(
              failure.what ?? '',
              rivals.filter((name) => name !== failure.what),
            ),
            words: failure.words,
            times: event.count,
            node,
            workload: owningWorkload(owners),
          },
          proof: [{ ref, path: `event ${event.reason} (${event.component})`, value: event.message, at: event.lastAt }],
          leads: leadsOf(failure, volume?.claim ?? null, node, claims, ref),
        },
      ];
    });
  },
  says: {
    en: (facts) =>
      `The pod cannot start because ${facts.volume ? `volume \`${facts.volume}\`` : 'a volume'} cannot be mounted: ${mountReason(facts).en}`,
    ko: (facts) => `${facts.volume ? `\`${facts.volume}\` ` : ''}볼륨을 마운트하지 못해 파드가 시작되지 않습니다. ${mountReason(facts).ko}`,
  },
  steps: ({ problem, what, source, claim, node, workload }, pod) => [
    describeObject(pod, { en: "Read the kubelet's own words (`FailedMount`).", ko: 'kubelet의 메시지(`FailedMount`)를 확인합니다.' }),
    ...mountLook(problem, what, source, claim, node, pod),
    editTemplate(workload, pod, mountRemedy(problem)),
  ],
});

/** The last failure of each volume. */
function latestOfEach(events: readonly KubeEvent[]): { readonly event: KubeEvent; readonly failure: MountFailure }[] {
  const byVolume = new Map<string, { readonly event: KubeEvent; readonly failure: MountFailure }>();
  for (const event of events) {
    const failure = readMountFailure(event.message);
    byVolume.set(failure.volume ?? '', { event, failure });
  }
  return [...byVolume.values()];
}

/** The ConfigMap or Secret that a volume is made of. */
function sourceOf(pod: Pod, name: string | undefined): string | null {
  const volume = pod.spec?.volumes?.find((one) => one.name === name);
  return volume?.configMap?.name ?? volume?.secret?.secretName ?? null;
}

function leadsOf(
  { problem }: MountFailure,
  claim: string | null,
  node: string | null,
  claims: readonly Named<PersistentVolumeClaim>[],
  pod: Ref,
): Lead[] {
  const toNode = problem === 'driver-missing' || problem === 'server-unreachable' || problem === 'not-yet' || problem === 'waiting';
  const exists = claims.some(({ name, object }) => name === claim && object);
  return [
    ...(claim && exists ? [{ to: { kind: 'persistentvolumeclaim' as const, name: claim, namespace: pod.namespace ?? 'default' } }] : []),
    ...(toNode && node ? [{ to: { kind: 'node' as const, name: node } }] : []),
  ];
}
