import { describe, expect, it } from 'vitest';
import { redact, redactObject } from '../../src/cluster/redact.ts';

describe('text', () => {
  it.each([
    ['postgres://app:hunter2@db:5432/shop', 'postgres://app:[redacted]@db:5432/shop'],
    ['redis://:p@ss@cache:6379/0 refused', 'redis://:[redacted]@cache:6379/0 refused'],
    ['password=hunter2', 'password=[redacted]'],
    ['password: hunter2', 'password: [redacted]'],
    ['DB_PASSWORD=hunter2 DB_USER=app', 'DB_PASSWORD=[redacted] DB_USER=app'],
    ['Server=db;User Id=sa;Password=hunter2;', 'Server=db;User Id=sa;Password=[redacted];'],
    ['{"api_key":"abc def","port":80}', '{"api_key":"[redacted]","port":80}'],
    ["secret='two words'", "secret='[redacted]'"],
    ['GET /callback?token=abc123&x=1', 'GET /callback?token=[redacted]&x=1'],
    ['app --token abc123 --port 80', 'app --token [redacted] --port 80'],
    ['Authorization: Bearer abc.def-123456', 'Authorization: Bearer [redacted]'],
    ['authorization: Basic YWRtaW46aHVudGVyMg==', 'authorization: Basic [redacted]'],
    ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl here', 'got [redacted] here'],
    ['key AKIAIOSFODNN7EXAMPLE used', 'key [redacted] used'],
    [`slack ${'xoxb'}-123456789012-abcdefghij`, 'slack [redacted]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter', '[redacted]\nafter'],
    ['-----BEGIN EC PRIVATE KEY-----\nMIIE cut', '[redacted]'],
    ['비밀 token: abc123def', '비밀 token: [redacted]'],
    ['nul\0 here', 'nul here'],
  ])('%j', (text, expected) => {
    expect(redact(text)).toBe(expected);
    expect(redact(expected)).toBe(expected);
  });

  it.each([
    'FATAL: password authentication failed for user "app"',
    'token: invalid',
    'token: expired at 2026-11-21T12:00:00Z',
    'invalid token: signature verification failed',
    'error: password: incorrect',
    'secret "db-credentials" not found',
    "couldn't find key password in Secret shop/db",
    'MountVolume.SetUp failed for volume "tls" : secret "web-tls" not found',
    'no such host: secrets.example.com',
    'http://web:8080/healthz returned 503',
    'tokens used: 5 of 10',
    '{"volumes":[{"secret":{"secretName":"db"}}]}',
    'basic understanding of bearer authentication',
    'dial tcp 10.0.0.1:5432: connect: connection refused',
  ])('that is innocent stays: %j', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('of any length is read in time that grows with it', () => {
    for (const text of [
      'a'.repeat(300_000),
      'token'.repeat(60_000),
      `://${'a:'.repeat(100_000)}`,
      '-----BEGIN CERTIFICATE-----'.repeat(3_000),
      `password${' '.repeat(300_000)}`,
    ]) {
      expect(redact(text).length).toBeGreaterThan(0);
    }
  }, 5_000);
});

describe('objects', () => {
  const env = (name: string, value: string) => redactObject({ env: [{ name, value }] }).env[0]?.value;

  it.each([
    ['DB_PASSWORD', 'hunter2'],
    ['API_TOKEN', 'abc'],
    ['AWS_SECRET_ACCESS_KEY', 'abc'],
    ['GITHUB_APIKEY', 'abc'],
  ])('hide the variable %s', (name, value) => {
    expect(env(name, value)).toBe('[redacted]');
  });

  it.each([
    ['DB_PASSWORD_FILE', '/run/secrets/db'],
    ['TOKEN_SERVICE_URL', 'http://token-service:8080'],
    ['TOKEN_TTL', '3600'],
    ['USE_TOKEN', 'true'],
    ['DB_HOST', 'orders-db'],
  ])('show the variable %s', (name, value) => {
    expect(env(name, value)).toBe(value);
  });

  it('hide a password within a value', () => {
    expect(env('DATABASE_URL', 'postgres://app:hunter2@db/shop')).toBe('postgres://app:[redacted]@db/shop');
  });

  it('hide arguments', () => {
    const container = {
      command: ['app', '--password', 'hunter2', '--port', '80'],
      args: ['--token=abc123', '--config', '/etc/app', '--secret-name', 'db'],
    };
    expect(redactObject(container)).toEqual({
      command: ['app', '--password', '[redacted]', '--port', '80'],
      args: ['--token=[redacted]', '--config', '/etc/app', '--secret-name', 'db'],
    });
  });

  it('hide values of ConfigMaps and annotations by their names', () => {
    const object = {
      metadata: { annotations: { 'example.com/token': 'abc', note: 'ok' } },
      data: { 'db.password': 'hunter2', Corefile: '.:53 {\n}' },
      binaryData: { blob: 'AAAA' },
    };
    expect(redactObject(object)).toEqual({
      metadata: { annotations: { 'example.com/token': '[redacted]', note: 'ok' } },
      data: { 'db.password': '[redacted]', Corefile: '.:53 {\n}' },
      binaryData: { blob: '' },
    });
  });

  it('hide the same in what was last applied', () => {
    const name = 'kubectl.kubernetes.io/last-applied-configuration';
    const applied = JSON.stringify({ spec: { containers: [{ env: [{ name: 'PASSWORD', value: 'hunter2' }] }] } });
    expect(redactObject({ metadata: { annotations: { [name]: applied } } }).metadata.annotations[name]).toBe(
      applied.replace('hunter2', '[redacted]'),
    );
    expect(redactObject({ metadata: { annotations: { [name]: 'password=hunter2 {' } } }).metadata.annotations[name]).toBe('password=[redacted] {');
  });

  it('keep references to Secrets, which are names', () => {
    const pod = {
      spec: {
        imagePullSecrets: [{ name: 'registry' }],
        volumes: [{ name: 'v', secret: { secretName: 'db-credentials' } }],
        containers: [{ env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] }],
        automountServiceAccountToken: false,
      },
    };
    expect(redactObject(pod)).toBe(pod);
  });
});
