import { setTimeout as sleep } from 'node:timers/promises';
import type { CoreV1Api, Middleware, V1Pod } from '@kubernetes/client-node';
import type { ProbeRun } from '../core/on-call/probe-pod/outcome.ts';
import type { ProbeAllowance, ProbePods } from '../core/on-call/probe-pod/probe-port.ts';
import { ReadFailure, type ReadFailureCode } from '../core/read-failure.ts';
import { deadlineSeconds, probePodManifest, probePodName } from './probe-pod-manifest.ts';

export interface ProbePodsOptions {
  /** With credentials of the probes' own service account; its contexts are named as the clusters are. */
  readonly kubeconfig: string;
  readonly image: string;
  readonly allowed: readonly ProbeAllowance[];
  readonly redact: (text: string) => string;
  readonly now: () => Date;
  /** For each request; 10 s if not said. */
  readonly timeoutMs?: number;
}

const pollMs = 500;
const usualTimeoutMs = 10_000;
const mostBytes = 8192;
const conflict = 409;

/** Pods that run one fixed command, and are deleted whatever happens. Nothing else in kubewhy writes to a cluster. */
export function openProbePods({ kubeconfig, image, allowed, redact, now, timeoutMs = usualTimeoutMs }: ProbePodsOptions): ProbePods {
  const apiOf = (cluster: string) => openApi(kubeconfig, cluster, timeoutMs);
  return {
    image,
    allowed,
    async run(id, request, signal) {
      const api = await apiOf(request.cluster);
      const where = { name: probePodName(id), namespace: request.namespace };
      try {
        await told('create', where, () => create(api, probePodManifest(id, request, image), where.namespace));
        const pod = await told('get', where, () => untilOver(api, where, signal));
        const output = redact(await outputOf(api, where, pod));
        return { run: runOf(pod, output, where.name, image), at: now().toISOString(), deleted: await remove(api, where) };
      } catch (error) {
        await remove(api, where);
        throw error;
      }
    },
    async remove(id, { cluster, namespace }) {
      await remove(await apiOf(cluster), { name: probePodName(id), namespace });
    },
  };
}

async function openApi(kubeconfig: string, cluster: string, timeoutMs: number): Promise<CoreV1Api> {
  // half a second, for what most never use
  const { CoreV1Api, createConfiguration, KubeConfig, ServerConfiguration } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  if (!config.getContexts().some(({ name }) => name === cluster))
    throw new ReadFailure('unauthorized', `cluster ${cluster}`, `the kubeconfig of the probes has no context ${cluster}`);
  config.setCurrentContext(cluster);
  // the library itself waits for minutes where a server keeps it waiting, and a pod would stay for as long
  const inTime: Middleware = {
    async pre(request) {
      request.setSignal(AbortSignal.timeout(timeoutMs));
      return request;
    },
    post: async (response) => response,
  };
  return new CoreV1Api(
    createConfiguration({
      baseServer: new ServerConfiguration(config.getCurrentCluster()?.server ?? '', {}),
      authMethods: { default: config },
      promiseMiddleware: [inTime],
    }),
  );
}

interface Where {
  readonly name: string;
  readonly namespace: string;
}

/** A pod that is there already was made by an earlier run of the same probe. */
async function create(api: CoreV1Api, body: V1Pod, namespace: string): Promise<void> {
  try {
    await api.createNamespacedPod({ namespace, body });
  } catch (error) {
    if (statusOf(error) !== conflict) throw error;
  }
}

/** Resolves with the pod when it has ended, or cannot start in time. */
async function untilOver(api: CoreV1Api, where: Where, signal: AbortSignal): Promise<V1Pod> {
  for (let waited = 0; ; waited += pollMs) {
    signal.throwIfAborted();
    const pod = await api.readNamespacedPod(where);
    const over = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (over || waited > deadlineSeconds * 1000) return pod;
    await sleep(pollMs, undefined, { signal });
  }
}

/** Empty where it never ran. */
async function outputOf(api: CoreV1Api, where: Where, pod: V1Pod): Promise<string> {
  if (!terminatedOf(pod)) return '';
  try {
    return (await api.readNamespacedPodLog({ ...where, limitBytes: mostBytes })).trim();
  } catch (error) {
    return `(its log could not be read: ${statusOf(error) ?? String(error)})`;
  }
}

function terminatedOf(pod: V1Pod) {
  return pod.status?.containerStatuses?.[0]?.state?.terminated;
}

function runOf(pod: V1Pod, output: string, name: string, image: string): ProbeRun {
  const ended = terminatedOf(pod);
  const waiting = pod.status?.containerStatuses?.[0]?.state?.waiting;
  const unscheduled = pod.status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  const reason = [waiting?.reason, waiting?.message, unscheduled?.message, pod.status?.reason, pod.status?.message].filter(Boolean).join(': ');
  return { pod: name, image, node: pod.spec?.nodeName ?? null, exitCode: ended?.exitCode ?? null, reason: reason === '' ? null : reason, output };
}

/** False: it could not be deleted. */
async function remove(api: CoreV1Api, where: Where): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await api.deleteNamespacedPod({ ...where, gracePeriodSeconds: 0 });
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return true;
      if (status === 403) return false;
      await sleep(pollMs);
    }
  }
  return false;
}

const codes: { readonly [status: number]: ReadFailureCode } = { 401: 'unauthorized', 403: 'forbidden', 404: 'not-found', 429: 'throttled' };

/** What the cluster refuses, in the words of every other refusal. */
async function told<T>(verb: string, { namespace }: Where, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const what = `${verb} pods in namespace ${namespace}`;
    // these have a `code` too, which is no status
    if (error instanceof Error && error.name === 'AbortError') throw error;
    if (error instanceof Error && error.name === 'TimeoutError') throw new ReadFailure('timeout', what, 'no answer in time', { cause: error });
    const status = statusOf(error);
    if (status !== null) throw new ReadFailure(codes[status] ?? 'server-error', what, messageOf(error), { cause: error });
    throw new ReadFailure('refused', what, error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The HTTP status of client-node's ApiException; null: it is none. */
function statusOf(error: unknown): number | null {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'number' ? code : null;
}

/** The server's own sentence. */
function messageOf(error: unknown): string {
  const { body, message } = error as { readonly body?: unknown; readonly message: string };
  try {
    const status = (typeof body === 'string' ? JSON.parse(body) : body) as { readonly message?: string } | null;
    return status?.message ?? message;
  } catch {
    return message;
  }
}
