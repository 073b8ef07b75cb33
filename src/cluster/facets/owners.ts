import type { Owner } from '../../core/evidence.ts';
import { type Kind, kindNames, type ObjectMeta, workloadKinds } from '../../core/kinds.ts';
import type { Reader } from '../../core/reader.ts';
import { type Collector, namespaceOf, orElse } from './collector.ts';

/** The controllers of an object, nearest first; ends where there is none or where it is of a kind that we do not read. */
export const owners: Collector<Kind, readonly Owner[]> = {
  reads: workloadKinds,
  collect: ({ reader, ref, subject }) => chain(reader, namespaceOf(ref), subject.metadata as ObjectMeta, 3),
};

async function chain(reader: Reader, namespace: string, metadata: ObjectMeta, depth: number): Promise<readonly Owner[]> {
  const reference = metadata.ownerReferences?.find(({ controller }) => controller);
  const kind = workloadKinds.find((candidate) => kindNames[candidate] === reference?.kind);
  if (!reference || !kind || depth === 0) return [];
  const object = await orElse(reader.get(kind, reference.name, namespace), null, 'not-found');
  const owner: Owner = { ref: { kind, name: reference.name, namespace }, object: object as Owner['object'] };
  return object?.metadata ? [owner, ...(await chain(reader, namespace, object.metadata, depth - 1))] : [owner];
}
