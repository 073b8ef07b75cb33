import { alertPart } from './alert/alert-part.ts';
import { digestPart } from './digest/digest-part.ts';
import { feedPart } from './feed/feed-part.ts';
import { homePart, readVerdicts } from './home/home-part.ts';
import { incidentPart } from './incident/incident-part.ts';
import { createOnCall, type OnCall, type OnCallDeps, type OnCallPart } from './on-call.ts';
import { probePart } from './probe-pod/probe-part.ts';
import { watchPart } from './watch/watch-part.ts';

/** Everything that the bot does of its own accord. */
export function openOnCall(deps: OnCallDeps): OnCall {
  const parts: readonly OnCallPart[] = [
    digestPart(deps),
    watchPart(deps),
    feedPart(deps),
    alertPart(deps),
    probePart(deps),
    homePart(deps),
    ...(deps.incidentSettings ? [incidentPart(deps, deps.incidentSettings)] : []),
  ];
  return createOnCall(
    parts,
    deps.warn,
    (userId) => readVerdicts(userId, deps.clusters(), deps.store),
    (userId, key) => deps.tasks.add({ type: 'home', id: userId }, { key }),
  );
}
