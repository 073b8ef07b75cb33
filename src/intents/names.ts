const dnsName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** A name that Kubernetes takes (RFC 1123). */
export function isName(text: string): boolean {
  return text.length <= 253 && dnsName.test(text);
}

/** An IPv4 address: the far end of a connection, or a node. */
export function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text);
}

/** Nobody writes such a word by chance: it has a dash, a dot or a digit among letters. */
export function looksMade(name: string): boolean {
  return /[-.0-9]/.test(name) && /[a-z]/.test(name);
}

/** A pod's name as controllers make it, or the ordinal of a StatefulSet: never a namespace. */
export function looksLikePod(name: string): boolean {
  return /-\d+$/.test(name) || /-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(name) || /-[a-f0-9]{6,10}-[a-z0-9]{3,5}$/.test(name);
}

/** How nodes are usually called. */
export function looksLikeNode(name: string): boolean {
  return (
    /^(worker|node|master|control-plane|cp|ip|gke|aks|eks|minion|kind|k3s|win|windows)-?[a-z0-9.-]*\d/.test(name) || /\.(internal|local)$/.test(name)
  );
}

const environments = /^(prod|production|prd|staging|stage|stg|dev|development|qa|uat|sandbox|preprod|canary)$/;

/** Where it is not known which clusters there are, such a word is one. */
export function looksLikeCluster(name: string): boolean {
  return environments.test(name);
}

const ownNamespaces = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** A namespace that every cluster has, or that is one by its name. */
export function looksLikeNamespace(name: string): boolean {
  return ownNamespaces.has(name) || /-(system|ns|namespace)$/.test(name);
}
