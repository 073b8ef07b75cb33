import { networkPluginOf } from '../../core/network-plugins.ts';
import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';

/** No kube-proxy runs as a pod, and nothing that would replace it: it may be a native service of the nodes, which the API cannot show. */
export default defineRule({
  id: 'kube-proxy/service-not-running',
  coverage: ['kube-proxy/service-not-running'],
  on: ['cluster'],
  severity: 'info',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-kube-proxy-running',
  needs: ['agents', 'systemPods', 'nodes'],
  applies: () => true,
  check: ({ ref, agents, systemPods, nodes }) => {
    if ([...agents, ...systemPods].some((one) => systemComponent(one) === 'kube-proxy')) return [];
    if (agents.some((one) => networkPluginOf(one)?.replacesProxy)) return [];
    return [
      {
        facts: { nodes: nodes.length, node: nodes[0]?.metadata?.name ?? null },
        proof: [{ ref, path: 'daemonsets and pods labelled k8s-app=kube-proxy', value: null }],
      },
    ];
  },
  says: {
    en: ({ nodes }) =>
      `No kube-proxy runs as a pod, and no network plugin is known here that would replace it. It may run as a native service on the ${nodes} nodes, which the API does not show: if Services do not work, look there.`,
    ko: ({ nodes }) =>
      `파드로 실행되는 kube-proxy가 없고, 그 일을 대신하는 것으로 알려진 네트워크 플러그인도 없습니다. 노드 ${nodes}개에서 서비스(systemd)로 실행 중일 수 있지만 API로는 볼 수 없습니다. 서비스가 동작하지 않으면 노드에서 확인합니다.`,
  },
  steps: () => [
    look(
      'On a node: does it run as a service?',
      '노드에서 서비스로 실행 중인지 확인합니다.',
      'systemctl status kube-proxy --no-pager; ps auxw | grep kube-proxy',
    ),
    look(
      'On the node: what does it say?',
      '노드에서 로그를 확인합니다.',
      'journalctl -u kube-proxy -n 50 --no-pager; tail -50 /var/log/kube-proxy.log',
    ),
    look(
      'On the node: its ports (10249 metrics, 10256 health), and a connection to the API server (6443, ESTABLISHED).',
      '노드에서 포트(10249 메트릭, 10256 상태)와 API 서버로의 연결(6443, ESTABLISHED)을 확인합니다.',
      'ss -lntp | grep kube-proxy; ss -tnp | grep kube-proxy; curl -s http://127.0.0.1:10256/healthz',
    ),
    change(
      'Start it where it is stopped; or install it as a DaemonSet, with kubeadm as below.',
      '멈춰 있으면 시작합니다. 또는 데몬셋으로 설치합니다(kubeadm이라면 아래 명령).',
      [
        '`systemctl stop kube-proxy`, or `kubectl delete daemonset kube-proxy -n kube-system`',
        '`systemctl stop kube-proxy` 또는 `kubectl delete daemonset kube-proxy -n kube-system` 명령으로 되돌립니다.',
      ],
      'systemctl start kube-proxy || kubeadm init phase addon kube-proxy',
    ),
  ],
});
