/** Why a volume cannot be attached to the node of the pod. */
export type AttachProblem = 'multi-attach' | 'attacher-silent' | 'driver-missing' | 'node-full' | 'not-found' | 'denied' | 'detaching' | 'other';

export interface AttachFailure {
  readonly problem: AttachProblem;
  /** The PersistentVolume, or the volume of the pod. */
  readonly volume: string | null;
  readonly driver: string | null;
  /** Pods of the namespace that hold the volume, as the controller names them. */
  readonly pods: readonly string[];
  readonly words: string;
}

/**
 * In order; a group is the driver. Time: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/volume/csi/csi_attacher.go (waitForVolumeAttachmentWithLister);
 * the rest are a driver's gRPC answers: https://github.com/container-storage-interface/spec/blob/v1.9.0/spec.md#controllerpublishvolume-errors
 */
const problems: readonly (readonly [AttachProblem, RegExp])[] = [
  ['attacher-silent', /timed out waiting for external-attacher of (\S{1,253}) CSI driver/],
  ['driver-missing', /CSINode \S{1,253} does not contain driver (\S{1,253})|driver name (\S{1,253}) not found in the list of registered CSI drivers/],
  ['detaching', /volume attachment is being deleted/],
  ['multi-attach', /already (?:attached|in use|being used|published)|FailedPrecondition.{0,200}attached/i],
  ['node-full', /ResourceExhausted|maximum number of (?:data )?(?:disks|volumes)|attachment limit|too many (?:disks|volumes|attachments)/i],
  ['denied', /PermissionDenied|Unauthenticated|not authorized|UnauthorizedOperation|AccessDenied|forbidden/i],
  ['not-found', /NotFound|not found|does not exist/i],
];

/** Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/volume/attachdetach/reconciler/reconciler.go (reportMultiAttachError) */
export function readAttachFailure(message: string): AttachFailure {
  const multi = /^Multi-Attach error for volume "([^"]{1,253})" ?(.*)$/s.exec(message);
  if (multi) {
    const [, list = ''] = /used by pod\(s\) ([a-z0-9., -]{1,2000}?)(?: and \d+ pod\(s\)|$)/.exec(multi[2] ?? '') ?? [];
    const pods = list.split(', ').filter(Boolean);
    return { problem: 'multi-attach', volume: multi[1] ?? null, driver: null, pods, words: multi[2] ?? '' };
  }
  const [, volume = null] = /^AttachVolume\.[\w ]{1,60} failed for volume "([^"]{1,253})"/.exec(message) ?? [];
  const words = message.replace(/^AttachVolume\.[\w ]{1,60} failed for volume "[^"]{1,253}" ?: /, '');
  for (const [problem, pattern] of problems) {
    const match = pattern.exec(words);
    if (match) return { problem, volume, driver: match[1] ?? match[2] ?? null, pods: [], words };
  }
  return { problem: 'other', volume, driver: null, pods: [], words };
}
