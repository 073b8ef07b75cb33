import { z } from 'zod';
import { locales } from './core/locale.ts';

/** One variable each, with what it is for: `kubewhy config` prints this, and the README refers to it. */
const variables = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'must be a bot token, which begins with xoxb-')
    .optional()
    .describe('Slack bot token; without it `start` opens a chat in the terminal'),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'must be an app-level token, which begins with xapp-')
    .optional()
    .describe('Slack app-level token: Socket Mode'),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(16, 'is too short for a signing secret')
    .optional()
    .describe('Slack signing secret: HTTP instead of Socket Mode'),
  SLACK_API_URL: z.url('must be a URL').optional().describe("Slack's API, if it is not Slack's own"),
  PORT: z.coerce.number('must be a port number').int().min(0).max(65535).default(3000).describe('port of the HTTP receiver'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be a URL like redis://host:6379' })
    .optional()
    .describe('Redis for queues and state; without it a local folder is used'),
  KUBEWHY_DATA_DIR: z.string().min(1).default('.kubewhy').describe('folder for queues and state where there is no REDIS_URL'),
  KUBECONFIG: z.string().optional().describe('kubeconfig files; without it ~/.kube/config, or the service account inside a cluster'),
  KUBERNETES_SERVICE_HOST: z.string().optional().describe('set by Kubernetes in every pod: the API server of the cluster that the bot runs in'),
  KUBERNETES_SERVICE_PORT: z.string().optional().describe('set by Kubernetes in every pod: its port'),
  KUBEWHY_CONTEXTS: z.string().optional().describe('kubeconfig contexts that may be asked, separated by commas; all if not set'),
  KUBEWHY_DEFAULT_CONTEXT: z.string().optional().describe('the context that is asked if a question names none'),
  KUBEWHY_LOCALE: z
    .enum(locales, `must be one of ${locales.join(', ')}`)
    .optional()
    .describe('language of answers; otherwise that of the question'),
  KUBEWHY_REQUEST_BUDGET: z.coerce.number('must be a number').int().min(5).max(1000).default(40).describe('API requests at most for one question'),
  KUBEWHY_SECONDS_BUDGET: z.coerce.number('must be a number').min(1).max(120).default(20).describe('seconds at most for one question'),
  KUBEWHY_CONCURRENCY: z.coerce
    .number('must be a number')
    .int()
    .min(1)
    .max(64)
    .default(8)
    .describe('questions that one worker answers at the same time'),
  KUBEWHY_POLICY: z
    .string()
    .optional()
    .describe('YAML file that says who may ask what (deploy/policy.example.yaml); without it everyone may ask everything'),
  KUBEWHY_PROBES: z
    .string()
    .optional()
    .describe('YAML file that says where probes may run and who may let them (deploy/probes.example.yaml); without it there are none'),
  KUBEWHY_PROBE_KUBECONFIG: z
    .string()
    .optional()
    .describe("kubeconfig with the credentials of the probes' own service account (deploy/rbac-probes.yaml)"),
  KUBEWHY_AUDIT: z
    .string()
    .regex(/^(stdout|.*\/.*)$/, 'must be stdout or the path of a file, with a / in it')
    .optional()
    .describe(
      'where each question is written as a line of JSON: stdout, or a file that it is appended to; the last 1,000 are kept for `audit` anyway',
    ),
  KUBEWHY_INCIDENT_CHANNEL_TEMPLATE: z
    .string()
    .regex(/^[a-z0-9_-]*(\{(date|time|target|namespace|cluster)\}[a-z0-9_-]*)+$/, 'must be like inc-{date}-{target}')
    .optional()
    .describe('an incident opens a channel of that name ({date}, {time}, {target}, {namespace}, {cluster}); without it a thread'),
  KUBEWHY_INCIDENT_USER_GROUP: z
    .string()
    .regex(/^(S[A-Z0-9]{6,}|@?[a-z0-9._-]+)$/, 'must be the id or the handle of a user group')
    .optional()
    .describe('Slack user group that is invited to the channel of an incident'),
  KUBEWHY_ALERTS_PORT: z.coerce
    .number('must be a port number')
    .int()
    .min(1)
    .max(65535)
    .optional()
    .describe("port on which Alertmanager's webhook is taken (POST /alertmanager); without it alerts are not taken"),
  KUBEWHY_ALERTS_TOKEN: z
    .string()
    .min(16, 'must have 16 characters or more')
    .optional()
    .describe('token that Alertmanager sends (authorization: credentials in its webhook_config)'),
  KUBEWHY_ALERTS_CHANNEL: z
    .string()
    .regex(/^[CG][A-Z0-9]{8,}$/, 'must be the id of a channel, like C0123456789')
    .optional()
    .describe('Slack channel for alerts that no route sends elsewhere'),
  KUBEWHY_ALERTS_CONFIG: z
    .string()
    .optional()
    .describe('YAML file that says which labels name cluster, target and channel (deploy/alerts.example.yaml); without it the usual labels do'),
  KUBEWHY_ALERTMANAGER_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL like http://alertmanager:9093' })
    .optional()
    .describe('Alertmanager, so that "Silence for an hour" silences there too; without it nothing is written there'),
  KUBEWHY_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'must be fatal, error, warn, info, debug or silent')
    .default('info')
    .describe('how much is logged'),
});
export type Variables = z.infer<typeof variables>;
export type Variable = keyof Variables;

const secrets: ReadonlySet<string> = new Set<Variable>(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'KUBEWHY_ALERTS_TOKEN']);

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** One sentence each: the variable, what is wrong, what would be right. */
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads the configuration from the environment. Throws a ConfigError that names each variable and its fix. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Variables {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = variables.safeParse(given);
  if (!result.success)
    throw new ConfigError(result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}: ${describe(path[0] as Variable)}.`));
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = result.data;
  const problems = [
    ...(SLACK_BOT_TOKEN && !SLACK_APP_TOKEN && !SLACK_SIGNING_SECRET
      ? ['SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP): set one of them.']
      : []),
    ...(!SLACK_BOT_TOKEN && (SLACK_APP_TOKEN || SLACK_SIGNING_SECRET)
      ? ['SLACK_BOT_TOKEN is not set, but another Slack variable is: set it, or unset the other.']
      : []),
    ...alertProblems(result.data),
    ...(Boolean(result.data.KUBEWHY_PROBES) !== Boolean(result.data.KUBEWHY_PROBE_KUBECONFIG)
      ? ['KUBEWHY_PROBES and KUBEWHY_PROBE_KUBECONFIG belong together: set both, or neither.']
      : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return result.data;
}

/** Alerts need a token, and a place to go. */
function alertProblems({ KUBEWHY_ALERTS_PORT, KUBEWHY_ALERTS_TOKEN, KUBEWHY_ALERTS_CHANNEL }: Variables): readonly string[] {
  if (KUBEWHY_ALERTS_PORT === undefined) return [];
  return [
    ...(KUBEWHY_ALERTS_TOKEN ? [] : ['KUBEWHY_ALERTS_PORT is set, but KUBEWHY_ALERTS_TOKEN is not: set the token that Alertmanager is to send.']),
    ...(KUBEWHY_ALERTS_CHANNEL ? [] : ['KUBEWHY_ALERTS_PORT is set, but KUBEWHY_ALERTS_CHANNEL is not: set the channel that alerts go to.']),
  ];
}

function describe(name: Variable): string {
  return variables.shape[name]?.description ?? 'unknown';
}

/** What is in force, for people: secrets hidden, also the password within a URL. */
export function describeConfig(config: Variables): readonly { readonly name: Variable; readonly value: string; readonly about: string }[] {
  return (Object.keys(variables.shape) as Variable[]).map((name) => ({ name, value: shown(name, config[name]), about: describe(name) }));
}

function shown(name: Variable, value: string | number | undefined): string {
  if (value === undefined) return '(not set)';
  if (secrets.has(name)) return '(set, hidden)';
  return String(value).replace(/^(\w+:\/\/[^:@/]*:)[^@/]+@/, '$1hidden@');
}
