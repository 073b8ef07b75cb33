/** The parts of an image reference as the kubelet reads it. */
export interface ImageName {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** `library/nginx` for a bare `nginx` of Docker Hub. */
  readonly repository: string;
  /** `latest` where neither tag nor digest is written. */
  readonly tag: string | null;
  readonly digest: string | null;
}

/** `nginx:1.27` → docker.io, library/nginx, 1.27. As https://github.com/distribution/reference/blob/v0.6.0/normalize.go does. */
export function parseImage(image: string): ImageName {
  const [rest = '', digest] = image.split('@');
  const slash = rest.indexOf('/');
  const first = rest.slice(0, Math.max(0, slash));
  const hasRegistry = slash > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? rest.slice(slash + 1) : rest;
  const colon = path.lastIndexOf(':');
  const tagged = colon > path.lastIndexOf('/');
  const name = tagged ? path.slice(0, colon) : path;
  return {
    registry: hasRegistry ? first : 'docker.io',
    repository: hasRegistry || name.includes('/') ? name : `library/${name}`,
    tag: tagged ? path.slice(colon + 1) : digest ? null : 'latest',
    digest: digest ?? null,
  };
}

/** Are both images of one repository of one registry? */
export function sameRepository(a: string, b: string): boolean {
  const [left, right] = [parseImage(a), parseImage(b)];
  return left.registry === right.registry && left.repository === right.repository;
}

/** Why the runtime cannot even ask for an image of this name; null where nothing is wrong that we know. */
export function nameFault(image: string): 'upper-case' | 'scheme' | 'blank' | 'placeholder' | 'two-tags' | 'empty' | 'characters' | null {
  if (image.trim() === '') return 'empty';
  if (/^[a-z]+:\/\//.test(image)) return 'scheme';
  if (/[{}$<>]/.test(image)) return 'placeholder';
  if (/\s/.test(image)) return 'blank';
  const path = image.split('@')[0]?.replace(/^[^/]*[.:][^/]*\//, '') ?? '';
  if (/[A-Z]/.test(path.replace(/:[^:/]*$/, ''))) return 'upper-case';
  if ((path.match(/:/g) ?? []).length > 1) return 'two-tags';
  return /^[a-z0-9._\-/]+(:[\w.-]+)?$/.test(path) ? null : 'characters';
}
