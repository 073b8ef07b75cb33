import { z } from 'zod';
import type { Webhook } from '../core/on-call/alert/notification.ts';

const labels = z.record(z.string(), z.string('is not a text'), 'is not an object of texts');
const moment = z.string('is not a text').refine((text) => Number.isFinite(Date.parse(text)), 'is not an RFC 3339 time');

const alert = z.object({
  status: z.enum(['firing', 'resolved'], 'is neither "firing" nor "resolved"'),
  labels,
  annotations: labels.default({}),
  startsAt: moment,
  endsAt: moment,
  generatorURL: z.string('is not a text').default(''),
  fingerprint: z.string('is not a text').default(''),
});

/** What later versions of Alertmanager add is let through; other versions of the format are not. */
const body = z.object({
  version: z.literal('4', 'must be "4": only version 4 of Alertmanager\'s webhook is understood'),
  receiver: z.string('is not a text').default(''),
  groupKey: z.string('is not a text').min(1, 'is empty'),
  truncatedAlerts: z.number('is not a number').int().min(0).default(0),
  alerts: z.array(alert, 'is not a list').min(1, 'is empty'),
});

/** The body of a webhook, or a sentence that says what is wrong with it. */
export function readWebhookBody(text: string): { readonly webhook: Webhook } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'The body is not JSON.' };
  }
  const result = body.safeParse(json);
  if (result.success) return { webhook: result.data };
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') ?? '';
  return { problem: `The body is not what Alertmanager sends: ${path === '' ? 'it is not an object' : `${path} ${issue?.message}`}.` };
}
