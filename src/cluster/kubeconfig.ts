import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Cluster, Context, User } from '@kubernetes/client-node';
// The library's own entry, and its KubeConfig class too, load 900 model classes: 0.6 to 0.9 s and 80 MB. Its parts load in 5 ms.
import { newClusters, newContexts, newUsers } from '@kubernetes/client-node/dist/config_types.js';
import { parse } from 'yaml';

/** The library's user, and what it leaves out: `as-groups`. */
export type KubeUser = User & { readonly impersonateGroups?: readonly string[] };

/** One context with what it points at. */
export interface Target {
  readonly name: string;
  readonly namespace: string;
  readonly cluster: Cluster;
  /** null: asks without credentials. */
  readonly user: KubeUser | null;
}

export interface Kubeconfig {
  readonly targets: readonly Target[];
  /** Contexts that point at nothing, and why. */
  readonly broken: ReadonlyMap<string, string>;
  readonly current: string | null;
  /** Where it was looked for, for the message when there is none. */
  readonly sources: readonly string[];
  /** A file that is there but cannot be read. */
  readonly problem: string | null;
}

export interface KubeconfigSources {
  /** As the variable `KUBECONFIG`: files, separated as in PATH. */
  readonly kubeconfig?: string | undefined;
  /** `KUBERNETES_SERVICE_HOST` and `_PORT`: how a pod reaches the API server even where DNS is broken. */
  readonly service?: { readonly host: string; readonly port: string } | undefined;
  readonly home?: string;
  readonly serviceAccount?: string;
}

interface File {
  readonly clusters: readonly Cluster[];
  readonly users: readonly KubeUser[];
  readonly contexts: readonly Context[];
  readonly current: string | null;
}

/** As kubectl does: the files of `KUBECONFIG`, else ~/.kube/config, else the service account of the pod. The first mention of a name wins. */
export function loadKubeconfig(options: KubeconfigSources): Kubeconfig {
  const { kubeconfig, home = homedir(), serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount', service } = options;
  const paths = kubeconfig ? kubeconfig.split(delimiter).filter(Boolean) : [join(home, '.kube', 'config')];
  const nothing = { targets: [], broken: new Map(), current: null, problem: null };
  try {
    const files = paths.map(readKubeconfig).filter((file) => file !== null);
    if (files.length > 0 || kubeconfig) return { ...merge(files), sources: paths, problem: null };
  } catch (error) {
    return { ...nothing, sources: paths, problem: (error as Error).message };
  }
  const target = service ? inCluster(service, serviceAccount) : null;
  return { ...nothing, targets: target ? [target] : [], current: target?.name ?? null, sources: [...paths, serviceAccount] };
}

function readKubeconfig(path: string): File | null {
  try {
    return toFile((parse(readFileSync(path, 'utf8')) ?? {}) as RawFile, dirname(resolve(path)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`kubeconfig ${path}: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
}

type RawUser = { readonly name?: string; readonly user?: { readonly tokenFile?: string; readonly 'as-groups'?: readonly string[] } };
type RawFile = {
  readonly clusters?: unknown;
  readonly contexts?: unknown;
  readonly users?: readonly RawUser[];
  readonly 'current-context'?: string;
};

function toFile(raw: RawFile, folder: string): File {
  const lenient = { onInvalidEntry: 'filter' } as const;
  const at = (path: string | undefined) => (path && !isAbsolute(path) ? join(folder, path) : path);
  const users = newUsers(raw.users, lenient).map((user): KubeUser => {
    const own = raw.users?.find(({ name }) => name === user.name)?.user;
    return {
      ...user,
      ...(user.certFile ? { certFile: at(user.certFile) } : {}),
      ...(user.keyFile ? { keyFile: at(user.keyFile) } : {}),
      // a command with a slash is relative to its file, one without is looked up in PATH
      ...(user.exec?.command?.includes('/') ? { exec: { ...user.exec, command: at(user.exec.command) } } : {}),
      // the library looks for `token-file`, which is not how kubeconfigs spell it
      ...(own?.tokenFile ? tokenFromFile(at(own.tokenFile) as string) : {}),
      ...(own?.['as-groups'] ? { impersonateGroups: own['as-groups'] } : {}),
    };
  });
  const clusters = newClusters(raw.clusters, lenient).map((cluster) => (cluster.caFile ? { ...cluster, caFile: at(cluster.caFile) } : cluster));
  return { clusters, users, contexts: newContexts(raw.contexts, lenient), current: raw['current-context'] || null };
}

function tokenFromFile(tokenFile: string): Pick<User, 'token' | 'authProvider'> {
  return { token: undefined, authProvider: { name: 'tokenFile', config: { tokenFile } } };
}

function merge(files: readonly File[]): Pick<Kubeconfig, 'targets' | 'broken' | 'current'> {
  const find = <T extends { readonly name: string }>(pick: (file: File) => readonly T[], name: string | undefined) =>
    files.flatMap(pick).find((item) => item.name === name);
  const broken = new Map<string, string>();
  const targets = new Map<string, Target>();
  for (const context of files.flatMap((file) => file.contexts)) {
    if (targets.has(context.name) || broken.has(context.name)) continue;
    const cluster = find((file) => file.clusters, context.cluster);
    const user = find((file) => file.users, context.user);
    if (!cluster) broken.set(context.name, `context "${context.name}" names cluster "${context.cluster}", which is not defined`);
    else if (context.user && !user) broken.set(context.name, `context "${context.name}" names user "${context.user}", which is not defined`);
    else targets.set(context.name, { name: context.name, namespace: context.namespace ?? 'default', cluster, user: user ?? null });
  }
  return { targets: [...targets.values()], broken, current: files.find(({ current }) => current)?.current ?? null };
}

function inCluster({ host, port }: { readonly host: string; readonly port: string }, folder: string): Target | null {
  const token = readIfThere(join(folder, 'token'));
  const namespace = readIfThere(join(folder, 'namespace'));
  if (token === null) return null;
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    name: 'in-cluster',
    namespace: namespace?.trim() || 'default',
    cluster: { name: 'in-cluster', server, caFile: join(folder, 'ca.crt'), skipTLSVerify: false },
    // read again as it is renewed: it expires within the hour
    user: { name: 'in-cluster', ...tokenFromFile(join(folder, 'token')) },
  };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
