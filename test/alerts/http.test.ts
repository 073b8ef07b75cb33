import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type AlertsServer, type AlertsServerOptions, startAlertsServer } from '../../src/alertmanager/alerts-server.ts';
import type { Webhook } from '../../src/core/on-call/alert/notification.ts';
import { silent } from '../jobs/backends.ts';
import { recorded, webhook } from './world.ts';

const token = 'a-token-for-tests-0123';
let server: AlertsServer | null = null;
let taken: Webhook[] = [];
let clock = 0;
afterEach(async () => {
  await server?.close();
  server = null;
  taken = [];
});

async function start(options: Partial<AlertsServerOptions> = {}): Promise<string> {
  server = await startAlertsServer({ port: 0, token, take: async (hook) => void taken.push(hook), log: silent, clock: () => clock, ...options });
  return `http://127.0.0.1:${server.port}`;
}

function post(url: string, body: unknown, headers: Record<string, string> = { authorization: `Bearer ${token}` }): Promise<Response> {
  return fetch(`${url}/alertmanager`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
}

describe('what is taken', () => {
  it.each(['crash-firing', 'crash-one-resolved', 'node-firing', 'node-resolved'])('%s of a real Alertmanager', async (name) => {
    const response = await post(await start(), recorded(name));
    expect(response.status).toBe(200);
    expect(taken[0]).toMatchObject({ receiver: 'kubewhy', groupKey: recorded(name).groupKey });
    expect(taken[0]?.alerts.map(({ fingerprint }) => fingerprint)).toEqual(recorded(name).alerts.map(({ fingerprint }) => fingerprint));
  });

  it('fields that a later version adds', async () => {
    const hook = {
      version: '4',
      ...webhook('g', [{ alertname: 'A' }]),
      notificationReason: 'new',
      alerts: [{ ...webhook('g', [{ alertname: 'A' }]).alerts[0], extra: 1 }],
    };
    expect((await post(await start(), hook)).status).toBe(200);
  });

  it('healthz needs no token', async () => {
    const response = await fetch(`${await start()}/healthz`);
    expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
  });
});

describe('what is refused', () => {
  const good = { version: '4', ...webhook('g', [{ alertname: 'A' }]) };
  const [alert] = good.alerts;
  it.each([
    ['no JSON', '{', /not JSON/],
    ['no object', '[]', /it is not an object/],
    ['another version', { ...good, version: '3' }, /version must be "4"/],
    ['no version', webhook('g', [{ alertname: 'A' }]), /version must be "4"/],
    ['no group', { ...good, groupKey: '' }, /groupKey is empty/],
    ['no alerts', { ...good, alerts: [] }, /alerts is empty/],
    ['a status that is none', { ...good, alerts: [{ ...alert, status: 'pending' }] }, /alerts\.0\.status is neither/],
    ['a label that is no text', { ...good, alerts: [{ ...alert, labels: { a: 1 } }] }, /alerts\.0\.labels\.a is not a text/],
    ['a time that is none', { ...good, alerts: [{ ...alert, startsAt: 'yesterday' }] }, /alerts\.0\.startsAt is not an RFC 3339 time/],
  ])('%s: 400 with a sentence', async (_, body, says) => {
    const response = await post(await start(), body);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(says);
    expect(taken).toEqual([]);
  });

  it.each([
    ['none', {}],
    ['another', { authorization: 'Bearer a-token-for-tests-0124' }],
    ['a longer one', { authorization: `Bearer ${token}x` }],
    ['not a bearer', { authorization: `Basic ${token}` }],
  ])('a token: %s', async (_, headers) => {
    const response = await post(await start(), good, headers as Record<string, string>);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(taken).toEqual([]);
  });

  it('other paths and methods', async () => {
    const url = await start();
    const authorization = `Bearer ${token}`;
    expect((await fetch(`${url}/`, { headers: { authorization } })).status).toBe(404);
    const got = await fetch(`${url}/alertmanager`, { headers: { authorization } });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(405);
  });

  it('more than 1 MB, said beforehand or not', async () => {
    const url = await start();
    const large = JSON.stringify({ ...good, padding: 'x'.repeat(1_100_000) });
    expect((await post(url, large)).status).toBe(413);
    const chunks = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 11; sent++) controller.enqueue(new TextEncoder().encode('x'.repeat(100_000)));
        controller.close();
      },
    });
    const init = { method: 'POST', body: chunks, duplex: 'half', headers: { authorization: `Bearer ${token}` } };
    expect((await fetch(`${url}/alertmanager`, init as RequestInit)).status).toBe(413);
    expect((await post(url, { ...good, padding: 'x'.repeat(1_000_000) })).status).toBe(200);
  });

  it('too many at once: 429, and how long to wait; strangers take nothing from those who know the token', async () => {
    const url = await start({ rate: { size: 3, perSecond: 0.5 } });
    for (let times = 0; times < 20; times++) await post(url, good, {});
    expect((await post(url, good, {})).status).toBe(429);
    const states = await Promise.all([1, 2, 3, 4].map(() => post(url, good)));
    expect(states.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 429]);
    expect(states.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('2');
    clock += 2000;
    expect((await post(url, good)).status).toBe(200);
  });

  it('the queue is away: 503, so that Alertmanager sends it again', async () => {
    const take = async () => {
      throw new Error('connect ECONNREFUSED 127.0.0.1:6379');
    };
    const response = await post(await start({ take }), good);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.text()).not.toContain('ECONNREFUSED');
  });

  it('a body that breaks off is not taken', async () => {
    const url = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(`POST /alertmanager HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Length: 500\r\n\r\n{"version"`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await post(url, good)).status).toBe(200);
    expect(taken).toHaveLength(1);
  });
});
