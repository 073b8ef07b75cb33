import { contactFailures } from '../core/api-contact.ts';
import type { SessionOptions } from '../core/ask/clusters-port.ts';
import type { ClusterPort, Collected } from '../core/cluster-port.ts';
import { fitsOne } from '../core/glob.ts';
import type { AnyObject, Kind } from '../core/kinds.ts';
import { isReadFailure } from '../core/read-failure.ts';
import type { Reader } from '../core/reader.ts';
import type { Ref } from '../core/ref.ts';
import type { Gap } from '../core/report.ts';
import { bulkReader } from './bulk-reader.ts';
import { confinedReader } from './confined-reader.ts';
import type { Context } from './facets/collector.ts';
import { collectorOf } from './facets/index.ts';
import { redact } from './redact.ts';
import { isScoped } from './scope.ts';
import { type Budget, type SessionReader, sessionReader } from './session-reader.ts';

/** A cluster for the length of one question, with the Reader under it for answers that are not diagnoses (lists, logs). */
export interface Session extends ClusterPort {
  readonly reader: SessionReader;
  /** Where a name is looked for first when no namespace was said. */
  readonly namespace: string;
}

export interface SessionSettings extends Pick<SessionOptions, 'namespaces' | 'as' | 'onRead' | 'onCollectorDefect'> {
  readonly now: Date;
  readonly namespace?: string;
  readonly budget?: Budget | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The question is about many objects: each kind is listed once. */
  readonly bulk?: boolean | undefined;
}

/**
 * Opens a session: memoised, counted and within a budget. `now` is the clock of the evidence: ours, or the server's where the two
 * are more than a minute apart, since every time in the evidence is the server's. Its answers tell; so it is fixed when it is first asked for.
 */
export function openSession(name: string, reader: Reader, settings: SessionSettings): Session {
  const { now, namespace = 'default', budget, signal, bulk = false, namespaces = null, as, onRead, onCollectorDefect } = settings;
  const single = sessionReader(reader, budget, signal, { as, onRead });
  const session = bulk ? bulkReader(single) : single;
  // outermost: what was read for the whole of a kind may be more than the asker may see
  const evidence = namespaces ? confinedReader(session, namespaces, 'refuse') : session;
  let fixed: Date | null = null;
  return {
    name,
    get now() {
      fixed ??= new Date(now.getTime() + (isScoped(reader) ? reader.clockSkewMs() : 0));
      return fixed;
    },
    reader: namespaces ? confinedReader(session, namespaces, 'filter') : session,
    namespace: homeAmong(namespaces, namespace),
    requests: () => session.requests(),
    subject: (ref) => readSubject(evidence, ref),
    collect(ref, subject, facets) {
      return collect({ reader: evidence, now: this.now, ref, subject }, facets, onCollectorDefect);
    },
  };
}

/** Where one looks first: the context's own namespace, unless the asker may not see it. */
function homeAmong(namespaces: readonly string[] | null, own: string): string {
  if (!namespaces || fitsOne(own, namespaces)) return own;
  return namespaces.find((pattern) => !pattern.includes('*')) ?? own;
}

async function readSubject(reader: Reader, ref: Ref): Promise<AnyObject> {
  if (ref.kind !== 'cluster') return freezeDeep(await reader.get(ref.kind, ref.name, ref.namespace));
  const metadata = { name: ref.name };
  try {
    const version = JSON.parse(await reader.text('/version')) as { gitVersion?: string };
    return { metadata, serverVersion: version.gitVersion ?? null };
  } catch (error) {
    // what may not be read of its version may be read of the rest
    if (isReadFailure(error, 'forbidden')) return { metadata, serverVersion: null };
    if (!isReadFailure(error, ...contactFailures)) throw error;
    const { code, what, message } = error;
    return freezeDeep({ metadata, serverVersion: null, unreachable: { code, what, message, alive: false, contact: await reader.contact() } });
  }
}

async function collect(
  context: Omit<Context<Kind>, 'subject'> & { readonly subject: AnyObject },
  facets: readonly string[],
  onDefect: SessionSettings['onCollectorDefect'],
): Promise<Collected> {
  const { ref, subject } = context;
  // whatever else was asked of it would fail in the same way
  if ('unreachable' in subject) return { facets: {}, gaps: [] };
  const gaps: Gap[] = [];
  const values = await Promise.all(
    facets.map(async (facet): Promise<[string, unknown][]> => {
      try {
        const collector = collectorOf(ref.kind, facet);
        if (!collector) throw new Error(`no collector for facet ${facet} of ${ref.kind}`);
        return [[facet, freezeDeep(await collector.collect(context as unknown as Context<never>))]];
      } catch (error) {
        if (!isReadFailure(error)) onDefect?.(facet, ref, error);
        const why = isReadFailure(error) ? error.code : 'bad-response';
        gaps.push({ facet, subject: ref, why, detail: redact(error instanceof Error ? error.message : String(error)) });
        return [];
      }
    }),
  );
  return { facets: Object.freeze(Object.fromEntries(values.flat())), gaps: gaps.toSorted((a, b) => a.facet.localeCompare(b.facet)) };
}

function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freezeDeep);
  }
  return value;
}
