import type { ApiContact } from '../core/api-contact.ts';
import { isNamespaced } from '../core/ask/scopes.ts';
import type { AnyObject, Kinds, ObjectMeta } from '../core/kinds.ts';
import { ReadFailure, type ReadFailureCode } from '../core/read-failure.ts';
import type { ListOptions, LogOptions, ReadableKind, Reader } from '../core/reader.ts';
import { cleanLog } from './log-text.ts';
import { fieldMatcher, labelMatcher } from './match-selectors.ts';
import { redactObject } from './redact.ts';
import { resources } from './resources.ts';

/** A cluster in a file: what `npm run capture` writes, what rule tests and the demo read. */
export interface Recording {
  /** RFC 3339: the clock of the evidence. */
  readonly now: string;
  /** Whole objects, each with `kind` and `status`, as the API server gave them. */
  readonly objects: readonly RecordedObject[];
  readonly logs?: readonly RecordedLog[];
  /** Answers of paths that are not resources: `/version`, `/readyz?verbose`. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Plural resources (`pods`, `pods.metrics.k8s.io`), `pods/log` or paths that fail, and how. */
  readonly failures?: Readonly<Record<string, ReadFailureCode | { readonly code: ReadFailureCode; readonly message: string }>>;
  /** How the API server was met. */
  readonly contact?: ApiContact;
}
export type RecordedObject = { readonly kind: string; readonly apiVersion?: string; readonly metadata: ObjectMeta } & Record<string, unknown>;
export interface RecordedLog {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly previous?: boolean;
  readonly text: string;
}

/** A Reader over a recording. Behaves as the API server does (test/cluster runs one suite over both). */
export function recordedReader(recording: Recording): Reader {
  const failFor = (key: string, what: string) => {
    const failure = recording.failures?.[key];
    if (typeof failure === 'string') throw new ReadFailure(failure, what, `${what}: ${failure} (recorded)`);
    if (failure) throw new ReadFailure(failure.code, what, failure.message);
  };
  const ofKind = (kind: ReadableKind) => recording.objects.filter((object) => kindOf(object) === kind);
  return {
    async get<K extends ReadableKind>(kind: K, name: string, namespace?: string): Promise<Kinds[K]> {
      const what = `${kind}/${name}`;
      failFor(failureKey(kind), what);
      const found = ofKind(kind).find(({ metadata }) => metadata.name === name && (!isNamespaced(kind) || metadata.namespace === namespace));
      if (!found) throw new ReadFailure('not-found', what, `${resources[kind].plural} "${name}" not found`);
      return redactObject(found) as unknown as Kinds[K];
    },
    async list<K extends ReadableKind>(kind: K, options: ListOptions = {}): Promise<readonly Kinds[K][]> {
      failFor(failureKey(kind), resources[kind].plural);
      const found = ofKind(kind).filter(isListed(options));
      if (options.most !== undefined && found.length > options.most) {
        throw new ReadFailure('over-budget', resources[kind].plural, `more than ${options.most} ${resources[kind].plural}`);
      }
      return found.map((object) => (options.metadataOnly ? { metadata: object.metadata } : redactObject(object))) as unknown as Kinds[K][];
    },
    async fold<K extends ReadableKind, S>(kind: K, options: ListOptions, start: () => S, add: (sum: S, object: Kinds[K]) => void): Promise<S> {
      const sum = start();
      for (const object of await this.list(kind, options)) add(sum, object);
      return sum;
    },
    async log(options: LogOptions): Promise<string> {
      const what = `log of ${options.pod}/${options.container}`;
      failFor('pods/log', what);
      const log = recording.logs?.find((one) => isLog(one, options));
      if (!log) throw new ReadFailure('bad-response', what, `${what}: none recorded`);
      const lines = log.text.replace(/\n$/, '').split('\n');
      return cleanLog(Buffer.from(lines.slice(options.tailLines ? -options.tailLines : 0).join('\n')), options.limitBytes);
    },
    async text(path: string): Promise<string> {
      failFor(path, path);
      const text = recording.texts?.[path];
      if (text === undefined) throw new ReadFailure('not-found', path, `${path}: not recorded`);
      return text;
    },
    contact: async () => recording.contact ?? null,
  };
}

/** What a failure of reading that kind is recorded under. */
export function failureKey(kind: ReadableKind): string {
  const { group, plural } = resources[kind];
  return group === 'metrics.k8s.io' ? `${plural}.${group}` : plural;
}

/** The kind as we name it: lower case, and metrics objects told apart from what they measure. */
function kindOf({ kind }: RecordedObject): string {
  return kind.toLowerCase();
}

function isLog(log: RecordedLog, options: LogOptions): boolean {
  return (
    log.namespace === options.namespace &&
    log.pod === options.pod &&
    log.container === options.container &&
    (log.previous ?? false) === (options.previous ?? false)
  );
}

function isListed({ namespace, labelSelector, fieldSelector }: ListOptions): (object: RecordedObject) => boolean {
  const hasLabels = labelMatcher(labelSelector);
  const hasFields = fieldMatcher(fieldSelector);
  return (object) =>
    (!namespace || object.metadata.namespace === namespace) && hasLabels(object.metadata.labels ?? {}) && hasFields(object as unknown as AnyObject);
}
