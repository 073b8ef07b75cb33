import { describe, expect, it } from 'vitest';
import { allMatches, lastMatch, messageOf, plainLine } from '../../src/core/log-signature.ts';
import { crashSignatures } from '../../src/rules/container/crash-cause-in-log.signatures.ts';

const colour = (code: string) => `${String.fromCharCode(27)}[${code}m`;
const ids = (lines: readonly string[]) => allMatches(lines, crashSignatures).map(({ signature }) => signature.id);

describe('a line', () => {
  it('is read without colours and carriage returns', () => {
    expect(plainLine(`${colour('31;1')}FATAL${colour('0')} no config\r`)).toBe('FATAL no config');
  });

  it('is read out of JSON, whatever the keys are called, nested or not', () => {
    expect(messageOf('{"level":"error","msg":"cannot start","error":"dial tcp 10.1.1.1:80: connect: connection refused"}')).toBe(
      'cannot start | dial tcp 10.1.1.1:80: connect: connection refused',
    );
    expect(messageOf('{"severity":"ERROR","err":{"message":"connect ECONNREFUSED 10.1.1.1:80","stack":"at x"}}')).toBe(
      'connect ECONNREFUSED 10.1.1.1:80 | at x',
    );
    expect(messageOf('{"@t":"2026","@m":"No space left on device"}')).toBe('No space left on device');
    expect(messageOf('{"Message":"oops"}')).toBe('oops');
  });

  it('that only looks like JSON, or has no text in it, stays as it is', () => {
    expect(messageOf('{not json}')).toBe('{not json}');
    expect(messageOf('{"a":1}')).toBe('{"a":1}');
  });

  it('loses the escapes of a quoted message', () => {
    expect(messageOf('level=fatal msg="pq: role \\"shop\\" does not exist"')).toBe('level=fatal msg="pq: role "shop" does not exist"');
  });
});

describe('the last line that is known wins', () => {
  it('over an earlier one of another kind', () => {
    const match = lastMatch(['connect ECONNREFUSED 10.1.1.1:80', 'retrying', "Error: Cannot find module 'x'"], crashSignatures);
    expect(match).toMatchObject({ signature: { id: 'missing-module' }, index: 2 });
  });

  it('but says what an earlier line of the same kind tells better', () => {
    const lines = ['Error: connect ECONNREFUSED 10.1.1.1:80', '    at TCPConnectWrap', "  code: 'ECONNREFUSED',", '}'];
    expect(lastMatch(lines, crashSignatures)).toMatchObject({ index: 0, captures: { host: '10.1.1.1', port: '80' } });
  });

  it('and a panic gives way to the reason that stands near', () => {
    const lines = ['dial tcp 10.1.1.1:80: connect: connection refused', 'panic: giving up', '', 'goroutine 1 [running]:', '\tmain.go:3'];
    expect(lastMatch(lines, crashSignatures)?.signature.id).toBe('connection-refused');
  });

  it('but not to one of long before', () => {
    const lines = ['touch: /tmp/x: Permission denied', ...Array.from({ length: 12 }, (_, n) => `request ${n}`), 'panic: giving up'];
    expect(lastMatch(lines, crashSignatures)?.signature.id).toBe('panic');
  });

  it('if it stands near the end, stack frames aside', () => {
    const frames = Array.from({ length: 60 }, (_, n) => `\tat com.example.Frame${n}(Frame.java:${n})`);
    expect(lastMatch(['java.lang.OutOfMemoryError: Java heap space', ...frames], crashSignatures)?.signature.id).toBe('heap-java');
    const requests = Array.from({ length: 60 }, (_, n) => `GET /${n} 200`);
    expect(lastMatch(['java.lang.OutOfMemoryError: Java heap space', ...requests], crashSignatures)).toBeNull();
  });
});

it('all that a text holds, in the order of its lines', () => {
  expect(ids(['x', 'no space left on device', 'EADDRINUSE: address already in use :::80', 'fine'])).toEqual(['no-space-left', 'address-in-use']);
});

it('healthy lines mean nothing', () => {
  const healthy = [
    'listening on 0.0.0.0:8080',
    'GET /healthz 200 1ms',
    'connected to orders-db:5432',
    '{"level":"info","msg":"ready"}',
    'database system is ready to accept connections',
    'INFO  permission check passed',
    'Started Application in 3.2 seconds',
    'level=info msg="config loaded" file=/etc/app.yaml',
    '0 errors, 0 warnings',
    'no errors were found',
  ];
  expect(ids(healthy)).toEqual([]);
});

it('what is caught cannot break out of backticks, and is cut', () => {
  const match = lastMatch([`panic: \`rm -rf\` ${'x'.repeat(500)}`], crashSignatures);
  expect(match?.captures.message).not.toContain('`');
  expect(match?.captures.message?.length).toBeLessThanOrEqual(160);
});
