import { type Kinds, kindNames } from '../core/kinds.ts';
import { isReadFailure, ReadFailure } from '../core/read-failure.ts';
import type { ListOptions, LogOptions, ReadableKind } from '../core/reader.ts';
import { type ApiAnswer, statusFailure } from './api-failure.ts';
import type { Connection, GetOptions } from './connection.ts';
import { cleanLog } from './log-text.ts';
import { redact } from './redact.ts';
import { resourcePath, resources } from './resources.ts';
import type { Scope, ScopedReader } from './scope.ts';
import { toEvidence } from './to-evidence.ts';

const pageSize = 500;
const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';
const healthPath = /^\/(readyz|livez|healthz)\b/;

interface Page {
  readonly items?: readonly { readonly metadata?: object }[];
  readonly metadata?: { readonly continue?: string; readonly remainingItemCount?: number };
}

/** A Reader over an API server. */
export function kubeReader(connection: Connection, scope: Scope = {}): ScopedReader {
  const get = (path: string, what: string, options: Omit<GetOptions, 'what'> = {}) => connection.get(path, { ...scope, ...options, what });

  async function readPages(kind: ReadableKind, options: ListOptions, take: (object: object) => void): Promise<void> {
    const { most = Number.POSITIVE_INFINITY, namespace } = options;
    const what = resources[kind].plural;
    let count = 0;
    let next: string | undefined;
    do {
      const path = `${resourcePath(kind, namespace)}?${listQuery(options, Math.min(pageSize, most + 1), next)}`;
      const page = json(await get(path, what, options.metadataOnly ? { accept: metadataOnly } : {}), what) as Page;
      for (const item of page.items ?? []) take(toEvidence(options.metadataOnly ? { metadata: item.metadata } : item));
      count += page.items?.length ?? 0;
      const total = count + (page.metadata?.remainingItemCount ?? 0);
      if (total > most) throw new ReadFailure('over-budget', what, `more than ${most} ${what}`);
      next = page.metadata?.continue || undefined;
    } while (next);
  }

  const fold = <K extends ReadableKind, S>(kind: K, options: ListOptions, start: () => S, add: (sum: S, object: Kinds[K]) => void): Promise<S> =>
    fromTheStart(async () => {
      const sum = start();
      await readPages(kind, options, (object) => add(sum, object as unknown as Kinds[K]));
      return sum;
    });

  return {
    within: (inner) => kubeReader(connection, inner),
    clockSkewMs: () => connection.clockSkewMs(),
    contact: () => connection.contact(),

    async get<K extends ReadableKind>(kind: K, name: string, namespace?: string): Promise<Kinds[K]> {
      const what = `${kindNames[kind]} ${name}`;
      return toEvidence(json(await get(resourcePath(kind, namespace, name), what), what)) as Kinds[K];
    },

    list: <K extends ReadableKind>(kind: K, options: ListOptions = {}) =>
      fold<K, Kinds[K][]>(
        kind,
        options,
        () => [],
        (sum, object) => void sum.push(object),
      ),
    fold,

    async log(options: LogOptions): Promise<string> {
      const what = `log of ${options.pod}/${options.container}`;
      const answer = await get(`${resourcePath('pod', options.namespace, options.pod)}/log?${logQuery(options)}`, what);
      if (answer.status !== 200) throw statusFailure(answer, what);
      const text = cleanLog(answer.body, options.limitBytes);
      // the kubelet says so with status 200: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kuberuntime/kuberuntime_container.go (GetContainerLogs)
      if (/^(unable to retrieve container logs for |failed to try resolving symlinks in path )[^\n]*$/.test(text.trim())) {
        throw new ReadFailure('not-found', what, text.trim());
      }
      return text;
    },

    async text(path: string): Promise<string> {
      const answer = await get(path, path, { accept: '*/*' });
      // a failing check answers 500 and says which one it is
      if (answer.status === 200 || (answer.status === 500 && healthPath.test(path))) return redact(answer.body.toString('utf8'));
      throw statusFailure(answer, path);
    },
  };
}

/** Reads a list; again from its first page where the server has forgotten the state that the pages were cut from. */
async function fromTheStart<T>(read: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isReadFailure(error, 'expired') || tries === 1) throw error;
    return fromTheStart(read, tries - 1);
  }
}

function json(answer: ApiAnswer, what: string): object {
  if (answer.status !== 200) throw statusFailure(answer, what);
  const text = answer.body.toString('utf8');
  release(answer.body);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // said below
  }
  throw new ReadFailure('bad-response', what, redact(`not what an API server answers: ${text.slice(0, 200)}`));
}

/** Gives the bytes back at once: a page of a list is two megabytes, and the garbage collector does not see them. */
function release({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) buffer.transfer(0);
}

function listQuery({ labelSelector, fieldSelector }: ListOptions, limit: number, next: string | undefined): URLSearchParams {
  return new URLSearchParams({
    limit: String(limit),
    ...(labelSelector ? { labelSelector } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
    ...(next ? { continue: next } : {}),
  });
}

function logQuery({ container, previous, tailLines, limitBytes, sinceSeconds, timestamps }: LogOptions): URLSearchParams {
  return new URLSearchParams({
    container,
    ...(previous ? { previous: 'true' } : {}),
    ...(tailLines === undefined ? {} : { tailLines: String(tailLines) }),
    // the server's limit counts from the oldest of those lines, and it is the newest that matter: ours is applied to the answer
    ...(limitBytes === undefined ? {} : { limitBytes: String(Math.max(limitBytes * 8, 1 << 20)) }),
    ...(sinceSeconds === undefined ? {} : { sinceSeconds: String(sinceSeconds) }),
    ...(timestamps ? { timestamps: 'true' } : {}),
  });
}
