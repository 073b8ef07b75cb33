/** Why the kubelet cannot make a pod's sandbox (its network and namespaces). */
export type SandboxProblem =
  | 'runtime-class'
  | 'network-not-ready'
  | 'plugin-missing'
  | 'no-address'
  | 'flannel'
  | 'agent'
  | 'hns'
  | 'network'
  | 'pause-image'
  | 'disk-full'
  | 'name-reserved'
  | 'slow'
  | 'other';

export interface SandboxFailure {
  readonly problem: SandboxProblem;
  /** The handler, plugin, image or range that is named. */
  readonly what: string | null;
  readonly words: string;
}

/**
 * In order; the first group is `what`.
 * kubelet: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kubelet.go (SyncPod); containerd: https://github.com/containerd/containerd/blob/v2.1.4/internal/cri/config/config.go
 * (GetSandboxRuntime), …/internal/cri/server/sandbox_run.go (RunPodSandbox); libcni: https://github.com/containernetworking/cni/blob/v1.2.2/pkg/invoke/find.go (FindInPath);
 * host-local: https://github.com/containernetworking/plugins/blob/v1.4.0/plugins/ipam/host-local/backend/allocator/allocator.go (Get);
 * flannel: https://github.com/flannel-io/cni-plugin/blob/v1.5.1/flannel.go (loadFlannelSubnetEnv); HNS: https://github.com/microsoft/hcsshim/blob/v0.12.0/internal/hns/hnsfuncs.go (hnsCallRawResponse)
 */
const problems: readonly (readonly [SandboxProblem, RegExp])[] = [
  ['runtime-class', /no runtime for "([^"]{1,100})" is configured|RuntimeHandler "?([^" ]{1,100})"? not supported/],
  [
    'hns',
    /hnsCall failed|HNS failed with error|HcnCreate\w+ failed|hcnCreate\w+ failed|HnsNetwork|The specified port already exists|wrong diskette/i,
  ],
  ['plugin-missing', /failed to find plugin "([^"]{1,100})" in path/],
  ['flannel', /(\/run\/flannel\/subnet\.env)/],
  [
    'no-address',
    /no IP addresses available in range set: ?(\S{1,200})|no IP addresses available in network: ?(\S{1,200})|failed to allocate for range \d+(?:: no IP addresses available in range set: ?(\S{1,200}))?|failed to assign an IP address to container|IP pool.{0,80}exhausted|no more IPs|no available IP|unable to allocate IP/i,
  ],
  [
    'network-not-ready',
    /network is not ready|cni plugin not initialized|cni config uninitialized|NetworkPluginNotReady|no networks found in \S{1,100}/,
  ],
  [
    'agent',
    /check that the (calico\/node) container is running|(?:cilium|calico|weave|antrea|multus|aws-cni|azure-vnet).{0,300}(?:connection refused|connect: |no such file|unauthorized|deadline exceeded|timed out)|(?:connection refused|unauthorized).{0,200}(?:cilium|calico|weave|antrea|multus)/is,
  ],
  ['pause-image', /failed to (?:get|pull) (?:sandbox )?image "([^"]{1,300})"/],
  ['disk-full', /no space left on device/],
  ['name-reserved', /failed to reserve sandbox name/],
  ['slow', /context deadline exceeded|DeadlineExceeded/],
  ['network', /failed to (?:set ?up|setup) (?:network|pod)|plugin type="([\w-]{1,60})" (?:\S{1,80} )?failed|networkPlugin cni failed/i],
];

/** `Failed to create pod sandbox: rpc error: code = Unknown desc = …`, and `network is not ready: …`. */
export function readSandboxFailure(message: string): SandboxFailure {
  const words = message
    .replace(/^Failed to create pod sand ?box: /, '')
    .replace(/^rpc error: code = \w+ desc = /, '')
    .replace(/^(failed to set ?up network for sandbox) "[0-9a-f]{12,64}"/, '$1')
    .trim();
  for (const [problem, pattern] of problems) {
    const match = pattern.exec(words);
    if (match) return { problem, what: match.slice(1).find((group) => group !== undefined) ?? null, words };
  }
  return { problem: 'other', what: null, words };
}
