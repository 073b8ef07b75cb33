import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { NoEntry, RetryLater, Unrecoverable } from '../core/jobs.ts';

/** The bot cannot write there; somebody has to do something first. */
const noEntry = new Set(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action', 'restricted_action_read_only_channel']);
/** The workspace does not let the bot in at all. */
const noToken = new Set([
  'token_revoked',
  'token_expired',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'org_login_required',
  'ekm_access_denied',
  'team_access_not_granted',
  'missing_scope',
  'no_permission',
]);
const badBlocks = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'block_mismatch', 'invalid_attachments']);
const lostMessage = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
const noFiles = new Set([
  'missing_scope',
  'file_uploads_disabled',
  'not_allowed',
  'access_denied',
  'storage_limit_reached',
  'unknown_method',
  'invalid_channel',
]);

/** Slack's own code of an error; null if it is none of Slack's. */
export function slackCode(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

/** The scope that an app would need; null: Slack does not say, or it is something else. */
export function slackScope(error: unknown): string | null {
  const { needed } = (error instanceof WebAPIPlatformError ? error.data : {}) as { readonly needed?: unknown };
  return typeof needed === 'string' && needed !== '' ? needed : null;
}

function isOf(codes: ReadonlySet<string>): (error: unknown) => boolean {
  return (error) => codes.has(slackCode(error) ?? '');
}

export const isNoEntry = isOf(noEntry);
export const isBadBlocks = isOf(badBlocks);
export const isLostMessage = isOf(lostMessage);
export const isNoFiles = isOf(noFiles);

/** An error of Slack's API in the words of the queue: wait so long, give up, or (itself) try again. */
export function forQueue(error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError) return new RetryLater(error.retryAfter * 1000);
  const code = slackCode(error);
  if (code !== null && noEntry.has(code)) return new NoEntry(code, { cause: error });
  if (code !== null && noToken.has(code)) return new Unrecoverable(`Slack says ${code}`, { cause: error });
  return error;
}
