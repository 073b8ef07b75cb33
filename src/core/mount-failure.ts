/** Why the kubelet cannot give a volume to a pod, out of its own words. */
export type MountProblem =
  | 'config-map-missing'
  | 'secret-missing'
  | 'config-key-missing'
  | 'secret-key-missing'
  | 'host-path'
  | 'path-missing'
  | 'driver-missing'
  | 'helper-missing'
  | 'server-refused'
  | 'server-unreachable'
  | 'file-system'
  | 'claim-missing'
  | 'claim-unbound'
  | 'claim-deleting'
  | 'account-missing'
  | 'node-full'
  | 'not-yet'
  | 'waiting'
  | 'permission'
  | 'other';

export interface MountFailure {
  readonly problem: MountProblem;
  /** As the kubelet calls it: the volume of the pod, or the PersistentVolume; null where it names none. */
  readonly volume: string | null;
  /** What is missing or refuses: a name, a key, a path, a driver, a server. */
  readonly what: string | null;
  /** Of a hostPath: what ought to be there (`socket file`). */
  readonly type: string | null;
  /** What went wrong, without what the kubelet puts in front. */
  readonly words: string;
}

/** The kind of ConfigMap that every namespace gets a moment after it was made. */
const arrivesLate = 'kube-root-ca.crt';

/**
 * In order: the first that fits. `what` is the first group, `type` the second.
 * configmap, secret: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/volume/configmap/configmap.go (MakePayload), …/secret/secret.go;
 * hostPath: …/pkg/volume/hostpath/host_path.go (checkTypeInternal); drivers: …/pkg/volume/csi/csi_client.go (newCsiDriverClient);
 * claims: …/pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go (getPVCExtractPV); limits and time: …/volumemanager/volume_manager.go;
 * mount(8): https://github.com/kubernetes/mount-utils/blob/v0.34.4/mount_linux.go (doMount) repeats what util-linux and mount.nfs print
 */
const problems: readonly (readonly [MountProblem, RegExp])[] = [
  ['not-yet', /object "[^"]{0,64}"\/"([^"]{1,253})" not registered|failed to sync (?:configmap|secret) cache/],
  ['config-map-missing', /configmaps? "([^"]{1,253})" not found/],
  ['secret-missing', /secrets? "([^"]{1,253})" not found/],
  ['config-key-missing', /references non-existent config key: (\S{1,253})/],
  ['secret-key-missing', /references non-existent secret key: (\S{1,253})/],
  ['host-path', /hostPath type check failed: (\S{1,500}) is not a (directory|file|socket file|character device|block device)/],
  ['claim-missing', /persistentvolumeclaims? "([^"]{1,253})" not found/],
  ['claim-unbound', /PVC is not bound/],
  ['claim-deleting', /PVC is being deleted/],
  ['account-missing', /serviceaccounts? "([^"]{1,253})" not found/],
  ['driver-missing', /driver name (\S{1,253}) not found in the list of registered CSI drivers/],
  ['node-full', /reached its volume attachment limit/],
  ['path-missing', /path "([^"]{1,500})" does not exist/],
  ['helper-missing', /unknown filesystem type '([^']{1,40})'|need a \/sbin\/mount\.([\w-]{1,20})|bad option; for several filesystems/],
  ['server-refused', /access denied by server while mounting (\S{1,253})/],
  [
    'server-unreachable',
    /Failed to resolve server (\S{1,253}?):? |(?:Connection (?:timed out|refused)|No route to host|Host is down|Name or service not known)/,
  ],
  ['file-system', /wrong fs type|bad superblock|can't read superblock|fsck.{0,80}(?:errors|could not correct)|structure needs cleaning/i],
  ['permission', /permission denied/i],
  ['path-missing', /no such file or directory/i],
  ['waiting', /timed out waiting for the condition|context deadline exceeded/],
];

/** `MountVolume.SetUp failed for volume "conf" : …`, `Unable to attach or mount volumes: unmounted volumes=[data], …: …`. */
export function readMountFailure(message: string): MountFailure {
  const [, named] = /^\w+\.[\w ]{1,60} failed for volume "([^"]{1,253})"/.exec(message) ?? [];
  const [, unmounted = ''] = /unmounted volumes=\[([^\]]{0,2000})\]/.exec(message) ?? [];
  const words = message
    .replace(/^\w+\.[\w ]{1,60} failed for volume "[^"]{1,253}" ?: /, '')
    .replace(/^Unable to attach or mount volumes: unmounted volumes=\[[^\]]*\].{0,400}?failed to process volumes=\[[^\]]*\]: /, '');
  for (const [problem, pattern] of problems) {
    const match = pattern.exec(words);
    if (!match) continue;
    const late = problem === 'config-map-missing' && match[1] === arrivesLate;
    const what = match[1] ?? (problem === 'helper-missing' ? match[2] : undefined) ?? null;
    return {
      problem: late ? 'not-yet' : problem,
      volume: named ?? unmounted.split(' ')[0] ?? null,
      what,
      type: problem === 'host-path' ? (match[2] ?? null) : null,
      words: essence(words),
    };
  }
  return { problem: 'other', volume: named ?? (unmounted.split(' ')[0] || null), what: null, type: null, words: essence(words) };
}

/** Of the output of mount(8) the line that says what is wrong. */
function essence(words: string): string {
  const output = /\nOutput: ([^\n]{1,400})/.exec(words)?.[1];
  return (output?.replace(/^mount(?:\.\w+)?: \S+: /, '') ?? words).trim();
}
