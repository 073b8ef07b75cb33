import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/cluster/open-session.ts';
import { type Recording, recordedReader } from '../../../src/cluster/recorded-reader.ts';
import type { Answer, TraceAnswer } from '../../../src/core/answer.ts';
import { askTrace } from '../../../src/core/ask/ask-trace.ts';
import type { Intent } from '../../../src/core/intent.ts';
import { locales } from '../../../src/core/locale.ts';
import { brokenLinks } from '../../../src/core/trace/path.ts';
import { traceVerdict } from '../../../src/core/trace/verdict.ts';
import { walkLimits } from '../../../src/core/trace/walk.ts';
import { plain } from '../../../src/core/words/document.ts';
import { answerToText } from '../../../src/core/words/text.ts';
import { traceDocument } from '../../../src/core/words/trace-document.ts';
import { agent, ingress, policy, recording, type Tier, tier } from './shop.ts';

const web: Tier = { name: 'web', env: { API_URL: 'http://api:8080/v1' } };
const api: Tier = { name: 'api', port: 8080, env: { DB_HOST: 'db', DB_PORT: '5432', DB_USER: 'shop', DB_PASSWORD: 'x' } };
const db: Tier = { name: 'db', port: 5432, env: { POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'x' } };
const shop = [...tier(web), ...tier(api), ...tier(db), ingress('web', 80)];
const question: Intent = { intent: 'trace', kind: null, name: 'web', namespace: 'shop', symptom: null, locale: 'en' };

function ask(data: Recording, intent: Partial<Intent>): Promise<Answer> {
  const session = openSession('lab', recordedReader(data), { now: new Date(data.now) });
  return askTrace({ ...question, ...intent }, session, null, { clock: () => 0 });
}

async function trace(data: Recording, intent: Partial<Intent> = {}): Promise<TraceAnswer> {
  const answer = await ask(data, intent);
  if (answer.type !== 'trace') throw new Error(JSON.stringify(answer));
  return answer;
}

const verdict = (answer: TraceAnswer) => traceVerdict(answer.path, answer.to !== null);
const faults = ({ path }: TraceAnswer) => brokenLinks(path).map(({ fault, hop }) => `${fault.type} ${hop.ref.kind}/${hop.ref.name}`);
const to = (name: string, namespace: string | null = null): Partial<Intent> => ({ to: { kind: null, name, namespace } });

describe('the walk', () => {
  it.each(locales)('is drawn from the Ingress to the last tier, in %s', async (locale) => {
    const answer = await trace(recording(shop), { kind: 'ingress', name: 'shop' });
    expect(verdict(answer)).toBe('open');
    expect(answer.cost.requests).toBeLessThanOrEqual(16);
    await expect(answerToText(answer, [], locale)).toMatchFileSnapshot(`golden/whole.${locale}.txt`);
  });

  it.each(locales)('says the first broken link, in %s', async (locale) => {
    const answer = await trace(recording([...tier(web), ...tier({ ...api, env: { ...api.env, DB_HOST: 'dbb' } }), ...tier(db)]));
    expect(faults(answer)).toEqual(['service-missing service/dbb']);
    await expect(answerToText(answer, [], locale)).toMatchFileSnapshot(`golden/broken.${locale}.txt`);
  });

  it('begins at a workload or a pod too', async () => {
    const names = async (intent: Partial<Intent>) => (await trace(recording(shop), intent)).path.hops.map(({ ref }) => `${ref.kind}/${ref.name}`);
    const rest = ['service/api', 'deployment/api', 'service/db', 'deployment/db'];
    expect(await names({ kind: 'deployment', name: 'api' })).toEqual(rest);
    expect(await names({ kind: 'pod', name: 'api-abc12-x1x1x' })).toEqual(rest);
  });

  it('begins at a workload with the Service that ought to send to it', async () => {
    const lost = await trace(recording([...tier({ ...api, selects: 'apii' }), ...tier(db)]), { kind: 'deployment', name: 'api' });
    expect(faults(lost)).toEqual(['selects-nothing service/api']);
    expect(lost.path.hops.map(({ ref, parent }) => [ref.kind, ref.name, parent])).toEqual([
      ['service', 'api', null],
      ['deployment', 'api', null],
      ['service', 'db', 1],
      ['deployment', 'db', 2],
    ]);
  });

  it.each([
    ['a selector', [...tier(web), ...tier({ ...api, selects: 'apii' })], ['selects-nothing service/api']],
    ['pods that crash', [...tier(web), ...tier(api), ...tier({ ...db, ready: false })], ['not-ready deployment/db']],
    ['pods that restart', [...tier(web), ...tier(api), ...tier({ ...db, restarts: 7 })], ['restarting deployment/db']],
    ['a port', [...tier({ ...web, env: { API_URL: 'http://api:9090' } }), ...tier(api), ...tier(db)], ['port-missing service/api']],
    ['a user', [...tier(web), ...tier({ ...api, env: { ...api.env, DB_USER: 'shopp' } }), ...tier(db)], ['login-differs service/db']],
    ['a password', [...tier(web), ...tier({ ...api, env: { DB_HOST: 'db', DB_USER: 'shop' } }), ...tier(db)], ['login-differs service/db']],
  ])('finds %s', async (_what, objects, expected) => {
    expect(faults(await trace(recording(objects)))).toEqual(expected);
  });

  it('proves that a pod is not Ready by its condition and by what its container waits for', async () => {
    const answer = await trace(recording([...tier(web), ...tier(api), ...tier({ ...db, ready: false })]));
    expect(brokenLinks(answer.path)[0]?.proof.map(({ path, value }) => [path, value])).toEqual([
      ['status.conditions[type=Ready].status', 'False'],
      ['status.containerStatuses[name=app].state.waiting.reason', 'CrashLoopBackOff'],
    ]);
  });

  it('tells the tier that is broken by itself before those that crash in front of it', async () => {
    const down = await trace(recording([...tier({ ...web, ready: false }), ...tier({ ...api, ready: false }), ...tier({ ...db, selects: 'dbb' })]));
    expect(faults(down)).toEqual(['selects-nothing service/db', 'not-ready deployment/web', 'not-ready deployment/api']);
    const crashing = await trace(recording([...tier({ ...web, ready: false }), ...tier(api), ...tier({ ...db, ready: false })]));
    expect(faults(crashing)).toEqual(['not-ready deployment/db', 'not-ready deployment/web']);
  });

  it('ends in a cycle', async () => {
    const answer = await trace(recording([...tier(web), ...tier({ ...api, env: { WEB_HOST: 'web:80' } })]));
    expect(answer.path.hops.map(({ ref, again }) => `${ref.name}${again ? ' again' : ''}`)).toEqual(['web', 'web', 'api', 'api', 'web again']);
    expect(verdict(answer)).toBe('open');
  });

  it('is bounded in width and depth', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `t${index}`);
    const wide = await trace(
      recording([
        ...tier({ name: 'web', env: Object.fromEntries(many.map((name) => [`${name}_HOST`, name])) }),
        ...many.flatMap((name) => tier({ name })),
      ]),
    );
    expect(wide.path.cut).toBe(true);
    expect(wide.path.hops.length).toBeLessThanOrEqual(walkLimits.hops);
    const deep = await trace(recording(many.flatMap((name, index) => tier({ name, env: { NEXT_HOST: `t${index + 1}` } }))), { name: 't0' });
    expect(deep.path.cut).toBe(true);
    expect(deep.path.hops.length).toBeLessThanOrEqual(2 * walkLimits.tiers + 2);
  });

  it('names what it could not look at, and then says neither yes nor no', async () => {
    for (const resource of ['pods', 'endpointslices', 'pods/log', 'networkpolicies']) {
      const answer = await trace(recording(shop, { [resource]: 'forbidden' }), { kind: 'service' });
      expect([resource, verdict(answer), answer.path.gaps.length > 0]).toEqual([resource, 'unknown', true]);
      expect(traceDocument(answer, 'en').tone).toBe('unknown');
    }
  });

  it('never shows a password', async () => {
    const secret = { ...db, env: { POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'hunter2hunter2' } };
    const answer = await trace(recording([...tier(web), ...tier({ ...api, env: { ...api.env, DB_USER: 'x' } }), ...tier(secret)]));
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });
});

describe('does A reach B', () => {
  const guarded = (from: string) =>
    policy('db-in', {
      podSelector: { matchLabels: { app: 'db' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: from } } }], ports: [{ port: 5432 }] }],
    });
  const summary = (answer: TraceAnswer) => plain(traceDocument(answer, 'en').summary);

  it('without policies it does, on a port that there is', async () => {
    expect(verdict(await trace(recording(shop), { name: 'api', ...to('db'), port: '5432' }))).toBe('open');
    expect(faults(await trace(recording(shop), { name: 'api', ...to('db'), port: '3306' }))).toEqual(['port-missing service/db']);
  });

  it('names the policy that closes it', async () => {
    const answer = await trace(recording([...shop, guarded('cart'), agent('calico-node')]), { name: 'web', ...to('db'), port: '5432' });
    expect(verdict(answer)).toBe('broken');
    expect(summary(answer)).toBe('NetworkPolicy db-in in namespace shop does not let deployment web in at service db on 5432/TCP.');
  });

  it('names the rule that lets it through', async () => {
    const answer = await trace(recording([...shop, guarded('api'), agent('calico-node')]), { name: 'api', ...to('db'), port: '5432' });
    expect(verdict(answer)).toBe('open');
    expect(answerToText(answer, [], 'en')).toContain('NetworkPolicy `db-in`, ingress rule 1, lets the connection to service `db` through.');
    expect(answerToText(answer, [], 'ko')).toContain('`db-in` 네트워크폴리시의 ingress 규칙 1번');
  });

  it('says so where the network plugin does not enforce policies', async () => {
    const answer = await trace(recording([...shop, guarded('cart'), agent('kube-flannel-ds')]), { name: 'web', ...to('db'), port: '5432' });
    expect(verdict(answer)).toBe('open');
    expect(summary(answer)).toContain('Flannel does not enforce');
    expect(answerToText(answer, [], 'ko')).toContain('Flannel 플러그인은 네트워크폴리시를 적용하지 않');
  });

  it('looks at both namespaces, and at DNS', async () => {
    const far = [...tier(web), ...tier({ ...db, namespace: 'data' }), agent('cilium')];
    const out = policy('web-out', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } } }] }],
    });
    const inward = policy('data-in', { podSelector: {}, policyTypes: ['Ingress'] }, 'data');
    expect(faults(await trace(recording([...far, inward]), { ...to('db', 'data') }))).toEqual(['policy service/db']);
    expect(faults(await trace(recording([...far, out]), { ...to('db', 'data') }))).toEqual(['dns-policy service/db']);
  });

  it('an end that does not exist is not found, with what is similar', async () => {
    expect(await ask(recording(shop), { ...to('dbx') })).toMatchObject({ type: 'not-found', name: 'dbx' });
  });

  it('takes a name with its namespace', async () => {
    const objects = [...tier(web), ...tier({ ...db, namespace: 'data' })];
    for (const name of ['db.data', 'db.data.svc.cluster.local']) {
      expect((await trace(recording(objects), to(name))).to).toEqual({ kind: 'service', name: 'db', namespace: 'data' });
    }
  });

  it('follows the way from an Ingress only as far as asked', async () => {
    const answer = await trace(recording(shop), { kind: 'ingress', name: 'shop', ...to('api') });
    expect(answer.path.hops.map(({ ref }) => ref.name)).toEqual(['shop', 'web', 'web', 'api', 'api']);
  });

  it('what has no path is not traced', async () => {
    const claim = { kind: 'PersistentVolumeClaim', metadata: { name: 'disk', namespace: 'shop' } } as const;
    expect(await ask(recording([claim]), { kind: 'persistentvolumeclaim', name: 'disk' })).toMatchObject({ type: 'failure', code: 'not-understood' });
  });
});
