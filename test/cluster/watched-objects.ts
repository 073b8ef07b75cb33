import { EventEmitter, once } from 'node:events';
import { fieldMatcher, labelMatcher } from '../../src/cluster/match-selectors.ts';
import { type FakeAnswer, type FakeRequest, type Handler, status } from './fake-api-server.ts';

interface Stored {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    resourceVersion?: string;
  };
}
interface Happened {
  readonly version: number;
  readonly plural: string;
  readonly type: string;
  readonly object: Stored;
}

const plurals: Readonly<Record<string, string>> = { Pod: 'pods', Deployment: 'deployments', ConfigMap: 'configmaps' };

/** Objects behind a fake API server that can be listed and watched. shared suites compare it with a real cluster. */
export class WatchedObjects {
  readonly #objects = new Map<string, Stored>();
  readonly #history: Happened[] = [];
  readonly #news = new EventEmitter().setMaxListeners(0);
  #version = 100;
  /** What happened up to here is forgotten. */
  #forgotten = 50;
  /** Users who may not watch. */
  refused: readonly string[] = ['nobody'];
  /** Ends every watch that is open. */
  readonly cut = () => void this.#news.emit('cut');

  apply(object: Stored): void {
    const key = `${object.kind}/${object.metadata.name}`;
    this.#happen(this.#objects.has(key) ? 'MODIFIED' : 'ADDED', object);
    this.#objects.set(key, object);
  }

  delete(kind: string, name: string): void {
    const object = this.#objects.get(`${kind}/${name}`);
    this.#objects.delete(`${kind}/${name}`);
    if (object) this.#happen('DELETED', object);
  }

  bookmark(): void {
    this.#version++;
    this.#news.emit('bookmark');
  }

  forget(): void {
    this.#forgotten = ++this.#version;
  }

  #happen(type: string, object: Stored): void {
    const version = ++this.#version;
    const metadata = { ...object.metadata, resourceVersion: String(version) };
    this.#history.push({ version, type, plural: plurals[object.kind] ?? '', object: { ...object, metadata } });
    this.#news.emit('news');
  }

  readonly handler: Handler = (request) => {
    const plural = request.path.split('/').at(-1) ?? '';
    const user = String(request.headers['impersonate-user'] ?? '');
    if (this.refused.includes(user)) return status(403, 'Forbidden', `${plural} is forbidden: User "${user}" cannot watch resource "${plural}"`);
    if (request.query.get('watch') === '1') return this.#watch(request, plural);
    const items = [...this.#objects.values()].filter((object) => plurals[object.kind] === plural && picked(object, request.query));
    return { body: { kind: 'PartialObjectMetadataList', metadata: { resourceVersion: String(this.#version) }, items } };
  };

  #watch({ query }: FakeRequest, plural: string): FakeAnswer {
    const from = Number(query.get('resourceVersion'));
    return { pieces: this.#pieces(from, plural, query) };
  }

  async *#pieces(from: number, plural: string, query: URLSearchParams): AsyncGenerator<string> {
    const line = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`;
    if (from < this.#forgotten) {
      yield line('ERROR', { kind: 'Status', status: 'Failure', code: 410, reason: 'Expired', message: `too old resource version: ${from}` });
      return;
    }
    let seen = from;
    for (;;) {
      const next = this.#history.filter(({ version }) => version > seen);
      seen = this.#version;
      for (const { type, object } of next.filter((one) => one.plural === plural && picked(one.object, query))) yield line(type, object);
      const what = await Promise.race(['news', 'bookmark', 'cut'].map((name) => once(this.#news, name).then(() => name)));
      if (what === 'cut') return;
      if (what === 'bookmark') yield line('BOOKMARK', { metadata: { resourceVersion: String(this.#version) } });
    }
  }
}

function picked(object: Stored, query: URLSearchParams): boolean {
  const fields = fieldMatcher(query.get('fieldSelector') ?? undefined)(object as never);
  return fields && labelMatcher(query.get('labelSelector') ?? undefined)(object.metadata.labels ?? {});
}
