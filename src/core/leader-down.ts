import { type Component, leaderState } from './control-plane.ts';
import type { Lease, Pod } from './kinds.ts';
import { podState } from './pod-state.ts';
import { refOf } from './ref.ts';
import type { Lead, Proof, Step } from './rule.ts';
import { sh } from './shell.ts';
import { change, look } from './steps.ts';

/** What is known of a scheduler or controller manager that does not do its work, as facts hold it. */
export type LeaderFacts = {
  readonly because: 'lease' | 'no-pod' | 'not-ready';
  /** Seconds since its lease was renewed. */
  readonly silent: number | null;
  readonly holder: string | null;
  readonly pod: string | null;
  /** As in `kubectl get pods`. */
  readonly status: string | null;
};

export interface LeaderDown {
  readonly facts: LeaderFacts;
  readonly proof: readonly [Proof, ...Proof[]];
  /** To its pods: they say why. */
  readonly leads: readonly Lead[];
}

/** The component does not do its work: what shows it; null where it does, or where a provider runs it out of sight. */
export function leaderDown(component: Component, leases: readonly Lease[], systemPods: readonly Pod[], now: Date): LeaderDown | null {
  const { because, pods, lease, silent } = leaderState(component, leases, systemPods, now);
  if (!because) return null;
  const pod = pods.find((one) => podState(one, now).condition === 'failing') ?? pods[0];
  const status = pod ? podState(pod, now).status : null;
  const { renewTime, holderIdentity = null } = lease?.spec ?? {};
  const leaseProof: readonly Proof[] =
    renewTime && lease ? [{ ref: refOf('lease', lease), path: 'spec.renewTime', value: renewTime, at: renewTime }] : [];
  const podProof: readonly Proof[] = pod
    ? [{ ref: refOf('pod', pod), path: 'status.phase', value: pod.status?.phase ?? null }, ...waiting(pod)]
    : [{ ref: { kind: 'pod', name: component, namespace: 'kube-system' }, path: 'metadata.labels[component]', value: null }];
  return {
    facts: { because, silent, holder: holderIdentity, pod: pod?.metadata?.name ?? null, status },
    proof: [...leaseProof, ...podProof] as unknown as readonly [Proof, ...Proof[]],
    leads: pods.map((one) => ({ to: refOf('pod', one) })),
  };
}

function waiting(pod: Pod): readonly Proof[] {
  return (pod.status?.containerStatuses ?? []).flatMap(({ name, state }) =>
    state?.waiting?.reason
      ? [{ ref: refOf('pod', pod), path: `status.containerStatuses[name=${name}].state.waiting.reason`, value: state.waiting.reason }]
      : [],
  );
}

/** Pod, log, manifest, change: the order at a control-plane node. */
export function leaderSteps(component: Component, { pod }: LeaderFacts): readonly Step[] {
  return [
    look(
      'See whether its pod runs.',
      '파드가 실행 중인지 확인합니다.',
      `kubectl get pods -n kube-system -l component=${component} -o wide; kubectl get lease ${component} -n kube-system -o yaml`,
    ),
    pod
      ? look('Read its last words.', '마지막 로그를 확인합니다.', sh`kubectl logs ${pod} -n kube-system --tail=50`)
      : look(
          'On a control-plane node: is its manifest there and readable, and what does the kubelet say about it?',
          '컨트롤 플레인 노드에 매니페스트가 있고 올바른지, kubelet이 무엇이라고 하는지 확인합니다.',
          `ls -l /etc/kubernetes/manifests; journalctl -u kubelet -n 100 --no-pager | grep -iE '${component}|manifest'`,
        ),
    look(
      'On a control-plane node: its manifest and its containers (installed as a service: `systemctl status`, `journalctl -u`).',
      '컨트롤 플레인 노드에서 매니페스트와 컨테이너를 확인합니다(서비스로 설치했다면 `systemctl status`, `journalctl -u` 명령을 씁니다).',
      `cat /etc/kubernetes/manifests/${component}.yaml; crictl ps -a --name ${component}; systemctl status ${component} --no-pager`,
    ),
    change(
      'Correct what its log names (a flag, a file, a volume path, a certificate) in the manifest; the kubelet starts it again.',
      '로그가 가리키는 것(플래그, 파일, 볼륨 경로, 인증서)을 매니페스트에서 고칩니다. kubelet이 다시 시작합니다.',
      ['Keep a copy outside of `/etc/kubernetes/manifests`, and put it back.', '사본을 `/etc/kubernetes/manifests` 폴더 밖에 두었다가 되돌립니다.'],
    ),
  ];
}
