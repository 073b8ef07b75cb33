import type { Answer } from '../../answer.ts';
import { failureAnswer } from '../../ask/failure-answer.ts';
import { fitsOne } from '../../glob.ts';
import type { Intent } from '../../intent.ts';
import { isReadFailure } from '../../read-failure.ts';
import type { OnCallContext, OnCallDeps, OnCallPart } from '../on-call.ts';
import { probeCheck, readProbeCheck } from './check.ts';
import { probeOutcome } from './outcome.ts';
import type { ProbeAnswer, ProbeBar, ProbeRequest } from './probe-answer.ts';
import type { ProbeAllowance, ProbePods } from './probe-port.ts';
import { announceProbe, type ProbeState, readProbe, saveProbe } from './probe-state.ts';

/** A pod that was forgotten (its worker died for good) is deleted after this. */
const sweepAfterMs = 120_000;
const sweep = 'sweep-';

/** `probe …`: what would run is shown, someone permitted confirms it, a short-lived pod runs it, and what it said comes into the thread. */
export function probePart(deps: OnCallDeps): OnCallPart {
  return {
    intents: ['probe'],
    answer: async (intent, context) => offer(intent, context, deps),
    acts: ['probe-run'],
    press: (_act, value, context) => confirm(value, context, deps),
    task: 'probe',
    async run({ task: { id }, last }, signal) {
      if (id.startsWith(sweep)) return sweepPod(id.slice(sweep.length), deps);
      const state = await readProbe(deps.store, id);
      if (state && deps.probePods) await perform(id, state, deps.probePods, deps, { last, signal });
    },
  };
}

function offer(intent: Intent, { cluster: chosen, spot, asker, at }: OnCallContext, { probePods, clusters }: OnCallDeps): Answer {
  const check = readProbeCheck(intent.text ?? '');
  if (!check) return { type: 'probe', state: 'usage' };
  if (intent.namespace === null) return { type: 'failure', code: 'needs-namespace', cluster: chosen, what: null, detail: null };
  const cluster = intent.cluster ?? chosen ?? clusters()[0] ?? '';
  const request = { cluster, namespace: intent.namespace, check };
  // outside of a thread only the asker sees the offer, so nobody else could confirm it
  const cleared = clearance(request, spot.channel, spot.threadTs === null ? asker.id : null, probePods);
  return 'barred' in cleared ? cleared.barred : { type: 'probe', state: 'offered', request, image: cleared.image, mayConfirm: cleared.people, at };
}

async function confirm(value: string, context: OnCallContext, deps: OnCallDeps): Promise<Answer | null> {
  const offered = readOffer(value);
  if (!offered) return { type: 'probe', state: 'usage' };
  const { request, id } = offered;
  const { spot, asker, locale, at } = context;
  const cleared = clearance(request, spot.channel, asker.id, deps.probePods);
  if ('barred' in cleared) return cleared.barred;
  // one press for each offer: two people who press at once make one pod
  const state: ProbeState = { request, spot, asker, locale, at };
  if (!(await saveProbe(deps.store, id, state))) return null;
  await deps.tasks.add({ type: 'probe', id: `${sweep}${id}` }, { key: 'sweep', delayMs: sweepAfterMs });
  await announceProbe(id, state, { type: 'probe', state: 'running', request, image: cleared.image, by: asker.id }, at, deps);
  await deps.tasks.add({ type: 'probe', id }, { key: 'run' });
  return null;
}

interface Attempt {
  readonly last: boolean;
  readonly signal: AbortSignal;
}

async function perform(id: string, state: ProbeState, pods: ProbePods, deps: OnCallDeps, { last, signal }: Attempt): Promise<void> {
  const { request, spot, asker } = state;
  // the configuration may have changed since
  const cleared = clearance(request, spot.channel, asker.id, pods);
  const answer = 'barred' in cleared ? cleared.barred : await probed(id, state, pods, signal, last);
  await announceProbe(id, state, answer, deps.now().toISOString(), deps);
}

async function probed(id: string, { request, asker }: ProbeState, pods: ProbePods, signal: AbortSignal, last: boolean): Promise<Answer> {
  try {
    const { run, deleted, at } = await pods.run(id, request, signal);
    return { type: 'probe', state: 'done', request, by: asker.id, run, outcome: probeOutcome(request.check, run), at, deleted };
  } catch (error) {
    // what may pass by itself is tried again as long as it can be
    if (!isReadFailure(error) || (!last && !isReadFailure(error, 'forbidden', 'unauthorized', 'not-found'))) throw error;
    return failureAnswer(error, request.cluster);
  }
}

async function sweepPod(id: string, { store, probePods }: OnCallDeps): Promise<void> {
  const state = await readProbe(store, id);
  if (state) await probePods?.remove(id, state.request);
}

/** Why it may not run there, or not for this person (`userId` null: nobody has confirmed yet); else its image, and who may let it run. */
function clearance(request: ProbeRequest, channel: string, userId: string | null, pods: ProbePods | undefined): Clearance {
  const bar = (bar: ProbeBar, may: readonly string[] = []): Clearance => ({ barred: { type: 'probe', state: 'barred', bar, request, may } });
  if (!pods) return bar('off');
  const here = pods.allowed.filter(({ channels }) => fitsOne(channel, channels));
  if (here.length === 0) return bar('channel');
  const there = here.filter(({ clusters }) => fitsOne(request.cluster, clusters));
  if (there.length === 0) return bar('cluster', namesOf(here, 'clusters'));
  const within = there.filter(({ namespaces }) => fitsOne(request.namespace, namespaces));
  if (within.length === 0) return bar('namespace', namesOf(there, 'namespaces'));
  const people = namesOf(within, 'users');
  if (userId !== null && !fitsOne(userId, people)) return bar('person', people);
  return { image: pods.image, people };
}

type Clearance = { readonly barred: ProbeAnswer } | { readonly image: string; readonly people: readonly string[] };

function namesOf(allowances: readonly ProbeAllowance[], field: keyof ProbeAllowance): readonly string[] {
  return [...new Set(allowances.flatMap((one) => one[field]))];
}

const namespaceName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** What a button carries: the probe, and the moment of its offer, which names it. null: it is not ours. */
function readOffer(value: string): { readonly request: ProbeRequest; readonly id: string } | null {
  try {
    const { cluster, namespace, check, at } = JSON.parse(value) as { readonly [name: string]: unknown };
    const known = probeCheck(check);
    const id = String(at).replace(/\D/g, '');
    if (!known || typeof cluster !== 'string' || typeof namespace !== 'string' || !namespaceName.test(namespace) || !/^\d{14,20}$/.test(id))
      return null;
    return { request: { cluster, namespace, check: known }, id };
  } catch {
    return null;
  }
}
