import type { Pod } from './kinds.ts';
import { mountAbove, specOf } from './pod-containers.ts';

/** What a path in a container is written to. */
export type Store = {
  /** `layer`: the container's own, on the node's disk; `memory`: an emptyDir in memory. */
  readonly kind: 'claim' | 'memory' | 'emptyDir' | 'hostPath' | 'layer' | 'other';
  readonly volume: string | null;
  readonly mountPath: string | null;
  readonly claim: string | null;
  readonly limit: string | null;
};

const layer: Store = { kind: 'layer', volume: null, mountPath: null, claim: null, limit: null };

/** The volume mounted nearest above a path, or the container's own layer. */
export function storeAt(pod: Pod, container: string, path: string): Store {
  const mount = mountAbove(specOf(pod, container), path);
  const volume = pod.spec?.volumes?.find(({ name }) => name === mount?.name);
  if (!mount || !volume) return layer;
  const at = { volume: volume.name, mountPath: mount.mountPath, claim: null, limit: null };
  if (volume.persistentVolumeClaim) return { ...at, kind: 'claim', claim: volume.persistentVolumeClaim.claimName };
  if (volume.ephemeral) return { ...at, kind: 'claim', claim: `${pod.metadata?.name}-${volume.name}` };
  if (volume.emptyDir) return { ...at, kind: volume.emptyDir.medium === 'Memory' ? 'memory' : 'emptyDir', limit: volume.emptyDir.sizeLimit ?? null };
  return { ...at, kind: volume.hostPath ? 'hostPath' : 'other' };
}

/** Where that store is in the pod's manifest, and what stands there. */
export function storeProof(pod: Pod, { volume, claim, limit, kind }: Store): { readonly path: string; readonly value: string } | null {
  const index = pod.spec?.volumes?.findIndex(({ name }) => name === volume) ?? -1;
  if (index < 0) return null;
  const path = `spec.volumes[${index}]`;
  if (claim && pod.spec?.volumes?.[index]?.persistentVolumeClaim) return { path: `${path}.persistentVolumeClaim.claimName`, value: claim };
  if (limit) return { path: `${path}.emptyDir.sizeLimit`, value: limit };
  return kind === 'memory' ? { path: `${path}.emptyDir.medium`, value: 'Memory' } : { path: `${path}.name`, value: volume ?? '' };
}
