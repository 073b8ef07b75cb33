import type { SessionOptions } from '../core/ask/clusters-port.ts';
import type { Kinds } from '../core/kinds.ts';
import { ReadFailure } from '../core/read-failure.ts';
import type { ListOptions, LogOptions, ReadableKind, Reader } from '../core/reader.ts';
import { isScoped } from './scope.ts';

export interface Budget {
  /** Requests at most for one question. */
  readonly requests: number;
  readonly milliseconds: number;
}
const defaultBudget: Budget = { requests: 40, milliseconds: 20_000 };

export interface SessionReader extends Reader {
  /** Requests sent so far; what was remembered does not count. */
  requests(): number;
}

/**
 * A Reader for the length of one question: the same request is sent once, requests are counted, and past the budget each
 * fails with `over-budget` (time: `timeout`), so that what was read until then still makes an answer.
 */
export function sessionReader(
  reader: Reader,
  budget: Budget = defaultBudget,
  signal?: AbortSignal,
  { as, onRead }: Pick<SessionOptions, 'as' | 'onRead'> = {},
): SessionReader {
  const memory = new Map<string, Promise<unknown>>();
  const deadline = AbortSignal.timeout(budget.milliseconds);
  let sent = 0;
  const spend = (what: string) => {
    if (sent >= budget.requests) throw new ReadFailure('over-budget', what, `more than ${budget.requests} requests for one question`);
    sent++;
  };
  const scope = { signal: signal ? AbortSignal.any([deadline, signal]) : deadline, spend, ...(as ? { as } : {}) };
  const scoped = isScoped(reader) ? reader.within(scope) : null;
  const source = scoped ?? reader;

  function once<T>(key: string, send: () => Promise<T>): Promise<T> {
    const known = memory.get(key);
    if (known) return known as Promise<T>;
    const answer = start(key, send);
    answer.catch(() => {}); // whoever awaits it sees the failure; an unawaited twin must not end the process
    memory.set(key, answer);
    return answer;
  }

  async function start<T>(key: string, send: () => Promise<T>): Promise<T> {
    // one that is not scoped knows no persons: nothing is read for one with the rights of another
    if (as && !scoped) throw new ReadFailure('forbidden', key, `nothing can be read as ${as.user} here`);
    if (signal?.aborted) throw new ReadFailure('cancelled', key, 'the question was cancelled');
    if (deadline.aborted) throw new ReadFailure('timeout', key, `more than ${budget.milliseconds / 1000} s for one question`);
    // one that is not scoped cannot tell how many requests a call is: it counts as one
    if (!scoped) spend(key);
    onRead?.(resourceIn(key));
    return await raceSignals(send(), key, [[deadline, 'timeout'], ...(signal ? [[signal, 'cancelled'] as const] : [])]);
  }

  return {
    get: <K extends ReadableKind>(kind: K, name: string, namespace?: string) =>
      once<Kinds[K]>(`get ${kind} ${namespace ?? ''}/${name}`, () => source.get(kind, name, namespace)),
    list: <K extends ReadableKind>(kind: K, options: ListOptions = {}) =>
      once<readonly Kinds[K][]>(`list ${kind} ${JSON.stringify(options)}`, () => source.list(kind, options)),
    // not remembered: what is kept of a fold is its asker's
    fold: <K extends ReadableKind, S>(kind: K, options: ListOptions, first: () => S, add: (sum: S, object: Kinds[K]) => void) =>
      start(`list ${kind} ${JSON.stringify(options)}`, () => source.fold(kind, options, first, add)),
    log: (options: LogOptions) => once(`log ${JSON.stringify(options)}`, () => source.log(options)),
    text: (path: string) => once(`text ${path}`, () => source.text(path)),
    contact: async () => {
      const contact = await source.contact();
      return contact && as ? { ...contact, as } : contact;
    },
    requests: () => sent,
  };
}

/** `pod` of `get pod shop/web-0`, `log`, `/version`. */
function resourceIn(key: string): string {
  const [verb = '', resource = ''] = key.split(' ', 2);
  return verb === 'log' ? 'log' : resource;
}

function raceSignals<T>(work: Promise<T>, what: string, signals: readonly (readonly [AbortSignal, 'timeout' | 'cancelled'])[]): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const handlers = signals.map(([signal, code]) => {
    const onAbort = () => reject(new ReadFailure(code, what, code === 'timeout' ? 'no time left for this question' : 'the question was cancelled'));
    signal.addEventListener('abort', onAbort, { once: true });
    return () => signal.removeEventListener('abort', onAbort);
  });
  work.then(resolve, reject).finally(() => handlers.forEach((off) => void off()));
  return promise;
}
