import type { KubeEvent } from './evidence.ts';
import { parseImage } from './image-name.ts';
import type { ContainerStatus, Pod } from './kinds.ts';
import { specOf } from './pod-containers.ts';
import { containerStatuses } from './pod-state.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';
import { quoted } from './words/quoted.ts';

export type PullProblem = 'not-found' | 'unauthorized' | 'unreachable' | 'rate-limited' | 'platform' | 'other';

/** A container that waits for an image which cannot be pulled. */
export interface PullFailure {
  readonly container: string;
  readonly init: boolean;
  readonly image: string;
  readonly problem: PullProblem;
  /** The registry's or the runtime's own words, without what the kubelet and containerd put in front of them. */
  readonly words: string;
  /** All that was said, for finer distinctions. */
  readonly text: string;
  readonly proof: Proof;
}

/** `ErrImgPull` is how some documents spell it; the last two are words of the runtime: https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/cri-api/pkg/errors/errors.go */
const waiting = /^(ErrImagePull|ErrImgPull|ImagePullBackOff|RegistryUnavailable|SignatureValidationFailed)$/;

const problems: readonly [PullProblem, RegExp][] = [
  // a page where an image should be: `unexpected media type text/html for sha256:…: not found`
  ['other', /unexpected media type|invalid character '<'/i],
  ['rate-limited', /toomanyrequests|too many requests|\b429\b|pull rate limit|rate limit exceeded/i],
  [
    'platform',
    /no match(ing manifest)? for (platform|\w+\/\w+)|no matching manifest|does not match the specified platform|operating system .{0,60}(cannot be used|is not supported)|no image found in (image index|manifest list)|based image is incompatible with|unsupported platform/i,
  ],
  [
    'unreachable',
    /RegistryUnavailable|dial tcp|no such host|name resolution|i\/o timeout|connection (refused|reset)|no route to host|network is unreachable|TLS handshake timeout|x509:|tls:|server gave HTTP response to HTTPS client|deadline exceeded|Client\.Timeout|proxyconnect|\b50[0234]\b|: EOF$/i,
  ],
  [
    'unauthorized',
    /\b40[13]\b|unauthorized|forbidden|authentication required|no basic auth credentials|access (to the resource is )?denied|pull access denied|insufficient_scope|authorization failed|failed to authorize|permission .{0,80}denied/i,
  ],
  ['not-found', /not found|manifest unknown|name unknown|\b404\b|does not exist|no such image/i],
];

/** Cheap: does a container wait for an image? For `applies`. */
export function isPulling(pod: Pod): boolean {
  return containerStatuses(pod).some(({ state }) => waiting.test(state?.waiting?.reason ?? ''));
}

/**
 * The containers whose images cannot be pulled, and why. The kubelet repeats the last error while it waits to try again
 * (`Back-off pulling image "x": ErrImagePull: …`, since v1.31); before that the event has it.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/images/image_manager.go (pullImage)
 */
export function pullFailures(pod: Pod, ref: Ref, events: readonly KubeEvent[] = []): PullFailure[] {
  return containerStatuses(pod).flatMap((status) => {
    if (!waiting.test(status.state?.waiting?.reason ?? '')) return [];
    const { text, proof } = sayingOf(status, status.init, ref, events);
    const image = specOf(pod, status.name)?.image ?? status.image;
    const problem = problems.find(([, pattern]) => pattern.test(withoutName(text, image)))?.[0] ?? 'other';
    return [{ container: status.name, init: status.init, image, problem, words: ownWords(text), text, proof }];
  });
}

/** How a failed pull is reported in facts. */
export function pullFacts({ container, image, words }: PullFailure, { spec }: Pod) {
  return { container, image, registry: parseImage(image).registry, words: quoted(words), node: spec?.nodeName ?? null };
}

function sayingOf(
  { name, state }: ContainerStatus,
  init: boolean,
  ref: Ref,
  events: readonly KubeEvent[],
): { readonly text: string; readonly proof: Proof } {
  const said = state?.waiting?.message ?? '';
  const text = said.replace(/^Back-off pulling image "[^"]*"(: )?/, '').replace(/^ErrImagePull: /, '');
  const path = `status.${init ? 'initContainerStatuses' : 'containerStatuses'}[name=${name}].state.waiting.message`;
  if (text !== '') return { text, proof: { ref, path, value: said } };
  const event = events.findLast(
    ({ reason, message, fieldPath }) => reason === 'Failed' && message.startsWith('Failed to pull image') && fieldPath?.includes(`{${name}}`),
  );
  if (event)
    return { text: event.message, proof: { ref, path: `event ${event.reason} (${event.component})`, value: event.message, at: event.lastAt } };
  return { text: said, proof: { ref, path, value: said || (state?.waiting?.reason ?? '') } };
}

/** A tag such as `v1.404` must not be taken for an answer of the registry. */
function withoutName(text: string, image: string): string {
  const { repository, tag, digest } = parseImage(image);
  return text.replaceAll(`${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`, 'IMAGE').replaceAll(`manifests/${tag}`, 'manifests');
}

/** The end of a chain such as `failed to pull and unpack image "x": failed to resolve reference "x": <what the registry said>`. */
function ownWords(text: string): string {
  return text
    .replace(/^Failed to pull image "[^"]*": /, '')
    .replace(/^rpc error: code = \w+ desc = /, '')
    .replace(/^(failed to [a-z ]+ "[^"]*": |failed to do request: )*/, '')
    .replace(/^image pull failed for \S+ because /, '')
    .trim();
}
