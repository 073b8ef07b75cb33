import { describe, expect, it } from 'vitest';
import { hintOf, mayFit } from '../../src/core/pattern-hint.ts';

describe('what must stand in a line for a pattern to fit', () => {
  it.each([
    [/(?<count>\d{1,6}) Insufficient (?<resource>\w+)/, [' Insufficient ']],
    [/Multi-Attach error|volume is already (?:exclusively )?attached/i, ['multi-attach error', 'volume is already ']],
    [/open \/run\/flannel\/subnet\.env: no/, ['open /run/flannel/subnet.env: no']],
    [/Ready\s{1,40}True/, ['Ready']],
    [/exceeded quotas?: (?<quota>[\w.-]{1,253})/, ['exceeded quota']],
    [/abc+def/, ['abc']],
    [/[Ff]ailed to (?:list|watch) \*v1\./, ['ailed to ']],
  ])('%s', (pattern, anyOf) => {
    expect(hintOf(pattern)?.anyOf.map((part) => part.trim())).toEqual(anyOf.map((part) => part.trim()));
  });

  it.each([/OOM|(?:a|b)/, /\d{3}/, /(?:foo|bar)/])('cannot be told of %s', (pattern) => {
    expect(hintOf(pattern)).toBeNull();
    expect(mayFit(pattern, 'x', 'x')).toBe(true);
  });
});
