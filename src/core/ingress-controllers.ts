import type { Pod } from './kinds.ts';

/** Controllers, by a word that their class's `controller`, its name and the labels of their pods share. */
const products = [
  'ingress-nginx',
  'nginx',
  'traefik',
  'haproxy',
  'kong',
  'contour',
  'ambassador',
  'emissary',
  'apisix',
  'aws-load-balancer',
  'istio',
  'cilium',
] as const;
type Product = (typeof products)[number];

const spelt: readonly (readonly [RegExp, Product])[] = [
  [/k8s\.io\/ingress-nginx/, 'ingress-nginx'],
  [/ingress\.k8s\.aws/, 'aws-load-balancer'],
  [/getambassador/, 'ambassador'],
];

/** The product behind a class, by its `controller` or name; null: one that is not known here. */
export function productOf(controller: string): Product | null {
  return (spelt.find(([pattern]) => pattern.test(controller)) ?? [null, products.find((product) => controller.includes(product)) ?? null])[1];
}

/** Run by the cloud, outside the cluster, or inside another program: no pod of theirs can be looked for. */
export function runsElsewhere(controller: string): boolean {
  return (
    /gce|gke|networking\.gke|eks\.amazonaws|azure|alb|alibabacloud|cilium|istio|openshift/i.test(controller) && !/ingress\.k8s\.aws/.test(controller)
  );
}

/** Could this pod be the controller of that product? An unknown product has none that could be told. */
export function isControllerOf(pod: Pod, product: Product | null): boolean {
  const label = pod.metadata?.labels?.['app.kubernetes.io/name'] ?? '';
  if (product === null) return false;
  return product === 'nginx' || product === 'ingress-nginx' ? /nginx/.test(label) : label.includes(product);
}
