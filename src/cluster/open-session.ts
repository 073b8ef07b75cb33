import type { ClusterPort, Collected } from '../core/cluster-port.ts';
import type { AnyObject } from '../core/kinds.ts';
import { isReadFailure } from '../core/read-failure.ts';
import type { Reader } from '../core/reader.ts';
import type { Ref } from '../core/ref.ts';
import type { Gap } from '../core/report.ts';
import type { Context } from './facets/collector.ts';
import { collectorOf } from './facets/index.ts';
import { redact } from './redact.ts';
import { type Budget, type SessionReader, sessionReader } from './session-reader.ts';

/** A cluster for the length of one question, with the Reader under it for answers that are not diagnoses (lists, logs). */
export interface Session extends ClusterPort {
  readonly reader: SessionReader;
}

/** Opens a session: memoised, counted and within a budget. `now` is the clock of the evidence. */
export function openSession(name: string, reader: Reader, now: Date, budget?: Budget, signal?: AbortSignal): Session {
  const session = sessionReader(reader, budget, signal);
  return {
    name,
    now,
    reader: session,
    requests: () => session.requests(),
    subject: (ref) => readSubject(session, ref),
    collect: (ref, subject, facets) => collect(session, now, ref, subject, facets),
  };
}

async function readSubject(reader: Reader, ref: Ref): Promise<AnyObject> {
  if (ref.kind !== 'cluster') return freezeDeep(await reader.get(ref.kind, ref.name, ref.namespace));
  const version = JSON.parse(await reader.text('/version')) as { gitVersion?: string };
  return { metadata: { name: ref.name }, serverVersion: version.gitVersion ?? null };
}

async function collect(reader: Reader, now: Date, ref: Ref, subject: AnyObject, facets: readonly string[]): Promise<Collected> {
  const gaps: Gap[] = [];
  const values = await Promise.all(
    facets.map(async (facet): Promise<[string, unknown][]> => {
      try {
        const collector = collectorOf(ref.kind, facet);
        if (!collector) throw new Error(`no collector for facet ${facet} of ${ref.kind}`);
        return [[facet, freezeDeep(await collector.collect({ reader, now, ref, subject } as Context<never>))]];
      } catch (error) {
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
