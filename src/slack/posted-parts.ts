import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Message } from './render/message.ts';
import { slackCode } from './slack-error.ts';
import type { PostedPart } from './state.ts';

const eventType = 'kubewhy_part';
const announcedType = 'kubewhy_announced';
const pages = 10;

/** Written on each message, so that a retry recognises what is already there. */
export function partMetadata(answer: string, message: Message, digest: string): MessageMetadata {
  return { event_type: eventType, event_payload: { answer, key: message.key, digest } };
}

/** A file cannot carry metadata: its name does. */
export function fileName(answer: string, name: string): string {
  const mark = answer.replace(/\D/g, '').slice(-6);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? `${name}-${mark}` : `${name.slice(0, dot)}-${mark}${name.slice(dot)}`;
}

/** Parts of an answer that are already in its thread: told by their metadata, so that a worker that died loses and repeats nothing. */
export async function readPostedParts(
  client: WebClient,
  where: { readonly channel: string; readonly threadTs: string; readonly answer: string; readonly files: readonly Message[] },
  log: Logger,
): Promise<Record<string, PostedPart>> {
  const { channel, threadTs, answer, files } = where;
  const names = new Map(files.map(({ key, file }) => [fileName(answer, file?.name ?? ''), key]));
  const found: Record<string, PostedPart> = {};
  try {
    let cursor: string | undefined;
    for (let page = 0; page < pages; page++) {
      const replies = await client.conversations.replies({
        channel,
        ts: threadTs,
        include_all_metadata: true,
        limit: 200,
        ...(cursor ? { cursor } : {}),
      });
      for (const message of replies.messages ?? []) {
        const part = partOf(message, answer);
        if (part && message.ts) found[part.key] = { ts: message.ts, digest: part.digest };
        for (const { name } of message.files ?? []) {
          const key = names.get(name ?? '');
          if (key && message.ts) found[key] = { ts: message.ts, digest: 'file' };
        }
      }
      cursor = replies.response_metadata?.next_cursor || undefined;
      if (!cursor) break;
    }
  } catch (error) {
    if (slackCode(error) === null) throw error;
    // without the history scopes the store alone knows what is posted
    log.warn({ code: slackCode(error), channel }, 'a thread could not be read: what was posted is known from the store alone');
  }
  return found;
}

function partOf(message: { readonly metadata?: unknown }, answer: string): { key: string; digest: string } | null {
  const metadata = message.metadata as { event_type?: string; event_payload?: { answer?: string; key?: string; digest?: string } } | undefined;
  const payload = metadata?.event_payload;
  if (metadata?.event_type !== eventType || payload?.answer !== answer || !payload.key) return null;
  return { key: payload.key, digest: payload.digest ?? '' };
}

/** Written on the first form of an announcement: a worker that died after it was posted finds it again. */
export function announcedMetadata(key: string): MessageMetadata {
  return { event_type: announcedType, event_payload: { key } };
}

/** The `ts` of an announcement that is posted and was not remembered; null: it is not there, or cannot be seen. */
export async function findAnnounced(
  client: WebClient,
  { channel, threadTs, key, since }: { readonly channel: string; readonly threadTs: string | null; readonly key: string; readonly since: string },
  log: Logger,
): Promise<string | null> {
  const range = { channel, include_all_metadata: true, limit: 200, oldest: String(Math.floor(Date.parse(since) / 1000) - 60) };
  try {
    const { messages = [] } =
      threadTs === null ? await client.conversations.history(range) : await client.conversations.replies({ ...range, ts: threadTs });
    return (messages as readonly Posted[]).find((message) => isAnnounced(message, key))?.ts ?? null;
  } catch (error) {
    if (slackCode(error) === null) throw error;
    log.warn({ code: slackCode(error), channel }, 'a channel could not be read: what was posted is known from the store alone');
    return null;
  }
}

interface Posted {
  readonly ts?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly key?: string } };
}

function isAnnounced({ metadata }: Posted, key: string): boolean {
  return metadata?.event_type === announcedType && metadata.event_payload?.key === key;
}
