import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { openRuntime } from '../../src/cli/runtime.ts';
import { readConfig } from '../../src/config.ts';
import { answerToText } from '../../src/core/words/text.ts';
import { rules } from '../../src/rules/index.ts';
import { makeAuthority } from '../cluster/certificates.ts';

interface Named {
  readonly name: string;
}
interface Config {
  readonly clusters: readonly (Named & { readonly cluster: Readonly<Record<string, string>> })[];
  readonly users: readonly (Named & { readonly user: object })[];
}

let whole: Config;
let strangerCa: string;

/** A kubeconfig of the real cluster with one thing wrong in it. */
function spoilt(cluster: Readonly<Record<string, string>>, user?: object): string {
  const path = join(mkdtempSync(join(tmpdir(), 'kubewhy-contact-')), 'config');
  const config = {
    ...whole,
    clusters: whole.clusters.map((one) => ({ ...one, cluster: { ...one.cluster, ...cluster } })),
    users: whole.users.map((one) => ({ ...one, user: user ?? one.user })),
  };
  writeFileSync(path, stringify(config));
  return path;
}

function serverWith(change: (url: URL) => void): string {
  const url = new URL(whole.clusters[0]?.cluster.server ?? '');
  change(url);
  return url.href.replace(/\/$/, '');
}

const cases: readonly { readonly why: string; readonly code: string; readonly says: RegExp; readonly kubeconfig: () => string }[] = [
  {
    why: 'the wrong port',
    code: 'refused',
    says: /refuses the connection: nothing listens/,
    kubeconfig: () =>
      spoilt({
        server: serverWith((url) => {
          url.port = '6499';
        }),
      }),
  },
  {
    why: 'a name that nobody knows',
    code: 'name-not-resolved',
    says: /cannot be resolved/,
    kubeconfig: () =>
      spoilt({
        server: serverWith((url) => {
          url.hostname = 'api.nowhere.invalid';
        }),
      }),
  },
  {
    why: 'the CA of another cluster',
    code: 'x509-unknown-issuer',
    says: /comes from an issuer/,
    kubeconfig: () => spoilt({ 'certificate-authority-data': strangerCa }),
  },
  {
    why: 'a name that the certificate has not',
    code: 'x509-wrong-name',
    says: /is not for/,
    kubeconfig: () => spoilt({ 'tls-server-name': 'api.elsewhere.example' }),
  },
  {
    why: 'a wrong token',
    code: 'unauthorized',
    says: /does not accept the credentials \(401\)/,
    kubeconfig: () => spoilt({}, { token: 'nonsense' }),
  },
  { why: 'no credentials', code: 'forbidden', says: /`system:anonymous` may not get/, kubeconfig: () => spoilt({}, {}) },
];

describe('a kubeconfig with something wrong in it, against the real API server', () => {
  beforeAll(async () => {
    whole = parse(readFileSync(process.env.KUBEWHY_E2E_KUBECONFIG ?? '', 'utf8')) as Config;
    strangerCa = Buffer.from((await makeAuthority()).cert).toString('base64');
  });

  it.each(cases)('$why', async ({ code, says, kubeconfig }) => {
    const runtime = openRuntime({ config: readConfig({ KUBECONFIG: kubeconfig(), KUBEWHY_LOG_LEVEL: 'silent' }) });
    try {
      const answer = await runtime.answer({ intent: 'why', kind: 'pod', name: 'web-0', namespace: 'default', symptom: null, locale: 'en' });
      if (answer.type !== 'failure') return expect.unreachable(JSON.stringify(answer));
      expect(answer.code).toBe(code);
      expect(answer.report).toMatchObject({ verdict: 'problem', findings: [{ rule: 'control-plane/api-unreachable', facts: { code } }] });
      expect(answerToText(answer, rules, 'en', { colour: false }).replaceAll(/\s+/g, ' ')).toMatch(says);
      expect(answerToText(answer, rules, 'ko', { colour: false })).toMatch(/API 서버/);
    } finally {
      await runtime.clusters.close();
    }
  });
});
