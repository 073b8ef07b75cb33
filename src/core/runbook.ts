import type { Kind } from './kinds.ts';
import type { Text } from './locale.ts';
import { quote } from './shell.ts';

/** How to do one thing, step by step, in every language: src/runbooks/topics/<id>.yaml. */
export interface Runbook {
  /** As the file is named. */
  readonly id: string;
  /** Rows of the coverage list that it answers for. */
  readonly coverage: readonly string[];
  readonly title: Text;
  /** What people call it, in either language. */
  readonly aliases: readonly string[];
  readonly summary: Text;
  readonly parts: readonly RunbookPart[];
  /** Pages of the Kubernetes documentation. */
  readonly docs: readonly string[];
}

export interface RunbookPart {
  readonly title: Text;
  readonly text?: Text | undefined;
  readonly steps: readonly RunbookStep[];
  readonly table?: RunbookTable | undefined;
  /** What to keep in mind. */
  readonly notes?: readonly Text[] | undefined;
}

/** `look` only reads. `change` is for a person to decide, and says how it is undone, or that it is not. */
export type RunbookStep = StepBody & ({ readonly kind: 'look' } | { readonly kind: 'change'; readonly undo: Text });

interface StepBody {
  readonly text: Text;
  /** Words in capitals (`POD`, `NAMESPACE`) are for the reader to fill in. */
  readonly command?: string | undefined;
  /** `sh`, if not said. */
  readonly shell?: 'powershell' | undefined;
  /** The content of a file that the step is about. */
  readonly file?: string | undefined;
  /** What one should see. */
  readonly output?: string | undefined;
}

export interface RunbookTable {
  readonly columns: readonly Text[];
  readonly rows: readonly (readonly Text[])[];
}

/** What a list of runbooks shows of one. */
export type RunbookTopic = Pick<Runbook, 'id' | 'title'>;

/** What the question or its thread is about. */
export interface RunbookTarget {
  readonly kind: Kind | null;
  readonly name: string | null;
  readonly namespace: string | null;
}

/** The words in capitals that a target can stand for. */
export const placeholders = {
  pod: 'POD',
  node: 'NODE',
  service: 'SERVICE',
  deployment: 'DEPLOYMENT',
  statefulset: 'STATEFULSET',
  namespace: 'NAMESPACE',
} as const satisfies { readonly [K in Kind]?: string };

/** Names that an object can have: anything else was misread, and stays out of commands. */
const objectName = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** The runbook with the placeholders filled in that the target answers: in shell commands, and in what is set as code. */
export function fillRunbook(runbook: Runbook, target: RunbookTarget): Runbook {
  const names = namesOf(target);
  if (names.size === 0) return runbook;
  const words = (text: Text): Text => ({ en: fillCode(text.en, names), ko: fillCode(text.ko, names) });
  const step = (one: RunbookStep): RunbookStep => ({
    ...one,
    text: words(one.text),
    ...(one.command === undefined || one.shell ? {} : { command: fill(one.command, names) }),
    ...(one.kind === 'change' ? { undo: words(one.undo) } : {}),
  });
  return { ...runbook, parts: runbook.parts.map((part) => ({ ...part, steps: part.steps.map(step), notes: part.notes?.map(words) })) };
}

function namesOf({ kind, name, namespace }: RunbookTarget): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (placeholder: string | undefined, value: string | null) => {
    if (placeholder && value !== null && objectName.test(value)) names.set(placeholder, quote(value));
  };
  add(placeholders.namespace, namespace);
  if (kind) add((placeholders as { readonly [K in Kind]?: string })[kind], name);
  return names;
}

function fill(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/(?<![A-Za-z0-9_$])[A-Z]+(?![A-Za-z0-9_])/g, (word) => names.get(word) ?? word);
}

function fillCode(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/`[^`]+`/g, (code) => fill(code, names));
}
