import { expect, it } from 'vitest';
import { describeConfig, readConfig } from '../../src/config.ts';

const whole = { KUBEWHY_ALERTS_PORT: '9095', KUBEWHY_ALERTS_TOKEN: 'a-token-for-tests-0123', KUBEWHY_ALERTS_CHANNEL: 'C0123456789' };

it('alerts are off unless their port is set', () => {
  expect(readConfig({}).KUBEWHY_ALERTS_PORT).toBeUndefined();
  expect(readConfig(whole).KUBEWHY_ALERTS_PORT).toBe(9095);
});

it.each([
  ['no token', { KUBEWHY_ALERTS_TOKEN: '' }, /KUBEWHY_ALERTS_TOKEN is not: set the token/],
  ['a short token', { KUBEWHY_ALERTS_TOKEN: 'short' }, /KUBEWHY_ALERTS_TOKEN must have 16 characters or more/],
  ['no channel', { KUBEWHY_ALERTS_CHANNEL: '' }, /KUBEWHY_ALERTS_CHANNEL is not: set the channel/],
  ['a channel by its name', { KUBEWHY_ALERTS_CHANNEL: '#ops' }, /KUBEWHY_ALERTS_CHANNEL must be the id of a channel/],
  ['no port', { KUBEWHY_ALERTS_PORT: '99999' }, /KUBEWHY_ALERTS_PORT/],
  ['no address', { KUBEWHY_ALERTMANAGER_URL: 'alertmanager:9093' }, /KUBEWHY_ALERTMANAGER_URL must be a URL like http/],
])('%s is refused with a sentence', (_, more, says) => {
  expect(() => readConfig({ ...whole, ...more })).toThrow(says);
});

it('shows neither the token nor the password of Alertmanager', () => {
  const shown = describeConfig(readConfig({ ...whole, KUBEWHY_ALERTMANAGER_URL: 'https://kubewhy:hunter2@alertmanager/' }))
    .map(({ value }) => value)
    .join('\n');
  expect(shown).not.toMatch(/a-token-for-tests|hunter2/);
});
