import type { ApiService, HorizontalPodAutoscaler } from './kinds.ts';

export type MetricsGroup = 'metrics.k8s.io' | 'custom.metrics.k8s.io' | 'external.metrics.k8s.io';

const groupOfType: Readonly<Record<string, MetricsGroup>> = {
  Resource: 'metrics.k8s.io',
  ContainerResource: 'metrics.k8s.io',
  Pods: 'custom.metrics.k8s.io',
  Object: 'custom.metrics.k8s.io',
  External: 'external.metrics.k8s.io',
};

/** The metrics API of that group; undefined where nobody registered one. */
export function metricsApi(apiServices: readonly ApiService[], group: MetricsGroup): ApiService | undefined {
  return apiServices.find(({ spec }) => spec?.group === group);
}

/** An autoscaler, and the metrics APIs that it takes figures from. */
export type MetricsUser = { readonly namespace: string; readonly name: string };

/** The autoscalers that take figures from the group. */
export function usersOf(autoscalers: readonly HorizontalPodAutoscaler[], group: MetricsGroup): readonly MetricsUser[] {
  return autoscalers
    .filter(({ spec }) => spec?.metrics?.some(({ type }) => groupOfType[type] === group))
    .map(({ metadata }) => ({ namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' }));
}

/** `shop/web`, `shop/api` …: for sentences. */
export function userList(users: readonly MetricsUser[], most = 3): string {
  return `${users
    .slice(0, most)
    .map(({ namespace, name }) => `\`${namespace}/${name}\``)
    .join(', ')}${users.length > most ? ' …' : ''}`;
}
