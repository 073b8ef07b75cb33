import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import { boltLog } from './bolt-log.ts';

/** No retries of its own: queues retry, and a person who waits is told at once. */
export function clientOptions(apiUrl: string | undefined, log: Logger): WebClientOptions {
  return {
    ...(apiUrl ? { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` } : {}),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    logger: boltLog(log),
  };
}

/** A client for Slack's Web API. */
export function createSlackClient(token: string, apiUrl: string | undefined, log: Logger): WebClient {
  return new WebClient(token, clientOptions(apiUrl, log));
}
