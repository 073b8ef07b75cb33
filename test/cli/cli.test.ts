import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

describe('kubewhy why', () => {
  it('gives the report of the contract as JSON', async () => {
    const { code, stdout, stderr } = await runCli(['why', 'pod/pod-x', 'pending', '-n', 'shop', '--demo', '-o', 'json']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ target: { kind: 'pod', namespace: 'shop', name: 'pod-x' }, verdict: 'problem', gaps: [] });
    const [first] = report.findings;
    expect(first).toMatchObject({ rule: 'pod/insufficient-resources', coverage: ['pod/insufficient-resources'], rootCause: true, because: [] });
    expect(first.proof.length).toBeGreaterThan(0);
    expect(first.steps[0]).toMatchObject({ kind: 'look', text: expect.any(String) });
    expect(report.cost.requests).toBeGreaterThan(0);
  });

  it('says the same in Korean', async () => {
    const { stdout } = await runCli(['why', 'po/pod-x', '-n', 'shop', '--demo', '--lang', 'ko', '-o', 'json']);
    expect(JSON.parse(stdout).findings[0].says).toMatch(/[가-힣]/);
  });

  it('finds a bare name, and says when there is none: exit 1', async () => {
    expect((await runCli(['why', 'pod-x', '--demo'])).code).toBe(0);
    const { code, stdout } = await runCli(['why', 'pod-y', '--demo']);
    expect(code).toBe(1);
    expect(stdout).toContain('pod-x');
  });

  it.each([
    ['a kind that is none', ['why', 'pood/web', '--demo']],
    ['a symptom that is none', ['why', 'pod/pod-x', 'purple', '--demo']],
    ['a target with a space', ['why', 'pod/pod x', '--demo']],
    ['no target', ['why']],
    ['an unknown option', ['why', 'pod/pod-x', '--fast']],
    ['an unknown command', ['wy', 'pod/pod-x']],
  ])('is wrong usage with %s: exit 2', async (_what, args) => {
    const { code, stderr } = await runCli(args);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  it('says that there is no cluster: exit 1, without a stack trace', async () => {
    const { code, stdout, stderr } = await runCli(['why', 'pod/web']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/kubeconfig/);
    expect(stderr).not.toMatch(/ {4}at /);
  });
});

describe('kubewhy ask', () => {
  it('prints the intent of the contract', async () => {
    const { stdout } = await runCli(['ask', '--parse', '/k8s why pod-x pending']);
    expect(JSON.parse(stdout)).toEqual({ intent: 'why', kind: 'pod', name: 'pod-x', namespace: null, symptom: 'pending', locale: 'en' });
  });

  it('reads one text a line and prints one JSON a line', async () => {
    const { stdout } = await runCli(['ask', '--parse', '-'], { input: 'pod-x 왜 pending이야?\nthanks, that fixed it\n' });
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ intent: 'why', name: 'pod-x', symptom: 'pending', locale: 'ko' });
    expect(second).toEqual({ intent: 'none' });
  });

  it('answers as in Slack', async () => {
    const { code, stdout } = await runCli(['ask', 'cart 왜 죽어요?', '--demo']);
    expect(code).toBe(0);
    expect(stdout).toContain('OOMKilled');
  });
});

describe('kubewhy logs', () => {
  it('of a pod that waits for an init container are those of that container', async () => {
    expect((await runCli(['logs', 'loyalty', '--demo'])).stdout).toContain('waiting for loyalty-cache');
  });

  it('of containers that never started are none, and nothing else is offered for them', async () => {
    const { code, stdout } = await runCli(['logs', 'invoices', '--demo']);
    expect([code, stdout]).toEqual([1, expect.stringContaining('There are no logs')]);
    expect(stdout).not.toContain('Did you mean');
  });
});

describe('kubewhy ask for what a single command cannot keep', () => {
  it.each(['lang ko', 'use namespace batch', 'listen on'])('%s: says so, exit 1', async (text) => {
    const { code, stdout } = await runCli(['ask', text, '--demo']);
    expect(stdout).toContain('This needs the bot');
    expect(code).toBe(1);
  });
});

describe('kubewhy rules, config', () => {
  it('lists the catalog', async () => {
    const { stdout } = await runCli(['rules', '-o', 'json']);
    const rule = JSON.parse(stdout).find(({ id }: { id: string }) => id === 'container/oom-killed');
    expect(rule).toMatchObject({ coverage: ['container/oom-killed'], severity: 'critical', on: ['pod'], needs: expect.any(Array) });
  });

  it('names the variable and the fix for each error: exit 2', async () => {
    const { code, stderr } = await runCli(['config'], { env: { PORT: 'http', SLACK_BOT_TOKEN: 'xoxp-1', KUBEWHY_LOCALE: 'jp' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/PORT must be a port number/);
    expect(stderr).toMatch(/SLACK_BOT_TOKEN must be a bot token/);
    expect(stderr).toMatch(/KUBEWHY_LOCALE must be one of en, ko/);
  });

  it('shows no secret', async () => {
    const { stdout } = await runCli(['config'], {
      env: { SLACK_BOT_TOKEN: 'xoxb-very-secret', SLACK_APP_TOKEN: 'xapp-secret-too', REDIS_URL: 'redis://user:hunter2@db:6379' },
    });
    expect(stdout).not.toMatch(/very-secret|secret-too|hunter2/);
    expect(stdout).toContain('redis://user:hidden@db:6379');
  });
});

describe('kubewhy start without tokens', () => {
  it('is a chat on the demo, says so, begins with its example, and ends with its input', async () => {
    const { code, stdout, stderr } = await runCli(['start'], { input: 'list failing pods in shop\ncart 왜 죽어요?\n로그는?\n점심 뭐 먹을까요?\n' });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/DEMO CLUSTER/);
    expect(stdout).toMatch(/> \/k8s why pod-x pending[\s\S]*cpu/);
    expect(stdout).toMatch(/CrashLoopBackOff/);
    expect(stdout).toMatch(/OOMKilled/);
    expect(stdout).toMatch(/loading the catalogue/);
  });
});

describe('kubewhy start', () => {
  it('keeps the namespace that was chosen in the chat', async () => {
    const { stdout } = await runCli(['start', '--demo', '--no-page'], { input: 'use namespace batch\nlist pods\nlist pods in shop\n' });
    expect(stdout).toContain('1 pod in namespace `batch`');
    expect(stdout).toContain('17 pods in namespace `shop`');
  });

  it('with a role and without tokens is wrong usage, and no chat', async () => {
    const { code, stdout, stderr } = await runCli(['start', '--role', 'worker']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('SLACK_BOT_TOKEN');
  });
});

describe('questions about many objects', () => {
  it.each([
    ['check', ['check', 'storage'], { verdict: 'problem', area: 'storage', about: null }],
    ['check of everything', ['check'], { area: 'cluster', findings: expect.any(Array), gaps: expect.any(Array) }],
    ['health', ['health'], { verdict: 'problem', namespace: null, broken: expect.any(Array), capacity: expect.any(Array) }],
    ['changes', ['changes', '-n', 'shop', '--since', '2h'], { type: 'changes', namespace: 'shop', entries: expect.any(Array) }],
    ['top', ['top', 'nodes'], { type: 'top', kind: 'node', rows: expect.any(Array) }],
  ])('%s answers as JSON', async (_what, args, expected) => {
    const { code, stdout, stderr } = await runCli([...args, '--demo', '-o', 'json']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject(expected);
  });

  it('an area that is none is wrong usage, a namespace that is none has no answer', async () => {
    const wrong = await runCli(['check', 'the', 'weather', '--demo']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('control-plane');
    expect((await runCli(['health', '-n', 'nowhere', '--demo'])).code).toBe(1);
  });
});
