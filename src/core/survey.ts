import { aspectOf, type SubjectQuery } from './check-areas.ts';
import { type Investigation, investigate } from './investigate.ts';
import type { AnyObject, Kind } from './kinds.ts';
import { mergeFindings, mergeGaps, worstVerdict } from './merge-reports.ts';
import { isReadFailure } from './read-failure.ts';
import type { Reader } from './reader.ts';
import { type Ref, refKey, refOf } from './ref.ts';
import type { Gap, Report, SubjectState } from './report.ts';
import type { AnyRule } from './rule.ts';
import { subjectState } from './subject-state.ts';

/** One object that is judged. */
export interface SurveyTarget {
  readonly ref: Ref;
  /** Only by these rules; null: by all. */
  readonly aspect: readonly AnyRule[] | null;
}

export interface Survey {
  /** About the whole: its target is the cluster. */
  readonly report: Report;
  /** What was judged, by kind. */
  readonly checked: readonly { readonly kind: Kind; readonly count: number }[];
  /** Not well, and no rule knows why. */
  readonly unexplained: readonly { readonly ref: Ref; readonly state: SubjectState }[];
  /** By target, in the order of the targets. */
  readonly reports: readonly Report[];
}

const mostOfKind = 300;
const atOnce = 8;

/** The objects that queries pick, those that are not well first; what could not be listed, or is more than one answer can judge, is a gap. */
export async function findTargets(
  queries: readonly SubjectQuery[],
  { reader, now, cluster, rules }: { readonly reader: Reader; readonly now: Date; readonly cluster: string; readonly rules: readonly AnyRule[] },
): Promise<{ readonly targets: readonly SurveyTarget[]; readonly gaps: readonly Gap[] }> {
  const found = await Promise.all(
    queries.map(async (query): Promise<{ targets: readonly SurveyTarget[]; gap?: Gap }> => {
      const aspect = aspectOf(query, rules);
      if (aspect && !aspect.some(({ on }) => on.includes(query.kind))) return { targets: [] };
      if (query.kind === 'cluster') return { targets: [{ ref: { kind: 'cluster', name: cluster }, aspect }] };
      const scope: Ref = query.namespace ? { kind: 'namespace', name: query.namespace } : { kind: 'cluster', name: cluster };
      try {
        const { kind, namespace, labelSelector, matches = () => true } = query;
        const objects = (await reader.list(kind, { ...(namespace ? { namespace } : {}), ...(labelSelector ? { labelSelector } : {}) })).filter(
          matches,
        );
        const refs = worstFirst(kind, objects, now).map((object) => refOf(kind, object));
        const targets = refs.slice(0, mostOfKind).map((ref) => ({ ref, aspect }));
        const detail = `more than ${mostOfKind} of ${refs.length}`;
        return { targets, ...(refs.length > mostOfKind ? { gap: { facet: `${kind}s`, subject: scope, why: 'over-budget', detail } } : {}) };
      } catch (error) {
        if (!isReadFailure(error)) throw error;
        return { targets: [], gap: { facet: `${query.kind}s`, subject: scope, why: error.code, detail: error.message } };
      }
    }),
  );
  return { targets: found.flatMap(({ targets }) => targets), gaps: found.flatMap(({ gap }) => (gap ? [gap] : [])) };
}

function worstFirst<T extends AnyObject>(kind: Kind, objects: readonly T[], now: Date): readonly T[] {
  const badness = { failing: 0, progressing: 1, ok: 2, finished: 3 } as const;
  const order = (object: AnyObject) => badness[subjectState(kind, object, now)?.condition ?? 'ok'];
  return objects.toSorted((a, b) => order(a) - order(b) || refKey(refOf(kind, a)).localeCompare(refKey(refOf(kind, b))));
}

/**
 * Judges many objects as "why?" would judge each, and makes one report of it: findings merged, root causes first, gaps in one place.
 * Healthy only if each of them is, and `gaps` (what could not even be listed) is empty.
 */
export async function survey(
  targets: readonly SurveyTarget[],
  gaps: readonly Gap[],
  { cluster, clock, started, ...investigation }: Omit<Investigation, 'aspect'> & { /** By the clock. */ readonly started: number },
): Promise<Survey> {
  const merged = distinctTargets(targets);
  const results = await inTurns(merged, async ({ ref, aspect }) => {
    try {
      return { ref, report: await investigate(ref, { ...investigation, cluster, clock, ...(aspect ? { aspect } : {}) }), gap: null };
    } catch (error) {
      // gone since it was listed
      if (isReadFailure(error, 'not-found')) return { ref, report: null, gap: null };
      if (!isReadFailure(error)) throw error;
      return { ref, report: null, gap: { facet: 'subject', subject: ref, why: error.code, detail: error.message } satisfies Gap };
    }
  });
  const reports = results.flatMap(({ report }) => (report ? [report] : []));
  const unread = [...gaps, ...results.flatMap(({ gap }) => (gap ? [gap] : []))];
  return {
    report: {
      target: { kind: 'cluster', name: cluster.name },
      cluster: cluster.name,
      at: cluster.now.toISOString(),
      verdict: worstVerdict([...reports.map(({ verdict }) => verdict), ...(unread.length > 0 ? (['unknown'] as const) : [])]),
      state: null,
      findings: mergeFindings(reports),
      gaps: mergeGaps([...unread, ...reports.flatMap((report) => report.gaps)]),
      looked: [...new Map(reports.flatMap(({ looked }) => looked).map((ref) => [refKey(ref), ref])).values()],
      cost: { requests: cluster.requests(), ms: Math.round(clock() - started) },
    },
    checked: countKinds(reports),
    unexplained: reports.flatMap(({ target, state, verdict, findings }) =>
      target && state?.condition === 'failing' && verdict === 'unknown' && !findings.some(({ rootCause }) => rootCause)
        ? [{ ref: target, state }]
        : [],
    ),
    reports,
  };
}

/** Each object once; one that two queries pick is judged by the rules of both. */
function distinctTargets(targets: readonly SurveyTarget[]): readonly SurveyTarget[] {
  const byKey = new Map<string, SurveyTarget>();
  for (const target of targets) {
    const known = byKey.get(refKey(target.ref));
    byKey.set(refKey(target.ref), known ? { ref: target.ref, aspect: bothAspects(known.aspect, target.aspect) } : target);
  }
  return [...byKey.values()];
}

function bothAspects(a: SurveyTarget['aspect'], b: SurveyTarget['aspect']): SurveyTarget['aspect'] {
  return a && b ? [...new Set([...a, ...b])] : null;
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

function countKinds(reports: readonly Report[]): Survey['checked'] {
  const counts = new Map<Kind, number>();
  for (const { target } of reports) if (target && target.kind !== 'cluster') counts.set(target.kind, (counts.get(target.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
