import type { Facet } from '../facets.ts';
import { type Kind, kindNames } from '../kinds.ts';
import type { Locale, Text } from '../locale.ts';
import { kindWord, pluralWord } from './kind-words.ts';

/** What a rule asked for, in words. A facet without words is named as it is. */
const words: { readonly [F in Facet<Kind>]?: Text } = {
  events: { en: 'events', ko: '이벤트' },
  quotas: { en: 'resource quotas', ko: '리소스쿼터' },
  limitRanges: { en: 'limit ranges', ko: '리밋레인지' },
  namespaceObject: { en: 'the namespace itself', ko: '네임스페이스 자체' },
  configMapNames: { en: 'names of ConfigMaps', ko: '컨피그맵 이름' },
  serviceAccounts: { en: 'service accounts', ko: '서비스어카운트' },
  services: { en: 'services', ko: '서비스' },
  namespacePods: { en: 'pods of the namespace', ko: '네임스페이스의 파드' },
  networkPolicies: { en: 'network policies', ko: '네트워크폴리시' },
  disruptionBudgets: { en: 'PodDisruptionBudgets', ko: 'PodDisruptionBudget' },
  node: { en: 'the node', ko: '노드' },
  nodes: { en: 'nodes', ko: '노드 목록' },
  boundPods: { en: 'pods on all nodes', ko: '모든 노드의 파드' },
  rivalPods: { en: 'pods that hold the resources of nodes', ko: '노드의 리소스를 쓰는 파드' },
  nodePods: { en: 'pods of its node', ko: '같은 노드의 파드' },
  configMapKeys: { en: 'keys of the ConfigMaps that it names', ko: '참조하는 컨피그맵의 키' },
  claimNames: { en: 'names of volume claims', ko: '퍼시스턴트볼륨클레임 이름' },
  claims: { en: 'volume claims', ko: '퍼시스턴트볼륨클레임' },
  claimVolumes: { en: 'volumes of the claims', ko: '클레임의 볼륨' },
  storageClasses: { en: 'storage classes', ko: '스토리지클래스' },
  volumeAttachments: { en: 'volume attachments', ko: '볼륨어태치먼트' },
  owners: { en: 'what controls it', ko: '상위 컨트롤러' },
  logs: { en: 'logs', ko: '로그' },
  recentLogs: { en: 'its newest logs', ko: '최근 로그' },
  nameLookups: { en: 'look-ups of names that failed', ko: '실패한 이름 조회' },
  corefile: { en: 'its Corefile', ko: 'Corefile' },
  dnsLoad: { en: 'how much DNS has to remember', ko: 'DNS가 기억해야 하는 양' },
  agents: { en: 'DaemonSets (network plugins)', ko: '데몬셋(네트워크 플러그인)' },
  kubeletDns: { en: 'the DNS address of kubelets', ko: 'kubelet의 DNS 주소' },
  previousLogs: { en: 'logs of the previous run', ko: '이전 실행의 로그' },
  usage: { en: 'usage (metrics API)', ko: '사용량(메트릭 API)' },
  schedulerLease: { en: "the scheduler's lease", ko: '스케줄러의 리스' },
  pods: { en: 'its pods', ko: '속한 파드' },
  targetNames: { en: 'names of what it could scale', ko: '스케일 대상의 이름' },
  strayPods: { en: 'pods that it once owned', ko: '전에 속했던 파드' },
  replicaSets: { en: 'its ReplicaSets', ko: '속한 레플리카셋' },
  replicaSetEvents: { en: 'events of its ReplicaSets', ko: '레플리카셋의 이벤트' },
  jobs: { en: 'its jobs', ko: '속한 잡' },
  autoscalers: { en: 'autoscalers', ko: '오토스케일러' },
  endpointSlices: { en: 'EndpointSlices', ko: '엔드포인트슬라이스' },
  isolation: { en: 'network policies, and the network plugin', ko: '네트워크폴리시와 네트워크 플러그인' },
  dependencies: { en: 'services that it names', ko: '이름을 적어 둔 서비스' },
  configuredDependencies: { en: 'services that its ConfigMaps name', ko: '컨피그맵에 적힌 서비스' },
  loggedDependencies: { en: 'services that its logs name', ko: '로그에 나온 서비스' },
  workloadsOfNamespace: { en: 'workloads of the namespace', ko: '네임스페이스의 워크로드' },
  externalTarget: { en: 'the service that it stands for', ko: '가리키는 서비스' },
  backendLogs: { en: 'logs of a pod behind it', ko: '뒤에 있는 파드의 로그' },
  ingressClasses: { en: 'ingress classes', ko: '인그레스클래스' },
  controllerPods: { en: 'pods of ingress controllers', ko: '인그레스 컨트롤러의 파드' },
  appPath: { en: 'the path to the last tier', ko: '마지막 계층까지의 경로' },
  controllerLogs: { en: 'logs of ingress controllers', ko: '인그레스 컨트롤러의 로그' },
  volume: { en: 'the volume', ko: '볼륨' },
  volumes: { en: 'volumes', ko: '퍼시스턴트볼륨 목록' },
  users: { en: 'pods that mount it', ko: '마운트하는 파드' },
  provisionerPods: { en: 'pods of the provisioner', ko: '프로비저너의 파드' },
  lease: { en: 'its lease', ko: '리스' },
  certificateSigningRequests: { en: 'certificate signing requests', ko: 'CertificateSigningRequest' },
  target: { en: 'what it scales', ko: '스케일 대상' },
  metricsApis: { en: 'metrics APIs', ko: '메트릭 API' },
  systemPods: { en: 'pods of kube-system', ko: 'kube-system의 파드' },
  systemEvents: { en: 'events of kube-system', ko: 'kube-system의 이벤트' },
  systemConfigMaps: { en: 'ConfigMaps of kube-system', ko: 'kube-system의 컨피그맵' },
  systemServices: { en: 'services of kube-system', ko: 'kube-system의 서비스' },
  systemEndpointSlices: { en: 'EndpointSlices of kube-system', ko: 'kube-system의 엔드포인트슬라이스' },
  systemDeployments: { en: 'deployments of kube-system', ko: 'kube-system의 디플로이먼트' },
  systemDaemonSets: { en: 'DaemonSets of kube-system', ko: 'kube-system의 데몬셋' },
  systemServiceAccounts: { en: 'service accounts of kube-system', ko: 'kube-system의 서비스어카운트' },
  systemLeases: { en: 'leases of kube-system', ko: 'kube-system의 리스' },
  nodeLeases: { en: 'leases of the nodes', ko: '노드의 리스' },
  apiServices: { en: 'APIServices', ko: 'APIService' },
  validatingWebhooks: { en: 'validating webhooks', ko: '검증 웹훅' },
  mutatingWebhooks: { en: 'mutating webhooks', ko: '변형 웹훅' },
  clusterRoleBindings: { en: 'cluster role bindings', ko: '클러스터롤바인딩' },
  clusterRoles: { en: 'cluster roles', ko: '클러스터롤' },
  ingresses: { en: 'ingresses', ko: '인그레스' },
  metricsServerLogs: { en: 'logs of metrics-server', ko: 'metrics-server의 로그' },
  nodeMetrics: { en: 'metrics of the nodes', ko: '노드의 메트릭' },
  systemPodMetrics: { en: 'metrics of the pods of kube-system', ko: 'kube-system 파드의 메트릭' },
  readyz: { en: '`/readyz`', ko: '`/readyz`' },
  livez: { en: '`/livez`', ko: '`/livez`' },
  auditMetrics: { en: 'audit metrics', ko: '감사 메트릭' },
};

/** A facet's name in words; `subject` is the object itself. */
export function facetWord(facet: string, locale: Locale): string {
  if (facet === 'subject') return locale === 'ko' ? '오브젝트 자체' : 'the object itself';
  const known = (words as { readonly [name: string]: Text | undefined })[facet]?.[locale];
  return known ?? listWord(facet, locale) ?? `\`${facet}\``;
}

/** `deployments`: a list that was asked for by its kind. */
function listWord(facet: string, locale: Locale): string | null {
  const kind = facet.replace(/s$/, '');
  return kind in kindNames ? (locale === 'ko' ? `${kindWord(kind as Kind, locale)} 목록` : `the list of ${pluralWord(kind as Kind)}`) : null;
}
