import { redact } from './redact.ts';

// colours and cursor moves
const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

/**
 * A log as it may leave: the newest `limitBytes` of it, from the start of a line, without colours and secrets. A character
 * that the server cut at the end is dropped.
 */
export function cleanLog(bytes: Buffer, limitBytes = Number.POSITIVE_INFINITY): string {
  const newest = bytes.length > limitBytes ? fromLineStart(bytes.subarray(bytes.length - limitBytes)) : bytes;
  return redact(withoutCutCharacter(newest).toString('utf8').replace(escapes, '').replaceAll('\r\n', '\n'));
}

function fromLineStart(bytes: Buffer): Buffer {
  const lineEnd = bytes.indexOf(10);
  if (lineEnd >= 0 && lineEnd < bytes.length - 1) return bytes.subarray(lineEnd + 1);
  const start = bytes.findIndex((byte) => !isContinuation(byte));
  return bytes.subarray(Math.max(start, 0));
}

function withoutCutCharacter(bytes: Buffer): Buffer {
  let lead = bytes.length - 1;
  while (lead > bytes.length - 4 && lead > 0 && isContinuation(bytes[lead] ?? 0)) lead--;
  const byte = bytes[lead] ?? 0;
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
  return lead >= 0 && lead + length > bytes.length ? bytes.subarray(0, lead) : bytes;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
