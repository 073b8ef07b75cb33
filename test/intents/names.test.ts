import { expect, it } from 'vitest';
import { createParser, loadIntents } from '../../src/intents/parse.ts';
import { differences } from './differences.ts';

const parse = createParser(loadIntents());

/** People call their things by everyday words, some of which ask for something elsewhere. */
const names = [
  'cart',
  'report',
  'reports',
  'order',
  'users',
  'home',
  'main',
  'client',
  'test',
  'monitor',
  'trace',
  'watch',
  'live',
  'nightly',
  'invoice',
  'store',
];

type Expected = Readonly<Record<string, unknown>>;
const sentences: Readonly<Record<string, (name: string) => Expected>> = {
  'why is pod {} crashing': (name) => ({ intent: 'why', kind: 'pod', name, symptom: 'crashing' }),
  'can you look at the {} cronjob?': (name) => ({ intent: 'why', kind: 'cronjob', name }),
  'show me the logs of the {} deployment': (name) => ({ intent: 'logs', kind: 'deployment', name }),
  'why does the container {} in pod web-0 keep restarting': (name) => ({ intent: 'why', kind: 'pod', name: 'web-0', container: name }),
  'logs from the {} container of web-0': (name) => ({ intent: 'logs', name: 'web-0', container: name }),
  'is namespace {} ok?': (name) => ({ intent: 'health', namespace: name }),
  'list deployments in the {} namespace': (name) => ({ intent: 'list', kind: 'deployment', namespace: name }),
  'tell me when the {} deployment is healthy again': (name) => ({ intent: 'watch', kind: 'deployment', name }),
  'can pod web-0 reach service {} on port 8080?': (name) => ({ intent: 'trace', name: 'web-0', port: '8080', to: { kind: 'service', name } }),
  'why is `{}` pending': (name) => ({ intent: 'why', name, symptom: 'pending' }),
  '{} 파드가 왜 안 뜨나요': (name) => ({ intent: 'why', kind: 'pod', name, symptom: 'pending' }),
  '파드 {} 왜 pending이야': (name) => ({ intent: 'why', kind: 'pod', name, symptom: 'pending' }),
  '{} 디플로이먼트 로그': (name) => ({ intent: 'logs', kind: 'deployment', name }),
  'web-0 파드의 {} 컨테이너 로그 보여줘': (name) => ({ intent: 'logs', kind: 'pod', name: 'web-0', container: name }),
  '{} 네임스페이스 파드 목록': (name) => ({ intent: 'list', kind: 'pod', namespace: name }),
  '{} 디플로이먼트 정상화되면 알려줘': (name) => ({ intent: 'watch', kind: 'deployment', name }),
  '{} 디플로이먼트 뭐 바뀌었어?': (name) => ({ intent: 'changes', kind: 'deployment', name }),
};

it.each(Object.entries(sentences))('takes everyday words for names in "%s"', (sentence, meaning) => {
  const wrong = names.flatMap((name) => {
    const text = sentence.replace('{}', name);
    return differences(parse(text, { addressed: true }), meaning(name)).map((difference) => `${text}: ${difference}`);
  });
  expect(wrong).toEqual([]);
});

/** The same words where they are no names. */
it.each([
  ['watch pod web-0', { intent: 'watch', name: 'web-0' }],
  ['trace service web', { intent: 'trace', name: 'web' }],
  ['pod status -n shop', { intent: 'list', namespace: 'shop', name: null }],
  ['top 파드 -n shop', { intent: 'top', namespace: 'shop', name: null }],
  ['set namespace to payments', { intent: 'use', namespace: 'payments' }],
  ['which contexts are configured?', { intent: 'clusters' }],
  ['pod web-0 exceeds its limit', { intent: 'why', name: 'web-0', namespace: null }],
  ['what did we ship to ns shop', { intent: 'changes', namespace: 'shop', name: null }],
] satisfies [string, Expected][])('does not in "%s"', (text, meaning) => {
  expect(differences(parse(text, { addressed: true }), meaning)).toEqual([]);
});

it('says nothing about an everyday word among people', () => {
  expect(parse('our customer service is failing our users', { addressed: false }).intent).toBe('none');
  expect(parse('the report is failing to impress', { addressed: false }).intent).toBe('none');
});

/** Names a letter away from words that we know are no slips of the finger. */
it.each(['tracker', 'loader', 'checker', 'backend', 'streaming', 'counter', 'thanos', 'ledger', 'planner', 'charts', 'media', 'scraper', 'renderer'])(
  'leaves the name %s as it is',
  (name) => {
    for (const [text, meaning] of [
      [`why is ${name} crashing in apps`, { intent: 'why', name, namespace: 'apps', symptom: 'crashing' }],
      [`can web-0 reach ${name} on port 80?`, { intent: 'trace', name: 'web-0', to: { name } }],
      [`show events for ${name} in payments`, { intent: 'events', name, namespace: 'payments' }],
      [`${name} logs -n shop`, { intent: 'logs', name, namespace: 'shop' }],
    ] satisfies [string, Expected][])
      expect(differences(parse(text, { addressed: true }), meaning), text).toEqual([]);
  },
);
