import type { CheckJob, Place } from '../../src/core/jobs.ts';

export const place: Place = { medium: 'slack', team: 'T1', channel: 'C1', threadTs: '1700000000.000100', placeholderTs: '1700000000.000200' };

export const check: CheckJob = {
  intent: { intent: 'why', kind: 'pod', name: 'pod-x', namespace: 'shop', symptom: 'pending', locale: 'en' },
  place,
  asker: { id: 'U1', name: 'mina' },
  locale: 'en',
  cluster: null,
  text: 'why is pod-x pending',
  askedAt: '2026-07-01T09:00:00.000Z',
};

/** The same question in another channel. */
export function checkIn(channel: string, more: Partial<CheckJob> = {}): CheckJob {
  return { ...check, ...more, place: { ...place, channel } };
}
