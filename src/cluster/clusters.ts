import { type AskSession, ClusterChoiceFailure, type ClustersPort, type SessionOptions } from '../core/ask/clusters-port.ts';
import type { Reader } from '../core/reader.ts';
import { similarNames } from '../core/similar-names.ts';
import { type Connection, openConnection } from './connection.ts';
import { kubeReader } from './kube-reader.ts';
import { type Kubeconfig, type KubeconfigSources, loadKubeconfig, type Target } from './kubeconfig.ts';
import { openSession, type Session } from './open-session.ts';

export interface ClusterOptions extends KubeconfigSources {
  /** Contexts that may be asked; all if absent. */
  readonly contexts?: readonly string[] | undefined;
  /** Asked when a question names none; otherwise the kubeconfig's current context. */
  readonly defaultContext?: string | undefined;
}

export interface Clusters extends ClustersPort {
  session(name: string | null, options?: SessionOptions): Session & AskSession;
  /** Throws a ClusterChoiceFailure. `null`: the default. */
  reader(name: string | null): Reader;
  /** The connection under its reader; null for a recorded cluster. Throws a ClusterChoiceFailure. */
  connection(name: string | null): Connection | null;
  /** What the kubeconfig says of it; undefined for a recorded cluster. */
  target(name: string): Target | undefined;
  close(): Promise<void>;
}

interface Opened {
  readonly reader: Reader;
  readonly connection: Connection | null;
  close(): Promise<void>;
}

/** One cluster, opened when it is first asked. */
interface Entry {
  readonly name: string;
  readonly server: string;
  readonly namespace: string;
  readonly target?: Target;
  open(): Opened;
  /** The clock of its evidence. */
  now(): Date;
}

/** The clusters of a kubeconfig. Reads files, and asks nobody yet; what is wrong with it is thrown when a cluster is chosen. */
export function openClusters(options: ClusterOptions = {}): Clusters {
  const config = loadKubeconfig(options);
  const allowed = config.targets.filter(({ name }) => !options.contexts || options.contexts.includes(name));
  return clustersOf(
    allowed.map(toEntry),
    (name) => options.defaultContext ?? (name(config.current) ? config.current : null),
    (name) => whyNot(config, options, name),
  );
}

/** Clusters that are at hand already: a recording, the demo. The first is the default. */
export function fixedClusters(
  clusters: readonly {
    readonly name: string;
    readonly server: string;
    readonly namespace?: string;
    readonly reader: Reader;
    readonly now: () => Date;
  }[],
): Clusters {
  const entries = clusters.map(({ reader, namespace = 'default', ...rest }) => ({
    ...rest,
    namespace,
    open: () => ({ reader, connection: null, close: async () => {} }),
  }));
  return clustersOf(
    entries,
    () => null,
    (name) => (name ? `there is no cluster "${name}"` : 'there is no cluster'),
  );
}

function toEntry(target: Target): Entry {
  const { name, namespace, cluster } = target;
  return {
    name,
    namespace,
    server: cluster.server,
    target,
    open() {
      const connection = openConnection(target);
      return { reader: kubeReader(connection), connection, close: () => connection.close() };
    },
    now: () => new Date(),
  };
}

function clustersOf(
  entries: readonly Entry[],
  chooseDefault: (isName: (name: string | null) => boolean) => string | null,
  whyNot: (name: string | null) => string,
): Clusters {
  const names = entries.map(({ name }) => name);
  const chosen = chooseDefault((name) => name !== null && names.includes(name)) ?? (names.length === 1 ? names[0] : undefined) ?? null;
  const opened = new Map<string, Opened>();

  function choose(name: string | null): Entry {
    const wanted = name ?? chosen;
    const entry = entries.find((one) => one.name === wanted);
    if (entry) return entry;
    if (wanted === null || names.length === 0) throw new ClusterChoiceFailure('no-cluster', wanted, whyNot(wanted), names);
    const near = similarNames(wanted, names);
    throw new ClusterChoiceFailure('unknown-cluster', wanted, whyNot(wanted), near.length > 0 ? near : names);
  }

  function openedOf(entry: Entry): Opened {
    const known = opened.get(entry.name) ?? entry.open();
    opened.set(entry.name, known);
    return known;
  }

  return {
    names: () => names,
    defaultName: chosen,
    server: (name) => choose(name).server,
    target: (name) => choose(name).target,
    reader: (name) => openedOf(choose(name)).reader,
    connection: (name) => openedOf(choose(name)).connection,
    session(name, options = {}) {
      const entry = choose(name);
      return openSession(entry.name, openedOf(entry).reader, { ...options, now: entry.now(), namespace: entry.namespace });
    },
    async close() {
      await Promise.all([...opened.values()].map(({ close }) => close()));
      opened.clear();
    },
  };
}

function whyNot(config: Kubeconfig, { contexts }: ClusterOptions, name: string | null): string {
  if (config.problem) return config.problem;
  if (name !== null && config.broken.has(name)) return config.broken.get(name) as string;
  if (config.targets.length === 0) return `no kubeconfig with a cluster in it: looked at ${config.sources.join(', ')}`;
  if (name === null) return 'the kubeconfig has no current context: choose a cluster';
  if (contexts && config.targets.some((target) => target.name === name)) return `context "${name}" is not among those that may be asked`;
  return `the kubeconfig has no context "${name}"`;
}
