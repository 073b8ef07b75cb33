import { fitsOne } from '../../glob.ts';
import type { Area } from '../../intent.ts';
import type { Kind } from '../../kinds.ts';
import type { Locale } from '../../locale.ts';
import type { Severity } from '../../rule.ts';
import type { Labels } from './notification.ts';

/** Label → patterns (`*` stands for any characters): all labels must fit one of theirs. */
export type Match = Readonly<Record<string, readonly string[]>>;

/** How alerts become targets and channels. */
export interface AlertSettings {
  /** Labels that carry the cluster, the first that is there; `names` turns their value into the name of a context. */
  readonly cluster: { readonly labels: readonly string[]; readonly names: Readonly<Record<string, string>>; readonly default: string | null };
  readonly namespace: { readonly labels: readonly string[] };
  readonly severity: { readonly labels: readonly string[] } & { readonly [S in Severity]: readonly string[] };
  /** Programs that measure other things than themselves: their own `pod` is not what an alert is about. */
  readonly exporters: readonly string[];
  readonly ignore: readonly Match[];
  /** What alerts are about whose labels do not say it by their names. */
  readonly targets: readonly TargetSetting[];
  /** The first that matches; none: `channel`. */
  readonly routes: readonly { readonly match: Match; readonly channel: string; readonly locale: Locale | null }[];
  readonly channel: string;
}

/** `name` and `namespace` are templates: `{queue}-worker` takes the label `queue`. */
export type TargetSetting = { readonly match: Match } & (
  | { readonly kind: Kind; readonly name: string; readonly namespace: string | null }
  | { readonly area: Area }
);

/** What holds without a configuration; `channel` has no default. */
export const defaultAlertSettings: Omit<AlertSettings, 'channel'> = {
  cluster: { labels: ['cluster'], names: {}, default: null },
  namespace: { labels: ['exported_namespace', 'namespace', 'kubernetes_namespace'] },
  severity: {
    labels: ['severity', 'priority', 'level'],
    critical: ['critical', 'page', 'emergency', 'error', 'high', 'p1', 'sev1'],
    warning: ['warning', 'warn', 'medium', 'p2', 'p3', 'sev2', 'sev3'],
    info: ['info', 'none', 'low', 'notice', 'p4', 'p5'],
  },
  exporters: [
    'kube-state-metrics',
    'node-exporter',
    'blackbox-exporter',
    'pushgateway',
    'prometheus-adapter',
    'event-exporter',
    'x509-certificate-exporter',
  ],
  ignore: [{ alertname: ['Watchdog', 'DeadMansSwitch', 'InfoInhibitor'] }],
  targets: [],
  routes: [],
};

/** Does each label that the match names fit one of its patterns? A label that is absent counts as empty. */
export function matches(match: Match, labels: Labels): boolean {
  return Object.entries(match).every(([label, patterns]) => fitsOne(labels[label] ?? '', patterns));
}
