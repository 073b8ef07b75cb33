import { setTimeout as sleep } from 'node:timers/promises';
import { isReadFailure, ReadFailure, type ReadFailureCode } from '../core/read-failure.ts';
import type { ReadableKind } from '../core/reader.ts';
import { statusFailure } from './api-failure.ts';
import type { Connection } from './connection.ts';
import { resourcePath, resources } from './resources.ts';

/** Which objects. */
export interface WatchScope {
  readonly kind: ReadableKind;
  readonly namespace?: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

export interface WatchSettings {
  readonly signal: AbortSignal;
  /** A number from 0 to 1: watches that broke together do not come back together. */
  readonly random?: () => number;
  /** The first wait after a failure; each failure in a row doubles it. */
  readonly waitMs?: number;
  readonly silentMs?: number;
}

/** Only metadata comes over the wire: that something changed is all that is asked for. */
const metadataOf = (what: 'Metadata' | 'MetadataList') => `application/json;as=PartialObject${what};g=meta.k8s.io;v=v1,application/json`;
/** Trying again does not help. */
const refusals: readonly ReadFailureCode[] = ['forbidden', 'unauthorized', 'not-served', 'not-found', 'bad-response'];
const longestWaitMs = 30_000;
/** The server sends a bookmark every minute; a connection that is silent for longer is dead. */
const usualSilentMs = 150_000;
const serverSeconds = 240;

interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: { readonly metadata?: { readonly resourceVersion?: string }; readonly code?: number; readonly message?: string };
}

/**
 * Follows objects with a Kubernetes watch until the signal ends it, and calls `onChange` for each that is added, changed or deleted, and where something
 * may have been missed. What breaks is taken up where it was; where the server has forgotten that moment, from a new list.
 * Rejects with a ReadFailure where it is refused for good.
 */
export async function watchObjects(connection: Connection, scope: WatchScope, onChange: () => void, settings: WatchSettings): Promise<void> {
  const { signal, random = Math.random, waitMs = 1000, silentMs = usualSilentMs } = settings;
  let version: string | null = null;
  let failures = 0;
  let missed = false;
  while (!signal.aborted) {
    try {
      if (version === null) {
        version = await listVersion(connection, scope, signal);
        if (missed) onChange();
        missed = true;
      }
      const from: string = version;
      for await (const line of connection.stream(watchPath(scope, from, random), {
        accept: metadataOf('Metadata'),
        signal,
        silentMs,
        what: watchName(scope),
      })) {
        const { type, object }: WatchEvent = parse(line, scope);
        if (type === 'ERROR') throw errorOf(object, scope);
        failures = 0;
        version = object.metadata?.resourceVersion ?? version;
        if (type !== 'BOOKMARK') onChange();
      }
      // an end without a word is no failure of anybody, but it must not become a loop
      if (version === from) failures++;
    } catch (error) {
      if (signal.aborted) return;
      if (!isReadFailure(error) || refusals.includes(error.code)) throw error;
      if (error.code === 'expired') version = null;
      failures++;
    }
    if (failures > 0)
      await sleep(Math.min(longestWaitMs, waitMs * 2 ** (failures - 1)) * (0.5 + random() / 2), undefined, { signal }).catch(() => {});
  }
}

/** The moment from which to watch. */
async function listVersion(connection: Connection, scope: WatchScope, signal: AbortSignal): Promise<string> {
  const query = new URLSearchParams({ limit: '1', ...selectors(scope) });
  const what = resources[scope.kind].plural;
  const answer = await connection.get(`${resourcePath(scope.kind, scope.namespace)}?${query}`, { accept: metadataOf('MetadataList'), signal, what });
  if (answer.status !== 200) throw statusFailure(answer, what);
  const list = JSON.parse(answer.body.toString('utf8')) as { readonly metadata?: { readonly resourceVersion?: string } };
  return list.metadata?.resourceVersion ?? '0';
}

function watchPath(scope: WatchScope, resourceVersion: string, random: () => number): string {
  const timeoutSeconds = String(Math.round(serverSeconds * (1 + random() / 4)));
  const query = new URLSearchParams({ watch: '1', allowWatchBookmarks: 'true', resourceVersion, timeoutSeconds, ...selectors(scope) });
  return `${resourcePath(scope.kind, scope.namespace)}?${query}`;
}

function selectors({ fieldSelector, labelSelector }: WatchScope): Record<string, string> {
  return { ...(fieldSelector ? { fieldSelector } : {}), ...(labelSelector ? { labelSelector } : {}) };
}

function parse(line: string, scope: WatchScope): WatchEvent {
  try {
    const event = JSON.parse(line) as WatchEvent;
    if (typeof event.type === 'string' && typeof event.object === 'object' && event.object !== null) return event;
  } catch {
    // said below
  }
  throw new ReadFailure('bad-response', watchName(scope), 'not an event of a watch');
}

function errorOf({ code, message = '' }: WatchEvent['object'], scope: WatchScope): ReadFailure {
  return new ReadFailure(code === 410 ? 'expired' : 'server-error', watchName(scope), message);
}

function watchName({ kind }: WatchScope): string {
  return `watch of ${resources[kind].plural}`;
}
