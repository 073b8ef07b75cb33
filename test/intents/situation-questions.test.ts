import { expect, it } from 'vitest';
import { createParser, loadIntents } from '../../src/intents/parse.ts';
import { readSituations } from '../e2e/situation.ts';

const parse = createParser(loadIntents());

/** What the cluster tier asks was worded by those who wrote the rules, as they would ask it. */
it.each(readSituations().flatMap(({ ask, target, namespace }) => ask.map((text) => ({ text, target, namespace }))))(
  'understands "$text" as about $target',
  ({ text, target, namespace }) => {
    const name = target.slice(target.indexOf('/') + 1).replaceAll('*', '5d8f9-x2k');
    const parsed = parse(`${text.replaceAll('{name}', name)} -n ${namespace}`, { addressed: true });
    expect(parsed).toMatchObject({ intent: 'why', namespace });
    expect(name.startsWith('name' in parsed ? (parsed.name ?? '?') : '?'), JSON.stringify(parsed)).toBe(true);
  },
);
