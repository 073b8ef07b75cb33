import { describe, expect, it } from 'vitest';
import { askRunbook } from '../../src/core/ask/ask-runbook.ts';
import { locales } from '../../src/core/locale.ts';
import { loadRunbooks } from '../../src/runbooks/load-runbooks.ts';
import { classic } from '../../src/slack/render/classic.ts';
import { render } from '../../src/slack/render/render.ts';
import { messageProblems } from '../../src/slack/render/validate.ts';

const runbooks = loadRunbooks();

describe.each(locales)('in Slack, in %s', (locale) => {
  it.each(runbooks.map((runbook) => [runbook.id, runbook] as const))('%s is shown whole', (_id, runbook) => {
    const { headline, thread } = render({ type: 'runbook', runbook }, [], locale);
    const messages = [headline, ...thread];
    for (const message of messages) {
      expect(messageProblems(message)).toEqual([]);
      expect(messageProblems(classic(message))).toEqual([]);
    }
    const said = messages.map(({ blocks }) => JSON.stringify(blocks)).join('\n');
    for (const { title, steps } of runbook.parts) {
      expect(said).toContain(JSON.stringify(title[locale]).slice(1, -1));
      for (const { command } of steps) {
        const last = command?.trimEnd().split('\n').at(-1);
        if (last !== undefined) expect(said).toContain(JSON.stringify(last).slice(1, -1));
      }
    }
  });

  it('the list of all', () => {
    const topics = askRunbook({ intent: 'runbook', kind: null, name: null, namespace: null, symptom: null, locale }, runbooks);
    const { headline, thread } = render(topics, [], locale);
    for (const message of [headline, ...thread]) expect(messageProblems(message)).toEqual([]);
  });
});
