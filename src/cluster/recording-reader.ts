import type { ApiContact } from '../core/api-contact.ts';
import { kindNames, type ObjectMeta } from '../core/kinds.ts';
import { isReadFailure, type ReadFailureCode } from '../core/read-failure.ts';
import type { LogOptions, ReadableKind, Reader } from '../core/reader.ts';
import { failureKey, type RecordedLog, type RecordedObject, type Recording } from './recorded-reader.ts';
import { resources } from './resources.ts';

export interface RecordingReader {
  readonly reader: Reader;
  /** Everything that has passed so far, each thing once, in a fixed order. */
  recording(): Omit<Recording, 'now'>;
}

/** Failures that a recording shows by what is not in it. */
const absent: readonly ReadFailureCode[] = ['not-found', 'cancelled', 'over-budget'];

/** Remembers what passes through a Reader, so that `recordedReader` can answer the same questions from a file. */
export function recordingReader(reader: Reader): RecordingReader {
  const objects = new Map<string, RecordedObject>();
  const logs = new Map<string, RecordedLog>();
  const texts = new Map<string, string>();
  const failures = new Map<string, ReadFailureCode>();
  let contact: ApiContact | null = null;

  function remember(kind: ReadableKind, object: object, whole: boolean): void {
    const recorded = toRecorded(kind, object);
    const { namespace = '', name = '' } = recorded.metadata;
    const key = `${kind}/${namespace}/${name}`;
    if (whole || !objects.has(key)) objects.set(key, recorded);
  }

  async function watched<T>(key: string, read: Promise<T>, expected: readonly ReadFailureCode[] = absent): Promise<T> {
    try {
      return await read;
    } catch (error) {
      if (isReadFailure(error) && !expected.includes(error.code)) failures.set(key, error.code);
      throw error;
    }
  }

  const recorder: Reader = {
    async get(kind, name, namespace) {
      const object = await watched(failureKey(kind), reader.get(kind, name, namespace));
      remember(kind, object, true);
      return object;
    },
    async list(kind, options) {
      const list = await watched(failureKey(kind), reader.list(kind, options));
      for (const object of list) remember(kind, object, !options?.metadataOnly);
      return list;
    },
    async fold(kind, options, start, add) {
      const sum = start();
      for (const object of await recorder.list(kind, options)) add(sum, object);
      return sum;
    },
    async log(options) {
      // a container that waits has no log (400), nor has one that never ran before
      const text = await watched('pods/log', reader.log(options), [...absent, 'bad-response']);
      const log = toLog(options, text);
      const key = `${log.namespace}/${log.pod}/${log.container}/${log.previous ?? false}`;
      if ((logs.get(key)?.text.length ?? -1) < text.length) logs.set(key, log);
      return text;
    },
    async text(path) {
      const text = await watched(path, reader.text(path));
      texts.set(path, text);
      return text;
    },
    async contact() {
      contact = await reader.contact();
      return contact;
    },
  };

  return {
    reader: recorder,
    recording: () => ({
      objects: [...objects.entries()].toSorted(byKey).map(([, object]) => object),
      ...(logs.size > 0 ? { logs: [...logs.entries()].toSorted(byKey).map(([, log]) => log) } : {}),
      ...(texts.size > 0 ? { texts: Object.fromEntries([...texts].toSorted(byKey)) } : {}),
      ...(contact ? { contact } : {}),
      ...(failures.size > 0 ? { failures: Object.fromEntries([...failures].toSorted(byKey)) } : {}),
    }),
  };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Items of a list come without `kind` and `apiVersion`. */
function toRecorded(kind: ReadableKind, object: object): RecordedObject {
  const { group, version } = resources[kind];
  const { metadata, ...rest } = object as { metadata?: ObjectMeta };
  const { managedFields: _, ...kept } = metadata ?? {};
  return { apiVersion: group ? `${group}/${version}` : version, ...rest, kind: kindNames[kind], metadata: kept };
}

function toLog({ namespace, pod, container, previous }: LogOptions, text: string): RecordedLog {
  return { namespace, pod, container, ...(previous ? { previous } : {}), text };
}
