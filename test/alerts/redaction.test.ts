import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { openAlertmanager } from '../../src/alertmanager/alertmanager-api.ts';
import { redact } from '../../src/cluster/redact.ts';
import { locales } from '../../src/core/locale.ts';
import type { Labels } from '../../src/core/on-call/alert/notification.ts';
import { answerToText } from '../../src/core/words/text.ts';
import { AlertWorld, webhook } from './world.ts';

const labels = {
  alertname: 'QueueDown password=hunter2-name',
  severity: 'critical',
  dsn: 'amqp://app:hunter2-dsn@mq.shop:5672/',
  api_token: 'hunter2-label',
  secret: 'shop-tls',
  queue: 'q'.repeat(400),
};
const annotations = {
  summary: 'mq refused app, password: hunter2-summary',
  db_password: 'hunter2-annotation',
  description: `${'x'.repeat(1490)} token=hunter2-at-the-edge`,
};
const hook = webhook('g', [labels]);
const secretive = {
  ...hook,
  alerts: hook.alerts.map((one) => ({ ...one, annotations, generatorURL: 'https://prom:hunter2-url@prometheus/graph?token=hunter2-query' })),
};

it('what an alert says leaves without its secrets, in whatever text of it they are', async () => {
  const world = new AlertWorld();
  await world.hear(secretive);
  expect(JSON.stringify(world.said)).not.toContain('hunter2');
  for (const locale of locales) {
    const text = answerToText(world.root(), [], locale).replaceAll(/\s+/g, ' ');
    expect(text).toContain('[redacted]');
    expect(text).toContain('mq refused app');
    // the name of a Secret, which somebody has to know
    expect(text).toContain('shop-tls');
    expect(text).toContain('amqp://app:[redacted]@mq.shop');
  }
});

it('a silence is for the alert as Alertmanager knows it, also by what is hidden or shortened', async () => {
  const world = new AlertWorld();
  const silenced: Labels[] = [];
  world.alertmanager = { silence: async ({ labels }) => void silenced.push(labels), firing: async () => new Set() };
  await world.hear(secretive);
  await world.press('alert-silence', world.root().thread);
  await world.pass(10_000);
  expect(silenced).toEqual([labels]);
  expect(JSON.stringify(world.said)).not.toContain('hunter2');
});

it('what Alertmanager repeats when it refuses is shown without secrets', async () => {
  const server = createServer((_, response) => response.writeHead(400).end('bad matcher api_token="hunter2-label"'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const world = new AlertWorld();
  world.alertmanager = openAlertmanager(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, redact);
  await world.hear(secretive);
  await world.press('alert-silence', world.root().thread);
  await world.pass(10_000);
  const text = answerToText(world.root(), [], 'en');
  expect(text).toContain('bad matcher');
  expect(text).not.toContain('hunter2');
  server.close();
});
