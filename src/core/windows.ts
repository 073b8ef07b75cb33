import type { Node, Pod } from './kinds.ts';
import { isFinished } from './pod-state.ts';

/** Versions of Windows Server by build. https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility */
const versions: Readonly<Record<number, string>> = {
  14393: 'Windows Server 2016',
  16299: 'Windows Server 1709',
  17134: 'Windows Server 1803',
  17763: 'Windows Server 2019',
  18362: 'Windows Server 1903',
  18363: 'Windows Server 1909',
  19041: 'Windows Server 2004',
  19042: 'Windows Server 20H2',
  20348: 'Windows Server 2022',
  25398: 'Windows Server 23H2',
  26100: 'Windows Server 2025',
};

/** Builds by what image tags call them. */
const tags: Readonly<Record<string, number>> = {
  ltsc2016: 14393,
  '1607': 14393,
  '1709': 16299,
  '1803': 17134,
  ltsc2019: 17763,
  '1809': 17763,
  '1903': 18362,
  '1909': 18363,
  '2004': 19041,
  '20h2': 19042,
  ltsc2022: 20348,
  ltsc2025: 26100,
};

/** `Windows Server 2019`, or `Windows build 12345` for one that is not in the table. */
export function windowsName(build: number): string {
  return versions[build] ?? `Windows build ${build}`;
}

/** The tag of Microsoft's base images for that build: `ltsc2022`. */
export function windowsTag(build: number): string | null {
  const names = Object.keys(tags).filter((name) => tags[name] === build);
  return names.find((name) => name.startsWith('ltsc')) ?? names[0] ?? null;
}

/** What a node says of itself, or else its label, which the kubelet sets. */
export function isWindowsNode({ status, metadata }: Node): boolean {
  return (status?.nodeInfo?.operatingSystem || metadata?.labels?.['kubernetes.io/os'] || metadata?.labels?.['beta.kubernetes.io/os']) === 'windows';
}

/** 17763 of `10.0.17763.1397`, from the kernel version or the label `node.kubernetes.io/windows-build`; null for other systems. */
export function windowsBuild(node: Node): number | null {
  if (!isWindowsNode(node)) return null;
  return buildIn(node.status?.nodeInfo?.kernelVersion ?? '') ?? buildIn(node.metadata?.labels?.['node.kubernetes.io/windows-build'] ?? '');
}

/** The part after the build: 1397 of `10.0.17763.1397`. It grows with every monthly update. */
export function windowsUpdate(node: Node): number | null {
  const update = /^10\.0\.\d{5}\.(\d{1,6})/.exec(node.status?.nodeInfo?.kernelVersion ?? '')?.[1];
  return update ? Number(update) : null;
}

/** The build that a text names: `10.0.20348.1` → 20348. */
function buildIn(text: string): number | null {
  const build = /\b10\.0\.(\d{5})/.exec(text)?.[1];
  return build ? Number(build) : null;
}

const windowsImage = /(^|[/:_.-])(windows|windowsservercore|servercore|nanoserver|win\d{0,4}|ltsc20\d\d|iis|aspnet:4)(?![a-z])/i;

/** Does an image's name say that it is for Windows? */
export function isWindowsImage(image: string): boolean {
  return windowsImage.test(image);
}

/** The build of Windows that an image's tag names; null where it names none. */
export function buildOfImage(image: string): number | null {
  const tag = image.split('@')[0]?.split('/').at(-1)?.split(':')[1] ?? '';
  const words = tag.toLowerCase().split(/[-_.]/);
  const named = words.find((word) => word in tags && (/^ltsc/.test(word) || isWindowsImage(image)));
  return buildIn(tag) ?? (named ? (tags[named] ?? null) : null);
}

const osLabels = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/** The operating system that a pod asks for, by its OS, selector, affinity or security context; null where it asks for none. */
export function systemAskedFor({ spec }: Pod): 'windows' | 'linux' | null {
  const nodeAffinity = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const wanted = nodeAffinity
    .flatMap(({ matchExpressions = [] }) => matchExpressions)
    .find(({ key, operator }) => osLabels.includes(key) && operator === 'In');
  const name = spec?.os?.name ?? osLabels.map((label) => spec?.nodeSelector?.[label]).find(Boolean) ?? wanted?.values?.[0];
  if (name) return name === 'windows' ? 'windows' : 'linux';
  return spec?.nodeSelector?.['node.kubernetes.io/windows-build'] || spec?.securityContext?.windowsOptions ? 'windows' : null;
}

/**
 * Is a pod for Windows, as it says itself, or else as its tolerations of a Windows taint or its images let one think?
 * Decided without a request: on clusters that have only Linux nodes it is false for every pod.
 */
export function isMeantForWindows(pod: Pod): boolean {
  const asked = systemAskedFor(pod);
  if (asked) return asked === 'windows';
  return (
    (pod.spec?.tolerations ?? []).some(({ value }) => /^win(dows)?(\d+)?$/i.test(value ?? '')) ||
    (pod.spec?.containers ?? []).some(({ image }) => isWindowsImage(image ?? ''))
  );
}

const agents = {
  'kube-proxy': /kube-?proxy/i,
  flannel: /flannel/i,
  any: /kube-?proxy|flannel|calico|antrea|ovn|hybrid-overlay|azure-(cni|vnet|npm)|cilium/i,
} as const;

/** Is it a pod that works for the node (kube-proxy, flanneld and the like, run as HostProcess containers)? */
export function isWindowsAgent(pod: Pod, which: keyof typeof agents = 'any'): boolean {
  const { name = '', labels = {} } = pod.metadata ?? {};
  const texts = [name, labels['k8s-app'] ?? '', labels.app ?? '', ...(pod.spec?.containers ?? []).map((container) => container.name)];
  return isMeantForWindows(pod) && !isFinished(pod) && texts.some((text) => agents[which].test(text));
}

/** Does it use the network of the node itself? */
export function isHostProcess({ spec }: Pod): boolean {
  return spec?.hostNetwork === true || spec?.securityContext?.windowsOptions?.hostProcess === true;
}

/** How the node is reported in facts. */
export type WindowsNodeFacts = { readonly name: string; readonly build: number | null };

/** A node of which it is known that it runs Windows. */
export function windowsNode(node: Node, name: string): WindowsNodeFacts {
  return { name, build: windowsBuild(node) };
}

/** The node that a pod is on, where it is known to run Windows, or is not known at all. */
export function windowsNodeFacts(
  node: { readonly name: string; readonly object: Node | null } | null | undefined,
  pod: Pod,
): WindowsNodeFacts | null {
  const name = node?.name ?? pod.spec?.nodeName;
  if (node?.object && !isWindowsNode(node.object)) return null;
  return name ? { name, build: node?.object ? windowsBuild(node.object) : null } : null;
}
