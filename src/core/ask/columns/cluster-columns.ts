import type { ApiService, CertificateSigningRequest, Node, ResourceQuota } from '../../kinds.ts';
import { age, type Columns, createdAt } from './column.ts';
import { formatDuration } from './duration.ts';

export const nodeColumns: Columns<'node'> = [
  ['STATUS', nodeStatus],
  ['ROLES', roles],
  age,
  ['VERSION', ({ status }) => status?.nodeInfo?.kubeletVersion ?? ''],
];

function nodeStatus({ spec, status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const word = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec?.unschedulable ? `${word},SchedulingDisabled` : word;
}

function roles({ metadata }: Node): string {
  const prefix = 'node-role.kubernetes.io/';
  const all = Object.entries(metadata?.labels ?? {}).flatMap(([key, value]) =>
    key.startsWith(prefix) ? key.slice(prefix.length) || [] : key === 'kubernetes.io/role' && value ? value : [],
  );
  return [...new Set(all)].toSorted().join(',') || '<none>';
}

export const namespaceColumns: Columns<'namespace'> = [['STATUS', ({ status }) => status?.phase ?? ''], age];

export const configMapColumns: Columns<'configmap'> = [
  ['DATA', ({ data, binaryData }) => String(Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length)],
  age,
];

export const serviceAccountColumns: Columns<'serviceaccount'> = [['SECRETS', ({ secrets }) => String(secrets?.length ?? 0)], age];

export const quotaColumns: Columns<'resourcequota'> = [
  ['REQUEST', (quota) => used(quota, (name) => !name.includes('limits'))],
  ['LIMIT', (quota) => used(quota, (name) => name.includes('limits'))],
  age,
];

function used({ status }: ResourceQuota, includes: (name: string) => boolean): string {
  const names = Object.keys(status?.hard ?? {})
    .filter(includes)
    .toSorted();
  return names.map((name) => `${name}: ${status?.used?.[name] ?? 0}/${status?.hard?.[name]}`).join(', ');
}

export const limitRangeColumns: Columns<'limitrange'> = [createdAt];
export const leaseColumns: Columns<'lease'> = [['HOLDER', ({ spec }) => spec?.holderIdentity ?? ''], age];

export const requestColumns: Columns<'certificatesigningrequest'> = [
  age,
  ['SIGNERNAME', ({ spec }) => spec.signerName || '<none>'],
  ['REQUESTOR', ({ spec }) => spec.username ?? ''],
  ['REQUESTEDDURATION', ({ spec }) => (spec.expirationSeconds ? formatDuration(spec.expirationSeconds * 1000) : '<none>')],
  ['CONDITION', requestCondition],
];

function requestCondition({ status }: CertificateSigningRequest): string {
  const conditions = (status?.conditions ?? []).map(({ type }) => type);
  const decided = conditions.filter((type) => type === 'Approved' || type === 'Denied');
  const all = [
    ...(decided.length > 0 ? [decided[0]] : ['Pending']),
    ...(conditions.includes('Failed') ? ['Failed'] : []),
    ...(status?.certificate ? ['Issued'] : []),
  ];
  return all.join(',');
}

export const apiServiceColumns: Columns<'apiservice'> = [
  ['SERVICE', ({ spec }) => (spec?.service ? `${spec.service.namespace}/${spec.service.name}` : 'Local')],
  ['AVAILABLE', available],
  age,
];

function available({ status }: ApiService): string {
  const condition = status?.conditions?.find(({ type }) => type === 'Available');
  return condition ? (condition.status === 'True' ? 'True' : `${condition.status} (${condition.reason})`) : 'Unknown';
}

export const webhookColumns: Columns<'validatingwebhookconfiguration'> & Columns<'mutatingwebhookconfiguration'> = [
  ['WEBHOOKS', ({ webhooks }: { readonly webhooks?: readonly unknown[] }) => String(webhooks?.length ?? 0)],
  age,
];
export const clusterRoleColumns: Columns<'clusterrole'> = [createdAt];
export const bindingColumns: Columns<'clusterrolebinding'> = [['ROLE', ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`], age];

export const usageColumns: Columns<'nodemetrics'> = [
  ['CPU', ({ usage }) => usage.cpu ?? ''],
  ['MEMORY', ({ usage }) => usage.memory ?? ''],
  ['WINDOW', ({ window }) => window],
];
export const podUsageColumns: Columns<'podmetrics'> = [
  ['CPU', ({ containers }) => containers.map(({ usage }) => usage.cpu ?? '').join(',')],
  ['MEMORY', ({ containers }) => containers.map(({ usage }) => usage.memory ?? '').join(',')],
  ['WINDOW', ({ window }) => window],
];
