import { format } from 'node:util';
import { LogLevel, type Logger as SlackLogger } from '@slack/web-api';
import type { Logger } from 'pino';

/** Slack's libraries log into ours. Their debug lines hold whole payloads, people's messages among them, and are left out. */
export function boltLog(log: Logger): SlackLogger {
  return {
    debug: () => {},
    info: (...words) => log.debug(format(...words)),
    warn: (...words) => log.warn(format(...words)),
    error: (...words) => log.error(format(...words)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
