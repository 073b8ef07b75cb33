import type { ContainerLog, KubeEvent, Named } from './evidence.ts';
import type { Node, Pod } from './kinds.ts';
import { type Captures, type LogMatch, type LogSignature, lastMatch } from './log-signature.ts';
import { containerStatuses, podState } from './pod-state.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';
import { isTroubled } from './troubled.ts';
import { isMeantForWindows, isWindowsAgent, type WindowsNodeFacts, windowsNodeFacts } from './windows.ts';

/** What rules that look for a text of Windows are given. */
export interface WindowsEvidence {
  readonly now: Date;
  readonly ref: Ref;
  readonly subject: Pod;
  readonly events: readonly KubeEvent[] | undefined;
  readonly logs: readonly ContainerLog[] | undefined;
  readonly previousLogs?: readonly ContainerLog[] | undefined;
  readonly node?: Named<Node> | null | undefined;
}

/** A known text of Windows, and where it was found. */
export interface WindowsText {
  readonly match: LogMatch;
  readonly proof: Proof;
  /** The container that said it; null where the kubelet did. */
  readonly container: string | null;
}

/** A type, and not an interface: only then it counts as JSON. */
export type WindowsTextFacts = {
  readonly signature: string;
  readonly captures: Captures;
  readonly container: string | null;
  readonly node: WindowsNodeFacts | null;
};

/** The hit of a rule whose cause is just what its signature says. */
export function windowsTextHits(evidence: WindowsEvidence, signatures: readonly LogSignature[]) {
  const found = windowsText(evidence, signatures);
  return found ? [{ facts: textFacts(found, evidence), proof: [found.proof] as const }] : [];
}

/** Who said what, and where. */
export function textFacts({ match, container }: WindowsText, { node, subject }: WindowsEvidence): WindowsTextFacts {
  return { signature: match.signature.id, captures: match.captures, container, node: windowsNodeFacts(node, subject) };
}

/** Is a text of Windows worth looking for: a Windows pod that has trouble, or one that serves the node (its log tells of others' trouble)? */
export function mayTell(pod: Pod): boolean {
  return isMeantForWindows(pod) && (isTroubled(pod) || isWindowsAgent(pod));
}

/** Lines from the end of a log that speak of the present. */
const lately = 40;

/** The newest of the pod's texts that one of the signatures knows: of the kubelet while the pod does not start, else of its containers. */
function windowsText(evidence: WindowsEvidence, signatures: readonly LogSignature[]): WindowsText | null {
  return kubeletText(evidence, signatures) ?? logText(evidence, signatures);
}

/** What the kubelet says of a pod that does not start: events, and the messages of containers that wait or could not be started. */
export function kubeletText({ now, ref, subject, events = [] }: WindowsEvidence, signatures: readonly LogSignature[]): WindowsText | null {
  if (podState(subject, now).condition === 'ok') return null;
  for (const { type, message, reason, component, lastAt } of events.toReversed()) {
    const match = type === 'Warning' ? lastMatch([oneLine(message)], signatures) : null;
    if (match) return { match, container: null, proof: { ref, path: `event ${reason} (${component})`, value: message, at: lastAt } };
  }
  return statusText(ref, subject, signatures);
}

function statusText(ref: Ref, pod: Pod, signatures: readonly LogSignature[]): WindowsText | null {
  for (const { name, init, state, lastState } of containerStatuses(pod)) {
    const path = `status.${init ? 'initContainerStatuses' : 'containerStatuses'}[name=${name}]`;
    const messages: readonly [string, string | undefined][] = [
      ['state.waiting.message', state?.waiting?.message],
      ['state.terminated.message', state?.terminated?.message],
      ['lastState.terminated.message', lastState?.terminated?.message],
    ];
    for (const [field, message] of messages) {
      const match = message ? lastMatch([oneLine(message)], signatures) : null;
      if (match && message) return { match, container: name, proof: { ref, path: `${path}.${field}`, value: message } };
    }
  }
  return null;
}

/** What the pod's containers say. */
export function logText({ ref, logs = [], previousLogs = [] }: WindowsEvidence, signatures: readonly LogSignature[]): WindowsText | null {
  const all = [...logs.map((log) => ({ ...log, previous: false })), ...previousLogs.map((log) => ({ ...log, previous: true }))];
  for (const { container, lines, previous } of all) {
    const match = lastMatch(lines, signatures, lately);
    if (match) return { match, container, proof: { ref, path: `log ${container}${previous ? ' (previous)' : ''}`, value: match.line.slice(0, 500) } };
  }
  return null;
}

/** Messages of Windows are wrapped and carry pages of JSON. */
function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ');
}
