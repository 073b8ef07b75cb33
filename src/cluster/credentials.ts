import { type SpawnOptions, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { ExecAuth } from '@kubernetes/client-node/dist/exec_auth.js';
import { FileAuth } from '@kubernetes/client-node/dist/file_auth.js';
import { ReadFailure } from '../core/read-failure.ts';
import type { KubeUser, Target } from './kubeconfig.ts';
import { redact } from './redact.ts';

/** What a request is sent with. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly tls: {
    readonly ca?: Buffer;
    readonly cert?: Buffer | string;
    readonly key?: Buffer | string;
    readonly servername?: string;
    readonly rejectUnauthorized?: boolean;
  };
}

export interface CredentialSource {
  /** Read from files and plugins at most once a minute, however many ask. Rejects with a ReadFailure. */
  current(): Promise<Credentials>;
  /** Forgets them: after the server has refused them. */
  forget(): void;
}

const freshMs = 60_000;
const pluginTimeoutMs = 15_000;

/** The credentials of a context: certificates, token, token file, password, exec plugin or one of the old auth providers. */
export function credentialsOf(target: Target): CredentialSource {
  let known: { readonly until: number; readonly credentials: Promise<Credentials> } | null = null;
  let plugin = newPlugin(target.user);
  return {
    current() {
      if (!known || known.until < performance.now()) {
        const credentials = read(target, plugin);
        known = { until: performance.now() + freshMs, credentials };
        credentials.catch(() => {
          known = null;
        });
      }
      return known.credentials;
    },
    forget() {
      known = null;
      plugin = newPlugin(target.user);
    },
  };
}

/** The library's authenticators: each puts headers, or a certificate, into the options. */
interface Plugin {
  applyAuthentication(user: KubeUser, options: { headers: Record<string, string>; cert?: string; key?: string }): Promise<void> | void;
}

function newPlugin(user: KubeUser | null): Promise<Plugin> | null {
  if (!user) return null;
  if (user.exec) return Promise.resolve(execPlugin());
  switch (user.authProvider?.name) {
    case undefined:
      return null;
    case 'tokenFile':
      return Promise.resolve(new FileAuth() as Plugin);
    // kubectl has dropped these; they load what hardly anyone needs, so only where they are named
    case 'oidc':
      return import('@kubernetes/client-node/dist/oidc_auth.js').then(({ OpenIDConnectAuth }) => new OpenIDConnectAuth() as Plugin);
    case 'gcp':
      return import('@kubernetes/client-node/dist/gcp_auth.js').then(({ GoogleCloudPlatformAuth }) => new GoogleCloudPlatformAuth() as Plugin);
    case 'azure':
      return import('@kubernetes/client-node/dist/azure_auth.js').then(({ AzureAuth }) => new AzureAuth() as Plugin);
    default:
      return Promise.resolve(new ExecAuth() as Plugin);
  }
}

/** The library waits for ever for a plugin that asks for a password: no terminal for it, and an end. */
function execPlugin(): Plugin {
  const execFn = (command: string, args: string[] | undefined, options: SpawnOptions) =>
    spawn(command, args ?? [], { ...options, stdio: ['ignore', 'pipe', 'pipe'], timeout: pluginTimeoutMs });
  return Object.assign(new ExecAuth() as unknown as Plugin, { execFn });
}

async function read(target: Target, plugin: Promise<Plugin> | null): Promise<Credentials> {
  const { cluster, user } = target;
  const options: { headers: Record<string, string>; cert?: string; key?: string } = { headers: {} };
  try {
    if (user && plugin) await (await plugin).applyAuthentication(withExecInfo(user, target), options);
    const [ca, cert, key] = await Promise.all([
      material(cluster.caFile, cluster.caData),
      material(user?.certFile, user?.certData),
      material(user?.keyFile, user?.keyData),
    ]);
    return {
      headers: { ...normal(options.headers), ...ownHeaders(user) },
      tls: {
        ...(ca ? { ca } : {}),
        ...withDefined({ cert: options.cert ?? cert, key: options.key ?? key }),
        ...(cluster.tlsServerName ? { servername: cluster.tlsServerName } : {}),
        ...(cluster.skipTLSVerify ? { rejectUnauthorized: false } : {}),
      },
    };
  } catch (error) {
    throw new ReadFailure('unauthorized', `credentials of ${target.name}`, pluginMessage(user, error), { cause: error });
  }
}

/** One spelling of each name, and no line break from the end of a token file. */
function normal(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]));
}

function withDefined<T extends object>(values: { [P in keyof T]: T[P] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

async function material(file: string | undefined, data: string | undefined): Promise<Buffer | undefined> {
  if (file) return readFile(file);
  return data ? Buffer.from(data, 'base64') : undefined;
}

function ownHeaders(user: KubeUser | null): Record<string, string | readonly string[]> {
  if (!user) return {};
  const basic = user.username ? Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64') : null;
  return {
    ...(basic ? { authorization: `Basic ${basic}` } : {}),
    ...(user.token ? { authorization: `Bearer ${user.token}` } : {}),
    ...(user.impersonateUser ? { 'impersonate-user': user.impersonateUser } : {}),
    ...(user.impersonateGroups ? { 'impersonate-group': user.impersonateGroups } : {}),
  };
}

/** Some plugins want to know who calls: https://kubernetes.io/docs/reference/config-api/client-authentication.v1/ */
function withExecInfo(user: KubeUser, { cluster }: Target): KubeUser {
  if (!user.exec) return user;
  const spec = {
    interactive: false,
    ...(user.exec.provideClusterInfo ? { cluster: { server: cluster.server, 'certificate-authority-data': cluster.caData } } : {}),
  };
  const info = JSON.stringify({ kind: 'ExecCredential', apiVersion: user.exec.apiVersion, spec });
  return { ...user, exec: { ...user.exec, env: [...(user.exec.env ?? []), { name: 'KUBERNETES_EXEC_INFO', value: info }] } };
}

function pluginMessage(user: KubeUser | null, error: unknown): string {
  const words = redact(error instanceof Error ? error.message : String(error))
    .trim()
    .slice(0, 500);
  if (!user?.exec) return words;
  return `${user.exec.command}: ${words || `gave no credential within ${pluginTimeoutMs / 1000} s`}`;
}
