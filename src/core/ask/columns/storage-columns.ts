import { age, bool, type Columns } from './column.ts';

const modes: Readonly<Record<string, string>> = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' };
const shortModes = (list: readonly string[] | undefined) =>
  Object.keys(modes)
    .filter((mode) => list?.includes(mode))
    .map((mode) => modes[mode])
    .join(',');
const betaClass = 'volume.beta.kubernetes.io/storage-class';
const defaultClass = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

export const claimColumns: Columns<'persistentvolumeclaim'> = [
  ['STATUS', ({ metadata, status }) => (metadata?.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))],
  ['VOLUME', ({ spec }) => spec?.volumeName ?? ''],
  ['CAPACITY', ({ spec, status }) => (spec?.volumeName ? (status?.capacity?.storage ?? '') : '')],
  ['ACCESS MODES', ({ spec, status }) => (spec?.volumeName ? shortModes(status?.accessModes) : '')],
  ['STORAGECLASS', ({ metadata, spec }) => metadata?.annotations?.[betaClass] ?? spec?.storageClassName ?? ''],
  ['VOLUMEATTRIBUTESCLASS', ({ spec }) => spec?.volumeAttributesClassName ?? '<unset>'],
  age,
];

export const volumeColumns: Columns<'persistentvolume'> = [
  ['CAPACITY', ({ spec }) => spec?.capacity?.storage ?? ''],
  ['ACCESS MODES', ({ spec }) => shortModes(spec?.accessModes)],
  ['RECLAIM POLICY', ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? ''],
  ['STATUS', ({ metadata, status }) => (metadata?.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))],
  ['CLAIM', ({ spec }) => (spec?.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '')],
  ['STORAGECLASS', ({ metadata, spec }) => metadata?.annotations?.[betaClass] ?? spec?.storageClassName ?? ''],
  ['VOLUMEATTRIBUTESCLASS', ({ spec }) => spec?.volumeAttributesClassName ?? '<unset>'],
  ['REASON', ({ status }) => status?.reason ?? ''],
  age,
];

export const storageClassColumns: Columns<'storageclass'> = [
  ['PROVISIONER', ({ provisioner }) => provisioner],
  ['RECLAIMPOLICY', ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'],
  ['VOLUMEBINDINGMODE', ({ volumeBindingMode }) => volumeBindingMode ?? '<unset>'],
  ['ALLOWVOLUMEEXPANSION', ({ allowVolumeExpansion }) => bool(allowVolumeExpansion)],
  age,
];

/** The mark of the default class, which kubectl writes behind its name. */
export function isDefaultClass(annotations: Readonly<Record<string, string>> | undefined): boolean {
  return defaultClass.some((name) => annotations?.[name] === 'true');
}

export const attachmentColumns: Columns<'volumeattachment'> = [
  ['ATTACHER', ({ spec }) => spec.attacher],
  ['PV', ({ spec }) => spec.source.persistentVolumeName ?? ''],
  ['NODE', ({ spec }) => spec.nodeName],
  ['ATTACHED', ({ status }) => bool(status?.attached)],
  age,
];
