import { troubles } from '../../core/crash-cause.ts';
import type { KubeEvent } from '../../core/evidence.ts';
import { type Store, storeAt, storeProof } from '../../core/full-volume.ts';
import type { Pod } from '../../core/kinds.ts';
import { owningWorkload, type WorkloadName } from '../../core/owning-workload.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemSignatures } from '../container/log-system.signatures.ts';

const fullSignatures = systemSignatures.filter(({ id }) => id === 'no-space-left' || id === 'disk-quota-exceeded');
const noSpace = /no space left on device|disk quota exceeded/i;

/** A volume, or the disk of the node, has no room left: which one, how large it is, and what can be done about it. */
export default defineRule({
  id: 'storage/full',
  coverage: ['storage/full'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims',
  needs: [],
  wants: ['logs', 'previousLogs', 'events', 'claims', 'owners'],
  applies: (pod) =>
    containerStatuses(pod).some(
      ({ state, lastState, ready }) => state?.terminated || lastState?.terminated || state?.waiting || (state?.running && !ready),
    ),
  check: ({ subject, ref, now, logs, previousLogs, events = [], claims = [], owners }) => {
    const workload = owningWorkload(owners);
    const node = subject.spec?.nodeName ?? null;
    const written = troubles(subject, now, logs, previousLogs, fullSignatures).map(({ container, cause, ending }) => {
      const path = cause.match.captures.path ?? null;
      const store = path?.startsWith('/') ? storeAt(subject, container, path) : null;
      const at = ending?.terminated.finishedAt;
      const place = store ? storeProof(subject, store) : null;
      const proof: readonly [Proof, ...Proof[]] = [
        { ref, path: cause.path, value: cause.match.line.slice(0, 500), ...(at ? { at } : {}) },
        ...(place ? [{ ref, ...place }] : []),
      ];
      const size = claims.find(({ name }) => name === store?.claim)?.object?.status?.capacity?.storage ?? null;
      return {
        facts: factsOf({ container, path, store, size, node, quota: cause.match.signature.id === 'disk-quota-exceeded', workload }),
        proof,
        leads: leadsOf(store, node),
      };
    });
    const refused = written.length === 0 ? latest(events, subject) : undefined;
    if (!refused) return written;
    const proof: readonly [Proof] = [{ ref, path: `event ${refused.reason} (${refused.component})`, value: refused.message, at: refused.lastAt }];
    return [{ facts: factsOf({ node, workload, quota: /quota/i.test(refused.message) }), proof, leads: leadsOf(null, node) }];
  },
  says: {
    en: ({ container, path, store, size, node, quota }) => {
      const what = quota ? 'its quota on' : 'the room on';
      const who = container
        ? `Container \`${container}\` cannot write${path ? ` \`${path}\`` : ''}`
        : `The pod cannot be set up on node \`${node ?? '?'}\``;
      if (!store)
        return container
          ? `${who}: ${quota ? 'its quota of disk' : 'a disk or volume of it'} is used up.`
          : `${who}: ${quota ? 'a quota of disk' : 'its disk'} is used up.`;
      return `${who}: it has used up ${what} ${whereEn(store as Store, size, node)}.`;
    },
    ko: ({ container, path, store, size, node, quota }) => {
      const who = container
        ? `\`${container}\` 컨테이너가 ${path ? `\`${path}\` 파일을 ` : ''}쓰지 못합니다`
        : `\`${node ?? '?'}\` 노드에서 파드를 준비하지 못합니다`;
      const what = quota ? '디스크 할당량을 모두 썼습니다' : '남은 공간이 없습니다';
      return store
        ? `${who}. ${whereKo(store as Store, size, node)}에 ${what}.`
        : `${who}. ${container ? '쓰는 디스크나 볼륨' : '노드의 디스크'}에 ${what}.`;
    },
  },
  steps: ({ container, store, node, workload }, pod) => [
    container
      ? look(
          'What fills it? (while the container runs; else read the path from a debug container)',
          '무엇이 차지하는지 확인합니다(컨테이너가 실행 중일 때. 아니면 디버그 컨테이너에서 확인합니다).',
          `${sh`kubectl exec ${pod.name} -c ${container}`}${namespaceFlag(pod)} -- df -h ${store?.mountPath ? sh`${store.mountPath}` : '/'}`,
        )
      : look(
          'On the node: which disk is full, and of what?',
          '노드에서 어느 디스크가 무엇으로 가득 찼는지 확인합니다.',
          'df -h; df -i; du -xh -d1 /var/lib /var/log | sort -h | tail',
        ),
    ...(store?.claim
      ? [
          look(
            'May the claim grow (`allowVolumeExpansion` of its class)?',
            '클레임을 늘릴 수 있는지(클래스의 `allowVolumeExpansion` 값) 확인합니다.',
            `${sh`kubectl get pvc ${store.claim}`}${namespaceFlag(pod)}; kubectl get storageclass`,
          ),
          change(
            'Delete what is not needed on it, or enlarge the claim (the size is an example).',
            '필요 없는 파일을 지우거나 클레임을 늘립니다(크기는 예시입니다).',
            ['A claim cannot be made smaller again.', '늘린 클레임은 다시 줄일 수 없습니다.'],
            `${sh`kubectl patch pvc ${store.claim} -p ${'{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}'}`}${namespaceFlag(pod)}`,
          ),
        ]
      : [
          ...(node && store?.kind !== 'memory'
            ? [look('Is the node itself short of disk?', '노드 자체에 디스크가 모자라는지 확인합니다.', sh`kubectl describe node ${node}`)]
            : []),
          editTemplate(workload, pod, {
            en: 'Let it write less, raise the `sizeLimit` of the volume, or give it a claim of its own for what it keeps.',
            ko: '쓰는 양을 줄이거나, 볼륨의 `sizeLimit` 값을 늘리거나, 보관할 데이터에 별도의 클레임을 줍니다.',
          }),
        ]),
  ],
});

function leadsOf(store: Store | null, node: string | null) {
  if (store?.kind === 'claim' || store?.kind === 'memory' || !node) return [];
  return [{ to: { kind: 'node', name: node } as const, rules: ['node/disk-pressure', 'node/out-of-disk'] }];
}

/** The newest event that says so while the pod is not up. */
function latest(events: readonly KubeEvent[], pod: Pod): KubeEvent | undefined {
  const waits = containerStatuses(pod).some(({ state }) => state?.waiting);
  return waits ? events.findLast(({ type, message }) => type === 'Warning' && noSpace.test(message)) : undefined;
}

function whereEn({ kind, volume, claim, limit }: Store, size: string | null, node: string | null): string {
  switch (kind) {
    case 'claim':
      return `claim \`${claim}\`${size ? ` (\`${size}\`)` : ''}`;
    case 'memory':
      return `volume \`${volume}\`, an \`emptyDir\` in memory${limit ? ` with a \`sizeLimit\` of \`${limit}\`` : ''}`;
    case 'layer':
      return `the disk of node \`${node ?? '?'}\`, where the container's own files are`;
    default:
      return `volume \`${volume}\` on the disk of node \`${node ?? '?'}\``;
  }
}

function whereKo({ kind, volume, claim, limit }: Store, size: string | null, node: string | null): string {
  switch (kind) {
    case 'claim':
      return `\`${claim}\` 클레임${size ? `(\`${size}\`)` : ''}`;
    case 'memory':
      return `메모리에 있는 \`emptyDir\` 볼륨인 \`${volume}\` 볼륨${limit ? `(\`sizeLimit\` \`${limit}\`)` : ''}`;
    case 'layer':
      return `컨테이너 파일이 있는 \`${node ?? '?'}\` 노드의 디스크`;
    default:
      return `\`${node ?? '?'}\` 노드의 디스크에 있는 \`${volume}\` 볼륨`;
  }
}

type Full = {
  readonly container: string | null;
  readonly path: string | null;
  readonly store: Store | null;
  /** Of a claim. */
  readonly size: string | null;
  readonly node: string | null;
  readonly quota: boolean;
  readonly workload: WorkloadName | null;
};

function factsOf(known: Pick<Full, 'node' | 'quota' | 'workload'> & Partial<Full>): Full {
  return { container: null, path: null, store: null, size: null, ...known };
}
