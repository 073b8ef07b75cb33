import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from './kinds.ts';
import { parseQuantity } from './quantity.ts';
import { matchesSelector } from './selector.ts';

/** Why a volume cannot be bound to a claim. */
export type Misfit = 'access-mode' | 'size' | 'volume-mode' | 'selector' | 'taken' | 'released' | 'failed';

/** The class that the claim names; '' where it wants none; null where it leaves that to the default class. */
export function claimClass({ spec, metadata }: PersistentVolumeClaim): string | null {
  return metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? null;
}

/** Does the claim wait for a volume? One that is being deleted waits for nothing. */
export function isPending({ status, metadata }: PersistentVolumeClaim): boolean {
  return (status?.phase ?? 'Pending') === 'Pending' && !metadata?.deletionTimestamp;
}

/** Is it marked as the class of claims that name none, in either of the annotations? */
export function isDefault({ metadata }: StorageClass): boolean {
  const annotations = metadata?.annotations ?? {};
  return ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'].some(
    (key) => annotations[key] === 'true',
  );
}

/** Volumes that may be bound to the claim as far as names go: the one that it names, or those of its class. */
export function candidates(claim: PersistentVolumeClaim, volumes: readonly PersistentVolume[]): PersistentVolume[] {
  const { volumeName } = claim.spec ?? {};
  if (volumeName) return volumes.filter(({ metadata }) => metadata?.name === volumeName);
  return volumes.filter(({ spec }) => (spec?.storageClassName ?? '') === (claimClass(claim) ?? ''));
}

/**
 * Is a volume of its own made for the claim? Not without a class, with a class that does not exist, or with one that only groups volumes made by hand:
 * then it is bound to a volume that is there, or waits for one.
 */
export function isProvisioned(claim: PersistentVolumeClaim, classes: readonly StorageClass[]): boolean {
  const found = classOf(claim, classes);
  return found !== undefined && found.provisioner !== 'kubernetes.io/no-provisioner' && !claim.spec?.volumeName;
}

/**
 * The class that counts for the claim: the one that it names, else the default one; undefined where there is none. Of several defaults the newest counts:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/volume/util/storageclass.go (GetDefaultClass)
 */
export function classOf(claim: PersistentVolumeClaim, classes: readonly StorageClass[]): StorageClass | undefined {
  const name = claimClass(claim);
  if (name !== null) return classes.find(({ metadata }) => metadata?.name === name);
  const made = ({ metadata }: StorageClass) => Date.parse(metadata?.creationTimestamp ?? '') || 0;
  return classes.filter(isDefault).toSorted((a, b) => made(b) - made(a) || (a.metadata?.name ?? '').localeCompare(b.metadata?.name ?? ''))[0];
}

/** Does the claim wait, as its class says, until a pod that uses it is scheduled? */
export function waitsForPod(claim: PersistentVolumeClaim, classes: readonly StorageClass[]): boolean {
  const placed = claim.metadata?.annotations?.['volume.kubernetes.io/selected-node'];
  return !placed && classOf(claim, classes)?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** The pods that wait for a claim: those that are over, or on their way out, do not. */
export function waitingPods(users: readonly Pod[]): Pod[] {
  return users.filter(({ status, metadata }) => status?.phase === 'Pending' && !metadata?.deletionTimestamp);
}

/** Why this volume is not bound to the claim; none where it fits. As https://github.com/kubernetes/component-helpers/blob/v0.34.4/storage/volume/helpers.go (FindMatchingVolume) */
export function misfits(claim: PersistentVolumeClaim, volume: PersistentVolume): Misfit[] {
  const found: Misfit[] = [];
  const { phase } = volume.status ?? {};
  const holder = volume.spec?.claimRef;
  const own = holder?.namespace === claim.metadata?.namespace && holder?.name === claim.metadata?.name;
  if (phase === 'Released') found.push('released');
  else if (phase === 'Failed') found.push('failed');
  else if (holder && !own) found.push('taken');
  const modes = volume.spec?.accessModes ?? [];
  if (!(claim.spec?.accessModes ?? []).every((mode) => modes.includes(mode))) found.push('access-mode');
  if (parseQuantity(volume.spec?.capacity?.storage) < parseQuantity(claim.spec?.resources?.requests?.storage)) found.push('size');
  if ((volume.spec?.volumeMode ?? 'Filesystem') !== (claim.spec?.volumeMode ?? 'Filesystem')) found.push('volume-mode');
  if (claim.spec?.selector && !matchesSelector(claim.spec.selector, volume.metadata?.labels)) found.push('selector');
  return found;
}
