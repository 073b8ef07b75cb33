import { isExecFormat } from './exec-format.ts';
import type { Container, ContainerStatus, Pod } from './kinds.ts';
import { specOf, specPath } from './pod-containers.ts';
import { containerStatuses } from './pod-state.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';

/** Why the runtime could not start a container, or the kubelet refused to. */
export type StartProblem =
  | 'command-missing'
  | 'not-executable'
  | 'working-directory'
  | 'no-command'
  | 'user-unknown'
  | 'root-refused'
  | 'user-not-numeric'
  | 'mount'
  | 'memory'
  | 'other';

export interface StartFailure {
  readonly container: string;
  readonly spec: Container | undefined;
  readonly problem: StartProblem;
  /** What the words name: the command, the directory, the user, the path that was mounted over. */
  readonly named: string | null;
  /** The runtime's or the kubelet's own words, without what others put in front of them. */
  readonly words: string;
  readonly proof: readonly [Proof, ...Proof[]];
}

/** StartError is containerd's word, ContainerCannotRun was Docker's. */
const ended = /^(StartError|ContainerCannotRun)$/;
const waiting = /^(RunContainerError|CreateContainerError)$/;
const nonRoot = /runAsNonRoot|breaks non-root policy/;

/**
 * Words of runc (https://github.com/opencontainers/runc/blob/v1.3.0/libcontainer/init_linux.go, standard_init_linux.go), of containerd
 * (https://github.com/containerd/containerd/blob/v2.1.4/pkg/oci/spec_opts.go), of hcsshim, and of the kubelet
 * (https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kuberuntime/security_context_others.go, verifyRunAsNonRoot).
 */
const problems: readonly [StartProblem, RegExp][] = [
  ['user-not-numeric', /image has non-numeric user \((?<named>[^)]{1,80})\)/],
  ['root-refused', nonRoot],
  ['memory', /container init was OOM-killed|memory limit too low/],
  ['mount', /error mounting .{1,300} to rootfs at "(?<named>[^"]{1,200})"/],
  ['working-directory', /chdir to cwd \("(?<named>[^"]{1,200})"\)|container init: mkdir (?<named2>[^:]{1,200}): |the directory name is invalid/i],
  ['not-executable', /exec: "(?<named>[^"]{1,200})": (permission denied|is a directory)/],
  [
    'command-missing',
    /exec: "(?<named>[^"]{1,400})": (executable file not found|stat .{1,400}: (no such file|not a directory)|no such file)|CreateProcess.{0,300}cannot find the (file|path) specified/i,
  ],
  ['no-command', /no command specified/i],
  ['user-unknown', /unable to find user (?<named>[^:]{1,80})|no users found|no matching entries in (passwd|group) file/i],
];

/** Cheap: does a container not start at all? For `applies`. */
export function startsNot(pod: Pod): boolean {
  return containerStatuses(pod).some((status) => sayingOf(status) !== null);
}

/** The containers that could not be started, and why. Those whose program is made for another processor are told in core/exec-format.ts. */
export function startFailures(pod: Pod, ref: Ref): StartFailure[] {
  return containerStatuses(pod).flatMap((status): StartFailure[] => {
    const said = sayingOf(status);
    if (!said || isExecFormat(said.message)) return [];
    const found = problems.map(([problem, pattern]) => ({ problem, match: pattern.exec(said.message) })).find(({ match }) => match);
    const list = status.init ? 'initContainerStatuses' : 'containerStatuses';
    const spec = specOf(pod, status.name);
    const problem = found?.problem ?? 'other';
    const named = found?.match?.groups?.named ?? found?.match?.groups?.named2 ?? null;
    return [
      {
        container: status.name,
        spec,
        problem,
        named,
        words: ownWords(said.message),
        proof: [
          {
            ref,
            path: `status.${list}[name=${status.name}].${said.path}.message`,
            value: said.message.slice(0, 500),
            ...(said.at ? { at: said.at } : {}),
          },
          ...settingsOf(pod, ref, status.name, spec, problem),
        ],
      },
    ];
  });
}

function sayingOf({ state, lastState }: ContainerStatus): { readonly path: string; readonly message: string; readonly at?: string } | null {
  const { waiting: wait, terminated: end } = state ?? {};
  if (wait?.message && (waiting.test(wait.reason ?? '') || nonRoot.test(wait.message))) return { path: 'state.waiting', message: wait.message };
  if (end && ended.test(end.reason ?? '')) return { path: 'state.terminated', message: end.message ?? '', ...atOf(end.finishedAt) };
  const last = lastState?.terminated;
  if (wait && last && ended.test(last.reason ?? '')) return { path: 'lastState.terminated', message: last.message ?? '', ...atOf(last.finishedAt) };
  return null;
}

const atOf = (at: string | undefined) => (at ? { at } : {});

/** What the manifest says about it. */
function settingsOf(pod: Pod, ref: Ref, name: string, spec: Container | undefined, problem: StartProblem): Proof[] {
  const path = specPath(pod, name);
  const first = spec?.command?.[0];
  switch (problem) {
    case 'command-missing':
    case 'not-executable':
      return first === undefined ? [] : [{ ref, path: `${path}.command[0]`, value: first }];
    case 'working-directory':
      return spec?.workingDir ? [{ ref, path: `${path}.workingDir`, value: spec.workingDir }] : [];
    case 'root-refused':
    case 'user-not-numeric': {
      const own = spec?.securityContext?.runAsNonRoot !== undefined;
      return [
        {
          ref,
          path: own ? `${path}.securityContext.runAsNonRoot` : 'spec.securityContext.runAsNonRoot',
          value: (own ? spec?.securityContext?.runAsNonRoot : pod.spec?.securityContext?.runAsNonRoot) ?? null,
        },
      ];
    }
    case 'memory':
      return spec?.resources?.limits?.memory ? [{ ref, path: `${path}.resources.limits.memory`, value: spec.resources.limits.memory }] : [];
    default:
      return [];
  }
}

/** The end of a chain such as `failed to create containerd task: … runc create failed: unable to start container process: <why>: unknown`. */
function ownWords(message: string): string {
  return message
    .replace(/^.*(unable to start container process|failed to generate spec|OCI runtime create failed): /s, '')
    .replace(/^error during container init: /, '')
    .replace(/ \(pod: "[^"]*", container: [^)]*\)/, '')
    .replace(/: unknown$/, '')
    .trim();
}
