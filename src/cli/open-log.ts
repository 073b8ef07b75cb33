import pino, { type Logger } from 'pino';
import type { Variables } from '../config.ts';

/** JSON lines on standard error, so that standard output stays for answers. Whatever is named like a secret is hidden. */
export function openLog(config: Variables, level: string = config.KUBEWHY_LOG_LEVEL): Logger {
  const hidden = ['token', 'botToken', 'appToken', 'signingSecret', 'authorization', 'response_url', 'responseUrl'];
  return pino({ level, redact: { paths: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' } }, pino.destination(2));
}
