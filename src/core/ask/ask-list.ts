import type { Answer, TableAnswer } from '../answer.ts';
import type { Intent } from '../intent.ts';
import type { AnyObject, EndpointSlice, Kind, ObjectMeta, Pod, Service } from '../kinds.ts';
import { isWorkloadKind } from '../kinds.ts';
import { isReadFailure } from '../read-failure.ts';
import type { ListOptions, ReadableKind } from '../reader.ts';
import { refKey, refOf } from '../ref.ts';
import type { Gap } from '../report.ts';
import type { AskSession } from './clusters-port.ts';
import { printerOf } from './columns/index.ts';
import { isIn, isPodIn, type ListState, toneOf } from './list-states.ts';
import { namespaceNotFound } from './not-found.ts';
import { ownerOfPod } from './pod-owner.ts';
import { isNamespaced } from './scopes.ts';

/** Rows that an answer carries; more is said as a number. */
const mostRows = 500;
/** States that only a pod is in: of a workload they mean its pods. */
const ofPods: readonly ListState[] = ['crashing', 'oom', 'image-pull', 'container-creating', 'pending'];

interface Place {
  /** null: all. */
  readonly namespace: string | null;
  readonly gaps: readonly Gap[];
}

/**
 * The table that `kubectl get` would show, filtered, the worst first. Where no namespace was said or chosen it is all of
 * them: "how many pods are failing?" must not be answered for `default` alone.
 */
export async function askList(intent: Intent, session: AskSession, chosen: string | null): Promise<Answer> {
  const kind = listedKind(intent.kind);
  const own = session.namespace === 'default' ? null : session.namespace;
  const wanted = intent.allNamespaces || !isNamespaced(kind) ? null : (intent.namespace ?? chosen ?? own);
  const { objects, ...place } = await read(kind, wanted, intent, session);
  if (objects.length === 0 && wanted !== null && intent.namespace !== null) {
    const missing = await namespaceNotFound(wanted, session);
    if (missing) return missing;
  }
  const ofThatName = objects.filter((object) => isNamed(object, intent.name));
  const shown = await filter(kind, ofThatName, intent.state ?? null, place.namespace, session);
  return table(kind, shown, ofThatName.length, intent, session, place);
}

function listedKind(kind: Kind | null): ReadableKind {
  return kind === null || kind === 'cluster' ? 'pod' : kind;
}

async function read(kind: ReadableKind, namespace: string | null, { labelSelector, node }: Intent, session: AskSession) {
  const options: ListOptions = {
    ...(labelSelector ? { labelSelector } : {}),
    ...(node && kind === 'pod' ? { fieldSelector: `spec.nodeName=${node}` } : {}),
  };
  try {
    return { objects: await session.reader.list(kind, { ...options, ...(namespace ? { namespace } : {}) }), namespace, gaps: [] };
  } catch (error) {
    if (namespace !== null || !isNamespaced(kind) || !isReadFailure(error, 'forbidden')) throw error;
    const gap: Gap = { facet: `${kind}s`, subject: { kind: 'cluster', name: session.name }, why: error.code, detail: error.message };
    return { objects: await session.reader.list(kind, { ...options, namespace: session.namespace }), namespace: session.namespace, gaps: [gap] };
  }
}

function isNamed(object: AnyObject, wanted: string | null): boolean {
  const { name = '' } = object.metadata as ObjectMeta;
  return wanted === null || name === wanted || name.startsWith(`${wanted}-`);
}

async function filter(
  kind: ReadableKind,
  objects: readonly AnyObject[],
  state: ListState | null,
  namespace: string | null,
  { reader, now }: AskSession,
) {
  if (state === null) return objects;
  const scope = namespace ? { namespace } : {};
  if (kind === 'pod') return objects.filter((pod) => isPodIn(state, pod as Pod, now));
  if (isWorkloadKind(kind) && ofPods.includes(state)) {
    const owners = (await reader.list('pod', scope)).filter((pod) => isPodIn(state, pod, now)).map(({ metadata }) => ownerOfPod(metadata ?? {}));
    const named = new Set(owners.flatMap((owner) => (owner ? [refKey(owner.workload), refKey(owner.controller)] : [])));
    return objects.filter((object) => named.has(refKey(refOf(kind, object))));
  }
  if (kind === 'service' && state !== 'terminating') {
    const served = servedServices(await reader.list('endpointslice', scope));
    const wantsServed = state === 'running';
    return objects.filter((object) => (object as Service).spec?.type !== 'ExternalName' && served.has(refKey(refOf(kind, object))) === wantsServed);
  }
  return objects.filter((object) => isIn(state, kind, object, now));
}

/** Services with an endpoint that is ready. */
function servedServices(slices: readonly EndpointSlice[]): ReadonlySet<string> {
  const ready = slices.filter(({ endpoints }) => endpoints?.some(({ conditions }) => conditions?.ready !== false));
  return new Set(
    ready.flatMap(({ metadata }) => {
      const name = metadata?.labels?.['kubernetes.io/service-name'];
      return name ? refKey({ kind: 'service', name, ...(metadata?.namespace ? { namespace: metadata.namespace } : {}) }) : [];
    }),
  );
}

const badness = { bad: 0, warn: 1, ok: 2 } as const;

function table(kind: ReadableKind, objects: readonly AnyObject[], total: number, intent: Intent, session: AskSession, place: Place): TableAnswer {
  const { titles, cells } = printerOf(kind, isNamespaced(kind) && place.namespace === null);
  const rows = objects
    .map((object) => ({ object, ref: refOf(kind, object), tone: toneOf(kind, object, session.now) }))
    .toSorted((a, b) => badness[a.tone] - badness[b.tone] || refKey(a.ref).localeCompare(refKey(b.ref)));
  return {
    type: 'table',
    cluster: session.name,
    kind,
    namespace: place.namespace,
    filter: filterWords(intent),
    columns: titles,
    rows: rows.slice(0, mostRows).map(({ object, ref, tone }) => ({ cells: cells(object, session.now), ref, tone })),
    matched: rows.length,
    total,
    countOnly: intent.count ?? false,
    gaps: place.gaps,
  };
}

/** As it was understood, in Kubernetes' words. */
function filterWords({ state, labelSelector, node, name }: Intent): string | null {
  return [name, state, labelSelector, node && `node=${node}`].filter(Boolean).join(', ') || null;
}
