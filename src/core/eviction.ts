/** What the kubelet says when it evicts a pod: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/eviction/helpers.go */
export interface Eviction {
  /** `memory`, `ephemeral-storage`, `inodes`, `pids`; null where the node's conditions are named instead. */
  readonly resource: string | null;
  readonly threshold: string | null;
  readonly available: string | null;
  /** Containers that used more than they had requested. */
  readonly users: readonly { readonly name: string; readonly used: string; readonly requested: string }[];
  readonly conditions: string | null;
}

/** Reads the message of an evicted pod's status; what it does not say is null. */
export function readEviction(message: string): Eviction {
  const [, resource] = /The node was low on resource: ([\w-]{1,40})/.exec(message) ?? [];
  const [, threshold, available] = /Threshold quantity: ([\w.]{1,24}), available: ([\w.]{1,24})/.exec(message) ?? [];
  const [, conditions] = /The node had condition: \[([\w, ]{1,80})\]/.exec(message) ?? [];
  const users = [...message.matchAll(/(?:Container|Pod) ([\w.-]{1,253}) was using (\w[\w.]{0,24}), request is (\w[\w.]{0,24}),/g)].map(
    ([, name = '', used = '', requested = '']) => ({ name, used, requested }),
  );
  const tidy = (quantity: string | undefined) => quantity?.replace(/\.$/, '') ?? null;
  return { resource: resource ?? null, threshold: tidy(threshold), available: tidy(available), users, conditions: conditions ?? null };
}

/** A limit of the pod's own on local storage, which it passed. */
export interface StorageLimit {
  readonly of: 'volume' | 'container' | 'pod';
  readonly name: string | null;
  readonly limit: string;
}

/** The limit that the message says was passed; null where it is about something else. */
export function readStorageLimit(message: string): StorageLimit | null {
  const volume = /Usage of EmptyDir volume "([^"]{1,253})" exceeds the limit "([^"]{1,24})"/.exec(message);
  if (volume) return { of: 'volume', name: volume[1] ?? null, limit: volume[2] ?? '' };
  const container = /Container ([\w.-]{1,253}) exceeded its local ephemeral storage limit "([^"]{1,24})"/.exec(message);
  if (container) return { of: 'container', name: container[1] ?? null, limit: container[2] ?? '' };
  const pod = /Pod ephemeral local storage usage exceeds the total limit of containers (\w{1,24})/.exec(message);
  return pod ? { of: 'pod', name: null, limit: pod[1] ?? '' } : null;
}

/** Was the pod evicted for a storage limit of its own, rather than for what the node is short of? */
export function isStorageEviction(message: string): boolean {
  return readStorageLimit(message) !== null;
}
