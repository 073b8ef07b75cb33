import { type Ending, endings, logOf } from './container-ending.ts';
import { type Component, componentContainer, componentOf } from './control-plane.ts';
import type { ContainerLog } from './evidence.ts';
import type { Pod } from './kinds.ts';
import { plainLine } from './log-signature.ts';

/** The last ending of a component of the control plane that was not its own wish, with what it said. */
export interface ComponentEnding {
  readonly component: Component;
  readonly ending: Ending;
  readonly lines: readonly string[];
}

/** Ends that have rules of their own. */
const told = new Set(['OOMKilled', 'StartError', 'ContainerCannotRun', 'ContainerStatusUnknown', 'Unknown']);

/** Null where the pod is no component of the control plane, ended well, or ended in a way that other rules tell. */
export function componentEnding(
  pod: Pod,
  now: Date,
  logs: readonly ContainerLog[] | undefined,
  previousLogs: readonly ContainerLog[] | undefined,
): ComponentEnding | null {
  const component = componentOf(pod);
  const name = componentContainer(pod)?.name;
  const ending = endings(pod, now).find((one) => one.name === name);
  if (!component || !ending || ending.terminated.exitCode === 0 || told.has(ending.terminated.reason ?? '')) return null;
  const lines = [...(logOf(ending, logs, previousLogs)?.lines ?? []), ...(ending.terminated.message ?? '').split('\n')];
  return { component, ending, lines: lines.map((line) => plainLine(line).trim()).filter((line) => line !== '') };
}

/** The volume under a path of the container: what of the node stands there; null where nothing is mounted. */
export function mountUnder(pod: Pod, path: string): { readonly mountPath: string; readonly hostPath: string | null; readonly volume: string } | null {
  const mount = (componentContainer(pod)?.volumeMounts ?? [])
    .filter(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath.replace(/\/$/, '')}/`))
    .toSorted((a, b) => b.mountPath.length - a.mountPath.length)[0];
  if (!mount) return null;
  const volume = pod.spec?.volumes?.find(({ name }) => name === mount.name);
  return { mountPath: mount.mountPath, hostPath: volume?.hostPath?.path ?? null, volume: mount.name };
}
