import type { Area } from '../intent.ts';
import type { Locale, Text } from '../locale.ts';

const areas: { readonly [A in Area]: Text } = {
  // no workloads: those are `health`
  cluster: { en: 'nodes, control plane and system components', ko: '노드, 컨트롤 플레인, 시스템 구성 요소' },
  nodes: { en: 'nodes', ko: '노드' },
  dns: { en: 'DNS', ko: 'DNS' },
  network: { en: 'the network', ko: '네트워크' },
  cni: { en: 'the network plugin (CNI)', ko: '네트워크 플러그인(CNI)' },
  'kube-proxy': { en: 'kube-proxy', ko: 'kube-proxy' },
  'control-plane': { en: 'the control plane', ko: '컨트롤 플레인' },
  metrics: { en: 'metrics and autoscaling', ko: '메트릭과 오토스케일링' },
  storage: { en: 'storage', ko: '스토리지' },
  windows: { en: 'Windows nodes and pods', ko: '윈도우 노드와 파드' },
};

/** An area of `check`, in words. */
export function areaWord(area: Area, locale: Locale): string {
  return areas[area][locale];
}
