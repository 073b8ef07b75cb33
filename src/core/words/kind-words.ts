import type { Kind } from '../kinds.ts';
import type { Locale, Text } from '../locale.ts';
import type { Ref } from '../ref.ts';

const kinds: { readonly [K in Kind]: Text } = {
  pod: { en: 'pod', ko: '파드' },
  deployment: { en: 'deployment', ko: '디플로이먼트' },
  replicaset: { en: 'ReplicaSet', ko: '레플리카셋' },
  replicationcontroller: { en: 'ReplicationController', ko: '레플리케이션컨트롤러' },
  statefulset: { en: 'StatefulSet', ko: '스테이트풀셋' },
  daemonset: { en: 'DaemonSet', ko: '데몬셋' },
  job: { en: 'job', ko: '잡' },
  cronjob: { en: 'CronJob', ko: '크론잡' },
  horizontalpodautoscaler: { en: 'HorizontalPodAutoscaler', ko: 'HorizontalPodAutoscaler' },
  poddisruptionbudget: { en: 'PodDisruptionBudget', ko: 'PodDisruptionBudget' },
  persistentvolumeclaim: { en: 'PersistentVolumeClaim', ko: '퍼시스턴트볼륨클레임' },
  persistentvolume: { en: 'PersistentVolume', ko: '퍼시스턴트볼륨' },
  storageclass: { en: 'StorageClass', ko: '스토리지클래스' },
  volumeattachment: { en: 'VolumeAttachment', ko: '볼륨어태치먼트' },
  service: { en: 'service', ko: '서비스' },
  endpointslice: { en: 'EndpointSlice', ko: '엔드포인트슬라이스' },
  ingress: { en: 'ingress', ko: '인그레스' },
  ingressclass: { en: 'IngressClass', ko: '인그레스클래스' },
  networkpolicy: { en: 'NetworkPolicy', ko: '네트워크폴리시' },
  node: { en: 'node', ko: '노드' },
  namespace: { en: 'namespace', ko: '네임스페이스' },
  configmap: { en: 'ConfigMap', ko: '컨피그맵' },
  serviceaccount: { en: 'ServiceAccount', ko: '서비스어카운트' },
  resourcequota: { en: 'ResourceQuota', ko: '리소스쿼터' },
  limitrange: { en: 'LimitRange', ko: '리밋레인지' },
  lease: { en: 'lease', ko: '리스' },
  certificatesigningrequest: { en: 'CertificateSigningRequest', ko: 'CertificateSigningRequest' },
  apiservice: { en: 'APIService', ko: 'APIService' },
  validatingwebhookconfiguration: { en: 'ValidatingWebhookConfiguration', ko: 'ValidatingWebhookConfiguration' },
  mutatingwebhookconfiguration: { en: 'MutatingWebhookConfiguration', ko: 'MutatingWebhookConfiguration' },
  clusterrole: { en: 'ClusterRole', ko: '클러스터롤' },
  clusterrolebinding: { en: 'ClusterRoleBinding', ko: '클러스터롤바인딩' },
  controllerrevision: { en: 'ControllerRevision', ko: '컨트롤러리비전' },
  event: { en: 'event', ko: '이벤트' },
  podmetrics: { en: 'pod metrics', ko: '파드 메트릭' },
  nodemetrics: { en: 'node metrics', ko: '노드 메트릭' },
  cluster: { en: 'cluster', ko: '클러스터' },
};

/** `pod`, `파드`. */
export function kindWord(kind: Kind, locale: Locale): string {
  return kinds[kind][locale];
}

/** `12 pods`, `파드 12개`. */
export function countOf(kind: Kind, count: number, locale: Locale): string {
  const word = kinds[kind][locale];
  return locale === 'ko' ? `${word} ${count}개` : `${count} ${count === 1 ? word : plural(word)}`;
}

/** `pods`, `NetworkPolicies`: in English. */
export function pluralWord(kind: Kind): string {
  return plural(kinds[kind].en);
}

/** "pod `web-0`", "`web-0` 파드": in Korean the noun comes last, so that a particle can follow it. */
export function named(ref: Pick<Ref, 'kind' | 'name'>, locale: Locale): string {
  const word = kinds[ref.kind][locale];
  return locale === 'ko' ? `\`${ref.name}\` ${word}` : `${word} \`${ref.name}\``;
}

/** The same with its namespace. */
export function namedFully(ref: Ref, locale: Locale): string {
  if (!ref.namespace) return named(ref, locale);
  return locale === 'ko' ? `\`${ref.namespace}\` 네임스페이스의 ${named(ref, locale)}` : `${named(ref, locale)} in namespace \`${ref.namespace}\``;
}

function plural(word: string): string {
  if (/metrics$/.test(word)) return word;
  if (/(s|x|ch|sh)$/i.test(word)) return `${word}es`;
  return /[^aeiou]y$/i.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
