import { type ClusterInspection, inspectCluster } from '../../cluster/doctor.ts';
import { readConfig, type Variables } from '../../config.ts';
import type { Kind } from '../../core/kinds.ts';
import { readFailureWord } from '../../core/words/gap-words.ts';
import { openBackend } from '../../jobs/backend.ts';
import { rules } from '../../rules/index.ts';
import { openLog } from '../open-log.ts';
import type { ExitCode } from '../program.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import { alertLines } from './doctor-alerts.ts';
import type { Line } from './doctor-line.ts';
import { policyLines } from './doctor-policy.ts';

/** Looks at Slack, the storage and each cluster. Exit 1 if something does not work. */
export async function doctor({ demo = false }: { readonly demo?: boolean }): Promise<ExitCode> {
  const config = readConfig();
  const runtime = openRuntime({ demo, config });
  const lines: Line[] = [];
  const tell = (found: readonly Line[]) => {
    for (const line of found) {
      lines.push(line);
      console.log(`${line.ok ? '✔' : '✖'} ${line.text}`);
      for (const more of line.more ?? []) console.log(`    ${more}`);
    }
  };
  tell(await slackLines(config));
  tell([await storageLine(config)]);
  tell(await alertLines(config));
  tell(await policyLines(config, runtime.clusters));
  tell(await clusterLines(runtime));
  await runtime.clusters.close();
  return lines.every(({ ok }) => ok) ? 0 : 1;
}

async function slackLines(config: Variables): Promise<Line[]> {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl } = config;
  if (!botToken) return [{ ok: true, text: 'Slack: no tokens, so `kubewhy start` opens a chat in the terminal' }];
  const { inspectSlack } = await import('../../slack/inspect-slack.ts');
  const found = await inspectSlack({ botToken, appToken, apiUrl }, openLog(config, 'silent'));
  const bot: Line = found.botFailure
    ? { ok: false, text: `Slack: the bot token is not accepted (${found.botFailure})`, more: ['Install the app again and set SLACK_BOT_TOKEN.'] }
    : { ok: true, text: `Slack: ${found.bot} in ${found.team}` };
  return [
    bot,
    ...(found.missingScopes.length > 0
      ? [
          {
            ok: false,
            text: `Slack: scopes are missing: ${found.missingScopes.join(', ')}`,
            more: ['Add them (deploy/slack-manifest.yaml says what each is for) and install the app again.'],
          },
        ]
      : []),
    ...(found.appFailure
      ? [
          {
            ok: false,
            text: `Slack: the app-level token opens no socket (${found.appFailure})`,
            more: ['It needs the scope connections:write; set SLACK_APP_TOKEN.'],
          },
        ]
      : []),
  ];
}

async function storageLine(config: Variables): Promise<Line> {
  try {
    const backend = await openBackend({ redisUrl: config.REDIS_URL, dataDir: config.KUBEWHY_DATA_DIR, log: openLog(config, 'silent') });
    try {
      await backend.ping();
      return { ok: true, text: `Storage: ${backend.kind} at ${backend.where}` };
    } finally {
      await backend.close();
    }
  } catch (error) {
    return { ok: false, text: `Storage: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function clusterLines({ clusters }: Runtime): Promise<Line[]> {
  if (clusters.names().length === 0) {
    return [
      {
        ok: false,
        text: 'Clusters: none was found',
        more: ['Set KUBECONFIG, or run inside a cluster with the service account of deploy/rbac.yaml.'],
      },
    ];
  }
  const inspections = await Promise.all(clusters.names().map((name) => inspectCluster(clusters, name)));
  return inspections.flatMap(clusterLine);
}

function clusterLine({ name, server, version, latencyMs, clockSkewMs, certificate, failure, missing, blind, unwatched }: ClusterInspection): Line[] {
  if (failure) return [{ ok: false, text: `Cluster ${name}: ${readFailureWord(failure.code, 'en')} (${server})`, more: [failure.detail] }];
  const expiry = certificate ? [`serving certificate valid until ${certificate.validTo}`] : [];
  const skew = Math.abs(clockSkewMs) > 60_000 ? [`its clock is ${Math.round(clockSkewMs / 1000)} s off this machine's`] : [];
  const reach: Line = { ok: true, text: `Cluster ${name}: ${version}, answers in ${latencyMs} ms (${server})`, more: [...expiry, ...skew] };
  const watches = watchLine(name, unwatched);
  if (missing.length === 0) return [reach, { ok: true, text: `Cluster ${name}: may read all that the rules need` }, ...watches];
  const refused = missing.map(
    ({ name: resource, verbs, inNamespace }) => `${verbs.join(', ')} ${resource}${inNamespace ? ` (allowed in namespace ${inNamespace})` : ''}`,
  );
  const silent = rules
    .filter(({ on, needs }) => on.some((kind) => needs.some((facet) => (blind[kind as Kind] ?? []).includes(facet))))
    .map(({ id }) => id);
  return [
    reach,
    {
      ok: false,
      text: `Cluster ${name}: may not read ${missing.length} things; answers will name them as gaps`,
      more: [...refused, `so these rules cannot tell: ${silent.length > 0 ? silent.join(', ') : 'none'}`, 'deploy/rbac.yaml grants what is needed'],
    },
    ...watches,
  ];
}

/** Watching is a comfort: without it `watch TARGET` looks every half minute. */
function watchLine(cluster: string, unwatched: readonly string[]): Line[] {
  if (unwatched.length === 0) return [];
  const text = `Cluster ${cluster}: may not watch ${unwatched.length} kinds (optional): what people let it watch of these, it looks at every 30 s`;
  return [{ ok: true, text, more: [unwatched.join(', '), 'deploy/rbac.yaml grants the verb watch for them'] }];
}
