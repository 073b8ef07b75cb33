import { createHmac } from 'node:crypto';

/** Slack waits three seconds; a busy laptop gets a little more. */
const patience = 8000;

interface SignedPost {
  readonly url: string;
  readonly secret: string;
  readonly now: () => Date;
}

/** The bot did not take it: in Slack's words. */
export class DispatchFailed extends Error {
  override readonly name = 'DispatchFailed';
  readonly code: 'operation_timeout' | 'dispatch_failed';
  constructor(code: DispatchFailed['code'], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Sends a body to the bot as Slack does, signed. Resolves with what it answers; throws DispatchFailed. */
export async function postSigned({ url, secret, now }: SignedPost, body: string, contentType: string): Promise<string> {
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const headers = { 'content-type': contentType, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patience) });
    const said = await response.text();
    if (!response.ok) throw new DispatchFailed('dispatch_failed');
    return said;
  } catch (error) {
    if (error instanceof DispatchFailed) throw error;
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new DispatchFailed(late ? 'operation_timeout' : 'dispatch_failed', { cause: error });
  }
}
