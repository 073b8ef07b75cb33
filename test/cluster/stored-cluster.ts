import { fieldMatcher, labelMatcher } from '../../src/cluster/match-selectors.ts';
import { resources } from '../../src/cluster/resources.ts';
import type { AnyObject, ObjectMeta } from '../../src/core/kinds.ts';
import type { ReadableKind } from '../../src/core/reader.ts';
import type { Handler } from './fake-api-server.ts';

/** Objects by kind; a kind that is missing has none. */
export type Stored = { readonly [K in ReadableKind]?: readonly object[] };

/** Answers as an API server would that holds these objects: GET, and LIST page by page, with selectors. It knows no version and no logs. */
export function storedCluster(stored: Stored): Handler {
  const kinds = Object.entries(resources) as [ReadableKind, (typeof resources)[ReadableKind]][];
  return ({ path, query }) => {
    if (path === '/version') return { body: { gitVersion: 'v1.34.4' } };
    for (const [kind, { group, version, plural }] of kinds) {
      const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
      const match = new RegExp(`^${base}(?:/namespaces/([^/]+))?/${plural}(?:/([^/]+))?$`).exec(path);
      if (!match) continue;
      const [, namespace, name] = match;
      const all = (stored[kind] ?? []).filter((one) => !namespace || meta(one).namespace === namespace);
      if (name) return found(all.find((one) => meta(one).name === name));
      const hasLabels = labelMatcher(query.get('labelSelector') ?? undefined);
      const hasFields = fieldMatcher(query.get('fieldSelector') ?? undefined);
      const picked = all.filter((one) => hasLabels(meta(one).labels ?? {}) && hasFields(one as AnyObject));
      return page(picked, Number(query.get('limit') ?? picked.length), Number(query.get('continue') ?? 0));
    }
    return found(undefined);
  };
}

function page(objects: readonly object[], limit: number, from: number): ReturnType<Handler> {
  const items = objects.slice(from, from + limit);
  const rest = objects.length - from - items.length;
  return { body: { kind: 'List', metadata: rest > 0 ? { continue: String(from + items.length), remainingItemCount: rest } : {}, items } };
}

function found(object: object | undefined): ReturnType<Handler> {
  return object
    ? { body: object }
    : { status: 404, body: { kind: 'Status', status: 'Failure', code: 404, reason: 'NotFound', message: 'not found' } };
}

function meta(object: object): ObjectMeta {
  return (object as { metadata?: ObjectMeta }).metadata ?? {};
}
