import type { Kind } from '../kinds.ts';

const clusterScoped: ReadonlySet<Kind> = new Set<Kind>([
  'node',
  'namespace',
  'persistentvolume',
  'storageclass',
  'volumeattachment',
  'ingressclass',
  'certificatesigningrequest',
  'apiservice',
  'validatingwebhookconfiguration',
  'mutatingwebhookconfiguration',
  'clusterrole',
  'clusterrolebinding',
  'nodemetrics',
  'cluster',
]);

/** Does an object of that kind live in a namespace? */
export function isNamespaced(kind: Kind): boolean {
  return !clusterScoped.has(kind);
}
