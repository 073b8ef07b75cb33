import { kubernetes } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';

const server = 'https://github.com/kubernetes-sigs/metrics-server/blob/v0.8.0';
const api = [
  '`kubectl get apiservice v1beta1.metrics.k8s.io`, `kubectl -n kube-system get pods -l k8s-app=metrics-server`.',
  '`kubectl get apiservice v1beta1.metrics.k8s.io`, `kubectl -n kube-system get pods -l k8s-app=metrics-server` 출력을 확인합니다.',
] as const;

/** metrics-server, and who needs its figures. */
export const metricsTexts: OwnedTexts = {
  'metrics/kubelet-scrape-failing': [
    textSignature({
      id: 'metrics-kubelet-certificate',
      patterns: [
        /cannot validate certificate for (?<address>[\w.:]{3,60}) because it doesn't contain any IP SANs/,
        /(?:scrape|fetch)[^\n]{0,200}x509: (?<why>[^\n"]{1,160})/i,
      ],
      en: 'metrics-server does not trust the serving certificate of a kubelet[ ({address})][: {why}].',
      ko: 'metrics-server가 kubelet[({address})]의 서버 인증서를 신뢰하지 않습니다[: {why}].',
      look: [
        '`kubectl get csr` (kubelet-serving), `kubectl -n kube-system logs deploy/metrics-server`.',
        '`kubectl get csr` 출력(kubelet-serving)과 `kubectl -n kube-system logs deploy/metrics-server` 출력을 확인합니다.',
      ],
      fix: [
        'Let kubelets have certificates signed by the cluster (`serverTLSBootstrap: true`, approve the requests); on a test cluster `--kubelet-insecure-tls`.',
        'kubelet이 클러스터에서 서명한 인증서를 쓰게 합니다(`serverTLSBootstrap: true`, 요청 승인). 시험용 클러스터라면 `--kubelet-insecure-tls` 플래그를 씁니다.',
      ],
      link: 'https://github.com/golang/go/blob/go1.24.0/src/crypto/x509/verify.go',
    }),
    textSignature({
      id: 'metrics-scrape-failed',
      patterns: [
        /[Ff]ailed to scrape node[^\n]{0,200}(?:node="?(?<node>[\w.-]{1,253}))/,
        /[Ff]ailed to scrape node|unable to fully scrape metrics|unable to fetch metrics from (?:node|kubelet)/,
      ],
      en: 'metrics-server cannot read the figures of a node[ ({node})].',
      ko: 'metrics-server가 노드[({node})]의 수치를 읽지 못합니다.',
      look: [
        '`kubectl get --raw /api/v1/nodes/NODE/proxy/metrics/resource`; TCP 10250 from its pod to the node.',
        '`kubectl get --raw /api/v1/nodes/NODE/proxy/metrics/resource` 출력과, 그 파드에서 노드로 가는 TCP 10250 포트를 확인합니다.',
      ],
      fix: [
        'Open 10250, set `--kubelet-preferred-address-types=InternalIP`, or mend the kubelet.',
        '10250 포트를 열거나 `--kubelet-preferred-address-types=InternalIP` 값을 정하거나 kubelet을 고칩니다.',
      ],
      link: `${server}/pkg/scraper/scraper.go`,
    }),
  ],
  'metrics/server-missing': [
    textSignature({
      id: 'metrics-api-missing',
      patterns: [
        /Metrics API not available|the server could not find the requested resource \(get (?:pods|nodes|services http:heapster:)[\w.:]{0,60}\)/,
      ],
      en: 'The cluster has no metrics API: metrics-server is not installed.',
      ko: '클러스터에 메트릭 API가 없습니다. metrics-server가 설치되지 않았습니다.',
      look: api,
      fix: ['Install metrics-server.', 'metrics-server를 설치합니다.'],
      link: `${kubernetes}/staging/src/k8s.io/kubectl/pkg/cmd/top/top.go`,
    }),
  ],
  'metrics/server-unavailable': [
    textSignature({
      id: 'metrics-api-down',
      patterns: [
        /the server is currently unable to handle the request \(get (?<what>[\w.]{1,60}metrics\.k8s\.io)/,
        /unable to fetch metrics from resource metrics API: (?<why>[^\n]{1,160})/,
        /no metrics returned from resource metrics API|metrics not available yet/,
      ],
      en: 'metrics-server does not answer[ ({what})][: {why}].',
      ko: 'metrics-server가 응답하지 않습니다[ ({what})][: {why}].',
      look: api,
      fix: ['Mend its pods; the first figures come about a minute after its start.', '파드를 고칩니다. 시작하고 1분쯤 지나야 첫 수치가 나옵니다.'],
      link: `${kubernetes}/pkg/controller/podautoscaler/metrics/client.go`,
    }),
  ],
  'hpa/no-requests': [
    textSignature({
      id: 'hpa-missing-request',
      patterns: [/missing request for (?<resource>[\w./-]{1,60})(?: in container (?<container>[\w-]{1,63}) of Pod (?<pod>[\w.-]{1,253}))?/],
      en: 'The autoscaler cannot compute a percentage: {resource} has no request[ in container {container}].',
      ko: '[{container} 컨테이너에 ]{resource} 요청이 없어 오토스케일러가 비율을 계산하지 못합니다.',
      look: [
        '`kubectl describe hpa`; every container counts, sidecars too.',
        '`kubectl describe hpa` 출력을 확인합니다. 사이드카를 포함한 모든 컨테이너가 해당됩니다.',
      ],
      fix: [
        'Set requests for all containers, or scale by `ContainerResource`.',
        '모든 컨테이너에 요청을 정하거나 `ContainerResource` 메트릭을 씁니다.',
      ],
      link: `${kubernetes}/pkg/controller/podautoscaler/replica_calculator.go`,
    }),
  ],
  'hpa/no-metrics': [
    textSignature({
      id: 'hpa-no-metrics',
      patterns: [
        /FailedGetResourceMetric|FailedComputeMetricsReplicas|unable to get metrics for resource (?<resource>\w{1,40})|did not receive metrics for (?:targeted|any ready) pods/,
      ],
      en: 'The autoscaler gets no figures[ for {resource}], so it scales nothing.',
      ko: '오토스케일러가 수치[({resource})]를 받지 못해 스케일링하지 않습니다.',
      look: ['`kubectl top pods`, `kubectl describe hpa`.', '`kubectl top pods`, `kubectl describe hpa` 출력을 확인합니다.'],
      fix: ['Repair metrics-server, or wait until the pods are ready.', 'metrics-server를 고치거나 파드가 준비될 때까지 기다립니다.'],
      link: `${kubernetes}/pkg/controller/podautoscaler/horizontal.go`,
      symptom: true,
    }),
  ],
};
