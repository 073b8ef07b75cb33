import { describe, expect, it } from 'vitest';
import { locales } from '../../src/core/locale.ts';
import type { Lack } from '../../src/core/on-call/incident/incident.ts';
import type { IncidentStatus } from '../../src/core/on-call/incident/incident-answer.ts';
import { classic } from '../../src/slack/render/classic.ts';
import { render } from '../../src/slack/render/render.ts';
import { messageProblems } from '../../src/slack/render/validate.ts';
import { openStatus, problemLook } from './support/incident-answers.ts';
import { sampleRules } from './support/sample-rules.ts';

const long = 'x'.repeat(2000);
const [first] = problemLook.causes;
const cause = { ...first, facts: { pods: long, wanted: long, most: long } } as (typeof problemLook.causes)[0];
const look = { ...problemLook, causes: [cause, cause, cause], moreCauses: 99, status: long };
const change = { path: long, from: long, to: long };
const rollout = {
  type: 'rollout',
  at: look.at,
  ref: { kind: 'deployment', name: 'y'.repeat(63), namespace: 'shop' },
  by: 'z'.repeat(128),
  from: 1,
  to: 2,
  back: false,
  changes: [change, change, change, change],
} as const;
const whats = ['channel', 'topic', 'invite', 'user-group', 'pin', 'bookmark'] as const satisfies readonly Lack['what'][];

/** As much of everything as there can be. */
const worst: IncidentStatus = {
  ...openStatus,
  settled: { look, since: look.at },
  last: { ...look, verdict: 'away', at: '2026-11-21T12:00:00.000Z' },
  known: look,
  onIt: Array.from({ length: 60 }, (_, index) => ({ id: `U00000${100 + index}`, name: null })),
  recent: { at: look.at, entries: Array(5).fill(rollout), more: 1000, partial: true },
  lacks: whats.map((what) => ({ what, code: 'missing_scope', scope: 'channels:manage' })),
};

describe.each(locales)('the status of an incident in %s', (locale) => {
  it.each([
    ['a problem', worst],
    ['away', { ...worst, settled: { look: { ...look, verdict: 'away' }, since: look.at } } as IncidentStatus],
    ['closed', { ...worst, closed: { at: look.at, by: openStatus.startedBy } }],
  ])('is one message that Slack takes, whatever there is to say: %s', (_, status) => {
    const { headline, thread } = render({ type: 'incident', view: 'status', status }, sampleRules, locale, { answerKey: 'C1/1.1' });
    expect(thread).toEqual([]);
    expect(messageProblems(headline)).toEqual([]);
    expect(messageProblems(classic(headline))).toEqual([]);
  });
});
