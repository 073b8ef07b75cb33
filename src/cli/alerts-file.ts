import { z } from 'zod';
import { areas } from '../core/intent.ts';
import { type Kind, kindNames } from '../core/kinds.ts';
import { locales } from '../core/locale.ts';
import { type AlertSettings, defaultAlertSettings, type TargetSetting } from '../core/on-call/alert/settings.ts';
import { readYamlFile } from './yaml-file.ts';

/** Names of channels change, and cannot be updated in: Slack wants the id. */
const channelId = /^[CG][A-Z0-9]{8,}$/;
const channel = z.string().regex(channelId, 'must be the id of a channel, like C0123456789 (in Slack: the name of the channel, "About")');
const texts = z.array(z.string().min(1));
const patterns = z.union([z.string().transform((one) => [one]), texts.min(1)]);
const match = z.record(z.string(), patterns).refine((one) => Object.keys(one).length > 0, 'names no label');
const kinds = Object.keys(kindNames) as [Kind, ...Kind[]];

const target = z.union(
  [
    z.strictObject({
      match,
      kind: z.enum(kinds),
      name: z.string().min(1),
      namespace: z.string().min(1).optional(),
    }),
    z.strictObject({ match, area: z.enum(areas) }),
  ],
  `must have match, and either kind and name (namespace if no label says it), or area: ${areas.join(', ')}`,
);

const file = z.nullable(
  z.strictObject(
    {
      cluster: z
        .strictObject({ labels: texts.optional(), names: z.record(z.string(), z.string()).optional(), default: z.string().optional() })
        .optional(),
      namespace: z.strictObject({ labels: texts }).optional(),
      severity: z
        .strictObject({ labels: texts.optional(), critical: texts.optional(), warning: texts.optional(), info: texts.optional() })
        .optional(),
      exporters: texts.optional(),
      ignore: z.array(match).optional(),
      targets: z.array(target).optional(),
      routes: z.array(z.strictObject({ match, channel, language: z.enum(locales, `must be one of ${locales.join(', ')}`).optional() })).optional(),
    },
    'must be a mapping',
  ),
);

/** How alerts become targets and channels: the defaults, and what the file says. Throws a ConfigError with a sentence for each mistake. `channel`: where no route matches. */
export function readAlertSettings(path: string | undefined, channel: string): AlertSettings {
  if (path === undefined) return { ...defaultAlertSettings, channel };
  return settingsOf(readYamlFile('KUBEWHY_ALERTS_CONFIG', path, file, 'deploy/alerts.example.yaml') ?? {}, channel);
}

/** `exporters` and `ignore` are added to the defaults, everything else replaces them. */
function settingsOf(given: NonNullable<z.infer<typeof file>>, defaultChannel: string): AlertSettings {
  const { cluster, namespace, severity, exporters, ignore } = defaultAlertSettings;
  return {
    cluster: { ...cluster, ...defined(given.cluster ?? {}) },
    namespace: given.namespace ?? namespace,
    severity: { ...severity, ...defined(lowerCase(given.severity ?? {})) },
    exporters: [...exporters, ...(given.exporters ?? [])],
    ignore: [...ignore, ...(given.ignore ?? [])],
    targets: (given.targets ?? []).map((one): TargetSetting => ('area' in one ? one : { ...one, namespace: one.namespace ?? null })),
    routes: (given.routes ?? []).map(({ language = null, ...route }) => ({ ...route, locale: language })),
    channel: defaultChannel,
  };
}

function lowerCase({ labels, ...values }: NonNullable<NonNullable<z.infer<typeof file>>['severity']>) {
  const lowered = Object.entries(values).map(([name, list]) => [name, list?.map((value) => value.toLowerCase())]);
  return { labels, ...(Object.fromEntries(lowered) as typeof values) };
}

function defined<T extends object>(object: T): { [P in keyof T]?: NonNullable<T[P]> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [P in keyof T]?: NonNullable<T[P]> };
}
