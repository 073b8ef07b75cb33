import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { botScopes } from '../../src/slack/inspect-slack.ts';

it('the manifest asks for the scopes that doctor looks for, each with a reason', () => {
  const text = readFileSync('deploy/slack-manifest.yaml', 'utf8');
  expect(parse(text).oauth_config.scopes.bot).toEqual([...botScopes]);
});
