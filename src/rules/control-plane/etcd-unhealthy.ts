import { componentOf } from '../../core/control-plane.ts';
import { failingChecks, isEtcdCheck } from '../../core/health-checks.ts';
import { refOf } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';

const etcdctl =
  'ETCDCTL_API=3 etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key';

/** The API server does not reach etcd: nothing can be read or written, while pods that run keep running. */
export default defineRule({
  id: 'control-plane/etcd-unhealthy',
  coverage: ['control-plane/etcd-unhealthy'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/',
  needs: ['readyz'],
  wants: ['livez', 'systemPods'],
  applies: () => true,
  check: ({ readyz, livez, systemPods, ref }) => {
    const seen = (path: string, text: string | undefined): readonly Proof[] =>
      failingChecks(text ?? '')
        .filter(isEtcdCheck)
        .map(({ line }) => ({ ref, path, value: line }));
    const [first, ...rest] = [...seen('/readyz?verbose', readyz), ...seen('/livez?verbose', livez)];
    if (!first) return [];
    const pods = (systemPods ?? []).filter((pod) => componentOf(pod) === 'etcd');
    return [
      {
        facts: { live: seen('/livez?verbose', livez).length === 0, pods: pods.map(({ metadata }) => metadata?.name ?? '') },
        proof: [first, ...rest],
        leads: pods.map((pod) => ({ to: refOf('pod', pod) })),
      },
    ];
  },
  says: {
    en: ({ live }) =>
      `The API server does not reach etcd, where the state of the cluster is kept: reads and writes fail or hang. Pods that run keep running, but nothing can be changed.${live ? '' : ' The kubelet will restart the API server for it, which does not help.'}`,
    ko: ({ live }) =>
      `API 서버가 클러스터의 상태를 저장하는 etcd에 연결하지 못해 읽기와 쓰기가 실패하거나 멈춥니다. 실행 중인 파드는 계속 동작하지만 아무것도 바꿀 수 없습니다.${live ? '' : ' kubelet이 API 서버를 다시 시작하겠지만 도움이 되지 않습니다.'}`,
  },
  steps: () => [
    look(
      'On a control-plane node: does etcd run, and what does it say?',
      '컨트롤 플레인 노드에서 etcd가 실행 중인지, 어떤 로그를 남기는지 확인합니다.',
      'crictl ps -a --name etcd; crictl logs --tail 50 "$(crictl ps -a -q --name etcd | head -n 1)"',
    ),
    look(
      'Ask etcd itself: health, alarms, size.',
      'etcd의 상태, 알람, 크기를 확인합니다.',
      `${etcdctl} endpoint status -w table; ${etcdctl} alarm list`,
    ),
    look('Is the disk under it full or slow?', 'etcd 디스크가 가득 찼거나 느린지 확인합니다.', 'df -h /var/lib/etcd; dmesg | tail -n 20'),
    change(
      'Correct `/etc/kubernetes/manifests/etcd.yaml` or the certificates and disk that its log names. If the data is lost: restore a backup before the API server is started again.',
      '로그가 가리키는 `/etc/kubernetes/manifests/etcd.yaml` 파일이나 인증서, 디스크를 고칩니다. 데이터를 잃었다면 API 서버를 다시 시작하기 전에 백업을 복원합니다.',
      [
        'Copy `/var/lib/etcd` to another disk before anything is changed.',
        '무엇이든 바꾸기 전에 `/var/lib/etcd` 폴더를 다른 디스크에 복사해 둡니다.',
      ],
    ),
  ],
});
