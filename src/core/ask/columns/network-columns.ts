import type { EndpointSlice, Ingress, NetworkPolicy, Service } from '../../kinds.ts';
import { selectorToString } from '../../selector.ts';
import { age, type Columns, listed } from './column.ts';

export const serviceColumns: Columns<'service'> = [
  ['TYPE', ({ spec }) => spec?.type ?? 'ClusterIP'],
  ['CLUSTER-IP', ({ spec }) => spec?.clusterIP || '<none>'],
  ['EXTERNAL-IP', externalIp],
  ['PORT(S)', ports],
  age,
];

type Address = { readonly ip?: string; readonly hostname?: string };

function addresses(list: readonly Address[] | undefined): string[] {
  return [...new Set((list ?? []).flatMap(({ ip, hostname }) => ip || hostname || []))];
}

/** kubectl cuts them to 16 characters. */
function short(list: readonly string[]): string {
  const text = list.join(',');
  return text.length > 16 ? `${text.slice(0, 13)}...` : text;
}

function externalIp({ spec, status }: Service): string {
  if (spec?.type === 'ExternalName') return spec.externalName ?? '';
  const own = spec?.externalIPs ?? [];
  if (spec?.type !== 'LoadBalancer') return own.join(',') || '<none>';
  const given = short(addresses(status?.loadBalancer?.ingress));
  return [...(given ? [given] : []), ...own].join(',') || '<pending>';
}

function ports({ spec }: Service): string {
  const all = (spec?.ports ?? []).map(({ port, nodePort, protocol = 'TCP' }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`);
  return all.join(',') || '<none>';
}

export const endpointSliceColumns: Columns<'endpointslice'> = [
  ['ADDRESSTYPE', ({ addressType }) => addressType],
  ['PORTS', slicePorts],
  ['ENDPOINTS', ({ endpoints }) => listed(endpoints?.flatMap(({ addresses }) => addresses) ?? [], 3) || '<unset>'],
  age,
];

function slicePorts({ ports }: EndpointSlice): string {
  const all = (ports ?? []).map(({ port, name }) => (port !== undefined ? String(port) : name || '*'));
  return all.length > 0 ? listed(all, 3) : '<unset>';
}

export const ingressColumns: Columns<'ingress'> = [
  ['CLASS', ({ spec }) => spec?.ingressClassName ?? '<none>'],
  ['HOSTS', hosts],
  ['ADDRESS', ({ status }) => short(addresses(status?.loadBalancer?.ingress))],
  ['PORTS', ({ spec }) => (spec?.tls?.length ? '80, 443' : '80')],
  age,
];

function hosts({ spec }: Ingress): string {
  const all = (spec?.rules ?? []).flatMap(({ host }) => host || []);
  return all.length > 0 ? listed(all, 3) : '*';
}

export const ingressClassColumns: Columns<'ingressclass'> = [
  ['CONTROLLER', ({ spec }) => spec?.controller ?? ''],
  [
    'PARAMETERS',
    ({ spec }) =>
      spec?.parameters
        ? `${spec.parameters.kind}${spec.parameters.apiGroup ? `.${spec.parameters.apiGroup}` : ''}/${spec.parameters.name}`
        : '<none>',
  ],
  age,
];

export const networkPolicyColumns: Columns<'networkpolicy'> = [['POD-SELECTOR', podSelector], age];

function podSelector({ spec }: NetworkPolicy): string {
  return (spec?.podSelector && selectorToString(spec.podSelector)) || '<none>';
}
