/** An address as a number, with its length in bits. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Is the address in the block? False for what is no address, and for one of the other family. */
export function inCidr(address: string, cidr: string): boolean {
  const [base = '', length = ''] = cidr.split('/');
  const [own, block] = [parseAddress(address), parseAddress(base)];
  if (!own || !block || own.bits !== block.bits || !/^\d{1,3}$/.test(length)) return false;
  const free = BigInt(Math.max(0, own.bits - Number(length)));
  return own.value >> free === block.value >> free;
}

function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return { bits: 32, value: parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) };
}

function parseV6(text: string): Address | null {
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return null;
  const groups = (half: string | undefined) => (half ? half.split(':') : []);
  const [left, right] = [groups(head), groups(tail)];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...left, ...Array<string>(tail === undefined ? 0 : missing).fill('0'), ...right];
  if (!all.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return { bits: 128, value: all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) };
}
