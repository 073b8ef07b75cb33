import { afterEach, describe, expect, it } from 'vitest';
import { openClusters } from '../../../src/cluster/clusters.ts';
import { redact } from '../../../src/cluster/redact.ts';
import type { FailureAnswer } from '../../../src/core/answer.ts';
import { answerIntent } from '../../../src/core/ask/ask.ts';
import { clustersSeenBy } from '../../../src/core/ask/seen-by.ts';
import type { Intent } from '../../../src/core/intent.ts';
import type { Impersonated } from '../../../src/core/policy.ts';
import { answerToText } from '../../../src/core/words/text.ts';
import { rules } from '../../../src/rules/index.ts';
import { type FakeServer, type Handler, startFakeServer, status, writeKubeconfig } from '../fake-api-server.ts';

let server: FakeServer;
afterEach(() => server?.close());

const questions: readonly Intent[] = [
  { intent: 'why', kind: 'pod', name: 'web-0', namespace: 'shop', symptom: null, locale: 'en' },
  { intent: 'why', kind: 'cluster', name: 'fake', namespace: null, symptom: null, locale: 'en' },
  { intent: 'list', kind: 'pod', name: null, namespace: 'shop', symptom: null, locale: 'en' },
  { intent: 'logs', kind: 'pod', name: 'web-0', namespace: 'shop', symptom: null, locale: 'en' },
  { intent: 'check', kind: null, name: null, namespace: null, symptom: null, locale: 'en', area: 'control-plane' },
  { intent: 'health', kind: null, name: null, namespace: null, symptom: null, locale: 'en' },
  { intent: 'health', kind: null, name: null, namespace: 'shop', symptom: null, locale: 'en' },
  { intent: 'changes', kind: null, name: null, namespace: 'shop', symptom: null, locale: 'en' },
  { intent: 'events', kind: null, name: null, namespace: 'shop', symptom: null, locale: 'en' },
  { intent: 'top', kind: 'node', name: null, namespace: null, symptom: null, locale: 'en' },
  { intent: 'trace', kind: 'service', name: 'web', namespace: 'shop', symptom: null, locale: 'en' },
];

async function ask(question: Intent, kubeconfig: string, as: Impersonated | null = null): Promise<FailureAnswer> {
  const clusters = openClusters({ kubeconfig });
  try {
    const answer = await answerIntent(question, {
      clusters: clustersSeenBy(clusters, { clusters: null, namespaces: null, as }),
      rules,
      runbooks: () => [],
      redact,
      signatures: async () => [],
      clock: () => performance.now(),
    });
    if (answer.type !== 'failure') return expect.unreachable(JSON.stringify(answer));
    return answer;
  } finally {
    await clusters.close();
  }
}

/** Starts a server that answers so; the kubeconfig for it. */
async function serve(handler: Handler, options?: Parameters<typeof startFakeServer>[0]): Promise<string> {
  server = await startFakeServer(options);
  server.answer(handler);
  return writeKubeconfig(server);
}

const fine: Handler = () => ({ body: { gitVersion: 'v1.34.4' } });
const anyone: Handler = ({ path }) => (path === '/version' ? { body: { gitVersion: 'v1.34.4' } } : status(403, 'Forbidden', refusal));
const refusal = 'pods "web-0" is forbidden: User "jane" cannot get resource "pods" in API group "" in the namespace "shop"';

describe('an API server that cannot be asked', () => {
  it.each(questions.map((question) => [`${question.intent} ${question.kind ?? question.area}`, question] as const))(
    'is the diagnosis of every question: %s',
    async (_, question) => {
      const kubeconfig = await serve(fine, { expired: true });
      const answer = await ask(question, kubeconfig);
      expect(answer.code).toBe('x509-expired');
      expect(answer.report).toMatchObject({ verdict: 'problem', findings: [{ rule: 'control-plane/api-unreachable', rootCause: true }] });
      expect(answer.report?.findings[0]?.proof.map(({ path }) => path)).toContain('serving certificate: not after');
      expect(answerToText(answer, rules, 'en', { colour: false })).toMatch(/certificate of the API server of cluster `fake` has expired on /);
      expect(answerToText(answer, rules, 'ko', { colour: false })).toMatch(/만료되었습니다/);
    },
  );

  it('says which names the certificate has', async () => {
    const answer = await ask(questions[0] as Intent, await serve(fine, { name: 'api.elsewhere.example' }));
    expect(answer.code).toBe('x509-wrong-name');
    expect(answerToText(answer, rules, 'en', { colour: false })).toContain('DNS:api.elsewhere.example');
  });

  it('says who may not do what', async () => {
    const answer = await ask(questions[0] as Intent, await serve(anyone));
    expect(answer.code).toBe('forbidden');
    const text = answerToText(answer, rules, 'en', { colour: false }).replaceAll(/\s+/g, ' ');
    expect(text).toContain('user `jane` may not get `pods` in namespace `shop`');
    expect(answerToText(answer, rules, 'ko', { colour: false })).toContain('권한이 없습니다');
  });

  it('of a person is looked into as that person, and theirs is the role that is missing', async () => {
    const person = { user: 'mina@example.com', groups: ['shop devs', 'ops'] };
    const forbids =
      (user: string, what: string): Handler =>
      () =>
        status(
          403,
          'Forbidden',
          `${what} is forbidden: User "${user}" cannot ${what === 'users' ? 'impersonate' : 'get'} resource "${what}" in API group ""`,
        );
    const commands = async (handler: Handler) => {
      const answer = await ask(questions[0] as Intent, await serve(handler), person);
      return [...answerToText(answer, rules, 'en', { colour: false }).matchAll(/^ *\$ (.*)$/gm)].map(([, command]) => command);
    };
    expect(await commands(() => status(403, 'Forbidden', refusal.replace('jane', person.user)))).toEqual([
      "kubectl auth can-i --list --as mina@example.com --as-group 'shop devs' --as-group ops --context fake -n shop",
      'kubectl create rolebinding view-mina@example.com --clusterrole view --user mina@example.com --context fake -n shop',
    ]);
    await server.close();
    expect(await commands(forbids(person.user, 'nodes'))).toEqual([
      "kubectl auth can-i --list --as mina@example.com --as-group 'shop devs' --as-group ops --context fake",
      'kubectl create clusterrolebinding kubewhy-mina@example.com --clusterrole kubewhy --user mina@example.com --context fake',
    ]);
    await server.close();
    // the bot itself may not act as that person
    expect(await commands(forbids('system:serviceaccount:kubewhy:kubewhy', 'users'))).toEqual([
      'kubectl auth can-i --list --context fake',
      'kubewhy doctor',
      'kubectl apply -f deploy/rbac-impersonate.yaml',
    ]);
  });

  it('tells credentials that are refused from an API server that is away', async () => {
    const answer = await ask(questions[0] as Intent, await serve(() => status(401, 'Unauthorized', 'Unauthorized')));
    expect(answer.report?.findings[0]?.facts).toMatchObject({ code: 'unauthorized', client: { kind: 'token' } });
    await server.close();
    const refused = await ask(questions[0] as Intent, writeKubeconfig(server));
    expect(refused.report?.findings[0]?.facts).toMatchObject({ code: 'refused', connected: false });
  });

  it('never shows the token', async () => {
    const answer = await ask(questions[0] as Intent, await serve(() => status(401, 'Unauthorized', 'Unauthorized')));
    expect(JSON.stringify(answer)).not.toContain('a-token');
  });
});

describe('an API server that answers with errors', () => {
  const health = (failing: string) => `[+]ping ok\n[-]${failing} failed: reason withheld\nreadyz check failed\n`;
  const broken =
    (failing: string): Handler =>
    ({ path }) => {
      if (path === '/version') return { body: { gitVersion: 'v1.34.4' } };
      if (path === '/readyz' || path === '/livez') return { status: 500, body: health(failing) };
      return status(500, 'InternalError', 'etcdserver: request timed out');
    };

  it('is asked for its own health: etcd', async () => {
    const answer = await ask(questions[0] as Intent, await serve(broken('etcd')));
    expect(answer).toMatchObject({ code: 'server-error', report: { findings: [{ rule: 'control-plane/etcd-unhealthy', rootCause: true }] } });
  });

  it('is asked for its own health: a check of another kind', async () => {
    const answer = await ask(questions[2] as Intent, await serve(broken('informer-sync')));
    expect(answer.report?.findings.map(({ rule }) => rule)).toEqual(['control-plane/api-not-ready']);
  });

  it('is not blamed where it says that it is well', async () => {
    const well: Handler = ({ path }) => (path.startsWith('/api') ? status(500, 'InternalError', 'boom') : { body: path === '/version' ? {} : 'ok' });
    const answer = await ask(questions[0] as Intent, await serve(well));
    expect(answer.code).toBe('server-error');
    expect(answer.report).toBeUndefined();
  });
});
