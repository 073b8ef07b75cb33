import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ListeningBot, openListeningBot } from './support/listening-bot.ts';

let bot: ListeningBot;
const command = { type: 'command', channel: 'C0LOCAL01', command: '/k8s', text: 'help' };

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** With any header at all: `fetch` would not let us lie about the host. */
function ask(
  path: string,
  { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { port } = new URL(bot.slack.pageUrl);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let said = '';
      response.on('data', (chunk) => {
        said += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: said }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const own = () => new URL(bot.slack.pageUrl).origin;
const json = () => ({ 'content-type': 'application/json', host: new URL(own()).host, origin: own() });
const act = (headers: Record<string, string> = json(), body: unknown = command) =>
  ask('/act', { method: 'POST', headers, body: JSON.stringify(body) });

describe('the page of a demo', () => {
  beforeEach(async () => {
    bot = await openListeningBot();
  });
  afterEach(() => bot.stop());

  it('is served with a policy that lets nothing in from elsewhere', async () => {
    const { status, headers } = await ask('/', { headers: { host: 'localhost' } });
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' });
  });

  it('takes what its own browser sends', async () => {
    expect((await act()).status).toBe(200);
    expect(bot.heard).toMatchObject([{ type: 'command', text: 'help' }]);
  });

  it.each([
    ['another name that leads here', { host: 'evil.example' }],
    ['another site', { origin: 'https://evil.example' }],
    ['a page on another port of this machine', { origin: 'http://localhost:1' }],
    ['a page without an origin', { origin: 'null' }],
  ])('refuses %s', async (_, wrong) => {
    expect((await act({ ...json(), ...wrong })).status).toBe(403);
    expect(bot.heard).toEqual([]);
  });

  it('refuses to act for whom no browser vouches, and what is no JSON', async () => {
    const { origin: _, ...without } = json();
    expect((await act(without)).status).toBe(403);
    expect((await act({ ...json(), 'content-type': 'text/plain' })).status).toBe(415);
    expect((await act(json(), { ...command, type: 'everything' })).status).toBe(400);
    expect((await act(json(), { ...command, text: 'x'.repeat(300_000) })).status).toBe(413);
    expect(bot.heard).toEqual([]);
  });

  it.each(['/', '/events', '/page/app.ts'])('%s is not for another name or another site', async (path) => {
    expect((await ask(path, { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await ask(path, { headers: { host: 'localhost', origin: 'https://evil.example' } })).status).toBe(403);
    expect((await ask(path, { headers: { host: 'localhost', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } })).status).toBe(403);
  });

  it('may be followed to by a link, wherever that stands', async () => {
    const { status } = await ask('/', { headers: { host: 'localhost:1234', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } });
    expect(status).toBe(200);
  });

  it.each(['/page/../act.ts', '/page/%2e%2e/act.ts', '/page/tsconfig.json', '/page//etc/passwd', '/page/index.html'])(
    'serves no %s',
    async (path) => {
      expect((await ask(path, { headers: { host: 'localhost' } })).status).toBe(404);
    },
  );

  it('serves TypeScript as JavaScript', async () => {
    const { headers, body } = await ask('/page/words.ts', { headers: { host: 'localhost' } });
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(body).not.toMatch(/import type|: Words/);
  });

  it('lets only the bot into the Web API, and no browser', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const call = (more: Record<string, string>) => ask('/api/auth.test', { method: 'POST', headers: { ...headers, ...more } });
    expect(JSON.parse((await call({})).body)).toEqual({ ok: false, error: 'invalid_auth' });
    expect(JSON.parse((await call({ authorization: 'Bearer xoxb-local-guess' })).body)).toEqual({ ok: false, error: 'invalid_auth' });
    const right = { authorization: `Bearer ${bot.slack.botToken}` };
    expect(JSON.parse((await call(right)).body)).toMatchObject({ ok: true, user: 'kubewhy' });
    expect((await call({ ...right, origin: own() })).status).toBe(403);
    expect(JSON.parse((await ask('/api/admin.users.remove', { method: 'POST', headers: right })).body)).toEqual({
      ok: false,
      error: 'unknown_method',
    });
  });

  it('takes five answers at an address, to the person alone', async () => {
    await act();
    const path = new URL(String(bot.heard[0]?.response_url)).pathname;
    const answer = (text: string) => ask(path, { method: 'POST', body: JSON.stringify({ text, response_type: 'ephemeral' }) });
    for (let n = 1; n <= 5; n++) expect((await answer(`answer ${n}`)).status).toBe(200);
    expect(await answer('one too many')).toMatchObject({ status: 404, body: expect.stringContaining('used_url') });
    expect((await ask('/response/guessed', { method: 'POST', body: '{}' })).status).toBe(404);
    const { messages } = bot.slack.workspace.snapshot();
    expect(messages.map(({ text }) => text)).toEqual(['answer 1', 'answer 2', 'answer 3', 'answer 4', 'answer 5']);
    expect(messages.every(({ is_ephemeral }) => is_ephemeral)).toBe(true);
    expect(bot.slack.workspace.history('C0LOCAL01')).toEqual([]);
  });

  it('hands out a file as a download, never as a page', async () => {
    const { id } = bot.slack.workspace.keepFile('log 1.html', Buffer.from('<script>1</script>'));
    const { headers, body } = await ask(`/files/${id}`, { headers: { host: 'localhost' } });
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': "attachment; filename*=UTF-8''log%201.html",
    });
    expect(body).toBe('<script>1</script>');
  });
});

describe('the page of a real cluster', () => {
  beforeEach(async () => {
    bot = await openListeningBot({ locked: true });
  });
  afterEach(() => bot.stop());

  it('opens with the key of the printed address, and then with its cookie', async () => {
    const { search } = new URL(bot.slack.pageUrl);
    const { status, headers } = await ask(`/${search}`, { headers: { host: 'localhost' } });
    expect(status).toBe(200);
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await act({ ...json(), cookie: cookie.split(';')[0] ?? '' })).status).toBe(200);
    expect(bot.heard).toHaveLength(1);
  });

  it.each(['/', '/?key=guessed', '/events', '/files/F1'])('shows %s to nobody else on this machine', async (path) => {
    const { port } = new URL(bot.slack.pageUrl);
    expect((await ask(path, { headers: { host: 'localhost', cookie: `kubewhy-${port}=guessed` } })).status).toBe(403);
    expect((await act()).status).toBe(403);
    expect(bot.heard).toEqual([]);
  });
});
