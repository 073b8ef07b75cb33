import { openAlertmanager } from '../../alertmanager/alertmanager-api.ts';
import { redact } from '../../cluster/redact.ts';
import { ConfigError, type Variables } from '../../config.ts';
import { inspectChannel } from '../../slack/inspect-channel.ts';
import { alertSettings } from '../alerts.ts';
import { openLog } from '../open-log.ts';
import type { Line } from './doctor-line.ts';

/** Looks at what alerts need: the file, the channels, Alertmanager. Nothing where they are not taken. */
export async function alertLines(config: Variables): Promise<Line[]> {
  const { KUBEWHY_ALERTS_PORT: port, KUBEWHY_ALERTS_CONFIG: file } = config;
  if (port === undefined) return [{ ok: true, text: 'Alerts: not taken (KUBEWHY_ALERTS_PORT is not set)' }];
  try {
    const settings = alertSettings(config);
    const channels = [...new Set([...(settings ? [settings.channel] : []), ...(settings?.routes ?? []).map(({ channel }) => channel)])];
    const taken = { ok: true, text: `Alerts: taken on port ${port}, labels by ${file ?? 'the usual names'}` };
    return [taken, ...(await channelLines(channels, config)), ...(await alertmanagerLines(config))];
  } catch (error) {
    if (error instanceof ConfigError) return [{ ok: false, text: 'Alerts: the configuration cannot be used', more: error.problems }];
    throw error;
  }
}

async function channelLines(channels: readonly string[], config: Variables): Promise<Line[]> {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = config;
  if (!botToken) return [];
  const lines = channels.map(async (channel): Promise<Line> => {
    const problem = await inspectChannel({ botToken, apiUrl, channel }, openLog(config, 'silent'));
    if (problem === null) return { ok: true, text: `Alerts: channel ${channel} can be written to` };
    return { ok: false, text: `Alerts: channel ${channel} cannot be written to (${problem})`, more: ['Check its id, and /invite the bot there.'] };
  });
  return Promise.all(lines);
}

async function alertmanagerLines({ KUBEWHY_ALERTMANAGER_URL: url }: Variables): Promise<Line[]> {
  if (url === undefined) return [{ ok: true, text: 'Alerts: Alertmanager is not written to (KUBEWHY_ALERTMANAGER_URL is not set)' }];
  try {
    return [{ ok: true, text: `Alerts: Alertmanager ${await openAlertmanager(url, redact).version()} takes silences` }];
  } catch (error) {
    const more = ['"Silence for an hour" silences in Slack alone. Check KUBEWHY_ALERTMANAGER_URL.'];
    return [{ ok: false, text: `Alerts: ${error instanceof Error ? error.message : String(error)}`, more }];
  }
}
