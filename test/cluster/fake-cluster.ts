import { type Recording, recordedReader } from '../../src/cluster/recorded-reader.ts';
import { resources } from '../../src/cluster/resources.ts';
import { isReadFailure } from '../../src/core/read-failure.ts';
import type { ReadableKind } from '../../src/core/reader.ts';
import { type FakeAnswer, type FakeRequest, type Handler, status } from './fake-api-server.ts';

/** Answers as an API server that holds a recording: the paths, pages and refusals on the wire; which objects, `recordedReader` knows. */
export function clusterHandler(recording: Recording): Handler {
  const reader = recordedReader(recording);
  return async (request) => {
    const found = parsePath(request.path);
    try {
      if (!found) return { body: await reader.text(request.path + (request.query.size > 0 ? `?${request.query}` : '')) };
      const { kind, namespace, name, log } = found;
      if (log && name && namespace) return { body: await reader.log({ namespace, pod: name, ...logOptions(request.query) }) };
      if (name) return { body: await reader.get(kind, name, namespace) };
      return page(await reader.list(kind, listOptions(request, namespace)), request.query);
    } catch (error) {
      if (!isReadFailure(error)) throw error;
      if (error.code === 'not-found') return found ? status(404, 'NotFound', error.message, found.name) : { status: 404, body: '404 page not found' };
      return error.code === 'forbidden' ? status(403, 'Forbidden', error.message) : status(400, 'BadRequest', error.message);
    }
  };
}

function parsePath(path: string): { kind: ReadableKind; namespace?: string; name?: string; log: boolean } | null {
  const match =
    /^\/(?:api|apis\/(?<group>[^/]+))\/[^/]+(?:\/namespaces\/(?<namespace>[^/]+)(?=\/\w))?\/(?<plural>[a-z]+)(?:\/(?<name>[^/]+))?(?<log>\/log)?$/.exec(
      path,
    );
  const { group = '', namespace, plural, name, log } = match?.groups ?? {};
  const kind = (Object.keys(resources) as ReadableKind[]).find((one) => resources[one].plural === plural && resources[one].group === group);
  return kind ? { kind, ...(namespace ? { namespace } : {}), ...(name ? { name: decodeURIComponent(name) } : {}), log: log !== undefined } : null;
}

function listOptions({ query, headers }: FakeRequest, namespace: string | undefined) {
  const [labelSelector, fieldSelector] = [query.get('labelSelector'), query.get('fieldSelector')];
  return {
    ...(namespace ? { namespace } : {}),
    ...(labelSelector ? { labelSelector } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
    metadataOnly: String(headers.accept).includes('PartialObjectMetadataList'),
  };
}

function logOptions(query: URLSearchParams) {
  const tail = query.get('tailLines');
  return { container: query.get('container') ?? '', previous: query.get('previous') === 'true', ...(tail ? { tailLines: Number(tail) } : {}) };
}

function page(items: readonly object[], query: URLSearchParams): FakeAnswer {
  const from = Number(query.get('continue') ?? 0);
  const to = from + Number(query.get('limit') ?? items.length);
  const more = items.length - to;
  return { body: { kind: 'List', metadata: more > 0 ? { continue: String(to), remainingItemCount: more } : {}, items: items.slice(from, to) } };
}
