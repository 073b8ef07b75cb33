import { redactObject } from './redact.ts';

interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly time?: string;
}

/**
 * An object of the API server as it leaves src/cluster: redacted, and of `managedFields` only who wrote and when. The fields
 * themselves are often half of an object, and nothing judges by them.
 */
export function toEvidence<T extends object>(object: T): T {
  const { managedFields, ...metadata } = (object as { metadata?: { managedFields?: readonly ManagedFields[] } }).metadata ?? {};
  if (!managedFields) return redactObject(object);
  const kept = managedFields.map(({ manager, operation, subresource, time }) => ({ manager, operation, subresource, time }));
  return redactObject({ ...object, metadata: { ...metadata, managedFields: kept } });
}
