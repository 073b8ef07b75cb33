import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainText } from '../../src/core/explain.ts';
import { signatureSets } from '../../src/rules/signatures.ts';

const folder = join(import.meta.dirname, 'healthy');
const healthy = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);
const explain = (text: string) => explainText(text, signatureSets);
const keys = (text: string) => explain(text).known.map(({ rule, signature, rank }) => `${rank} ${rule}#${signature.id}`);

describe('healthy output is called healthy', () => {
  it.each(healthy)('%s', (_file, text) => {
    const { verdict, known, suspects } = explain(text);
    expect(known.map(({ rule, text: line }) => `${rule}: ${line}`)).toEqual([]);
    expect(suspects).toEqual([]);
    expect(verdict).toBe('healthy');
  });
});

describe('what is not known', () => {
  it('comes with the lines that look most like errors', () => {
    const text = [
      'INFO starting the widget',
      'WARN widget is slow',
      'ERROR widget 7 cannot be wound up: spring is missing',
      'INFO no errors since',
      'FATAL giving up on widgets',
    ].join('\n');
    const { verdict, known, suspects } = explain(text);
    expect(known).toEqual([]);
    expect(verdict).toBe('unknown');
    expect(suspects.map(({ line }) => line)).toEqual([2, 3, 5]);
  });

  it.each(['the frobnicator is out of gas', 'quux-4711', '서버가 이상해요'])('is said of one line that nobody knows: %s', (text) => {
    expect(explain(text)).toMatchObject({ verdict: 'unknown', suspects: [{ line: 1, text }] });
  });

  it('shows at most five lines, cut', () => {
    const { suspects } = explain(Array.from({ length: 50 }, (_, index) => `ERROR widget ${index} ${'x'.repeat(2000)}`).join('\n'));
    expect(suspects).toHaveLength(5);
    expect(suspects.every(({ text }) => text.length <= 500)).toBe(true);
  });
});

describe('several causes in one text', () => {
  it('are all named, what only follows after them', () => {
    const text = [
      'Events:',
      '  Warning  FailedCreatePodSandBox  5s  kubelet  Failed to create pod sandbox: plugin type="flannel" failed (add): loadFlannelSubnetEnv failed: open /run/flannel/subnet.env: no such file or directory',
      '  Warning  FailedCreatePodSandBox  1s  kubelet  Failed to create pod sandbox: rpc error: code = Unknown desc = context canceled',
      '  Warning  Failed  1s  kubelet  Error: secret "db-login" not found',
    ].join('\n');
    expect(keys(text)).toEqual([
      'cause container/config-missing#config-object-missing',
      'cause cni/agent-failing#flannel-subnet-file',
      'symptom pod/sandbox-failed#sandbox-failed',
    ]);
  });

  it('in one message of the scheduler are all named', () => {
    const text =
      '0/4 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 1 node(s) were unschedulable, 2 Insufficient cpu. preemption: 0/4 nodes are available.';
    expect(keys(text)).toEqual(
      expect.arrayContaining(['cause pod/insufficient-resources#insufficient-resource', 'cause pod/untolerated-taint#untolerated-taint']),
    );
  });

  it('a cause goes before the panic that it makes', () => {
    const text = ['panic: dial tcp 10.96.0.12:5432: connect: connection refused', '', 'goroutine 1 [running]:', 'main.main()'].join('\n');
    expect(keys(text)[0]).toBe('cause container/crash-cause-in-log#connection-refused');
  });

  it('the same said often is one, with its number and the line that tells most', () => {
    const line = (second: number) => `W1121 10:00:0${second} controller.go:1232] Service "shop/web" does not have any active Endpoint.`;
    expect(explain([line(1), line(2), line(3)].join('\n')).known).toMatchObject([{ count: 3, line: 3, captures: { service: 'shop/web' } }]);
  });
});

describe('forms of logs', () => {
  it.each([
    ['{"level":"error","msg":"dial tcp 10.0.0.1:5432: connect: connection refused"}', 'container/crash-cause-in-log'],
    [
      'Nov 21 10:00:00 w1 kubelet[812]: E1121 10:00:00.0 812 run.go:72] "command failed" err="failed to run Kubelet: running with swap on is not supported"',
      'node/kubelet-config-broken',
    ],
    ['\u001b[31mError: configmap "app" not found\u001b[0m\r', 'container/config-missing'],
    ['```\nError: configmap "app" not found\n```', 'container/config-missing'],
  ])('%j', (text, rule) => {
    expect(explain(text).known[0]?.rule).toBe(rule);
  });

  it('a very long text is read from its end', () => {
    const text = `${'x\n'.repeat(10_000)}Error: configmap "app" not found`;
    expect(explain(text).known[0]?.line).toBe(10_001);
  });

  it('a hostile line does no harm', { timeout: 60_000 }, () => {
    for (const part of ['a', '"', '(', ' ', 'exec: "', 'failed to ', '0/1 nodes are available: ', '/var/lib/', 'x509: ']) {
      expect(explain(part.repeat(100_000)).lines).toBe(part.trim() === '' ? 0 : 1);
    }
  });
});
