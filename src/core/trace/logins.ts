import type { ConfigMap, Pod } from '../kinds.ts';
import { type Ref, refOf } from '../ref.ts';
import type { Fault, PlacedFault } from './path.ts';

type Named = Extract<Fault, { readonly type: 'login-differs' }>['what'];

/** One variable of a container, wherever its value comes from. The value of a password is never looked at. */
export interface Setting {
  readonly name: string;
  /** null: from a Secret, a field, or a ConfigMap that is not there. */
  readonly value: string | null;
  readonly container: string;
}

/** The variables of a pod's containers, those from ConfigMaps too. */
export function settingsOf(pod: Pod, configMaps: readonly ConfigMap[]): Setting[] {
  const data = (name: string | undefined) => configMaps.find(({ metadata }) => metadata?.name === name)?.data ?? {};
  return (pod.spec?.containers ?? []).flatMap(({ name: container, env = [], envFrom = [] }) => [
    ...envFrom.flatMap(({ configMapRef, prefix = '' }) =>
      Object.entries(data(configMapRef?.name)).map(([key, value]) => ({ name: `${prefix}${key}`, value, container })),
    ),
    ...env.map(({ name, value, valueFrom }) => {
      const key = valueFrom?.configMapKeyRef;
      return { name, value: key ? (data(key.name)[key.key] ?? null) : valueFrom ? null : (value ?? ''), container };
    }),
  ]);
}

/** Are all of a container's variables known by name? Not where it takes a whole Secret. */
function takesWholeSecret(pod: Pod): boolean {
  return (pod.spec?.containers ?? []).some(({ envFrom = [] }) => envFrom.some(({ secretRef }) => secretRef));
}

/** What database images are told of their user, database and password. */
const servers: Readonly<Record<Named, RegExp>> = {
  user: /^(?:POSTGRES_USER|POSTGRESQL_USERNAME|MYSQL_USER|MARIADB_USER|MONGO_INITDB_ROOT_USERNAME|RABBITMQ_DEFAULT_USER)$/,
  database: /^(?:POSTGRES_DB|POSTGRESQL_DATABASE|MYSQL_DATABASE|MARIADB_DATABASE|MONGO_INITDB_DATABASE)$/,
  password: /^(?:POSTGRES|POSTGRESQL|MYSQL|MARIADB|MYSQL_ROOT|MARIADB_ROOT|MONGO_INITDB_ROOT|REDIS|RABBITMQ_DEFAULT)_PASS(?:WORD)?$/,
};
/** How the variables beside `DB_HOST` are called. */
const clients: Readonly<Record<Named, readonly string[]>> = {
  user: ['USER', 'USERNAME', 'LOGIN'],
  database: ['NAME', 'DATABASE', 'DB', 'DBNAME'],
  password: ['PASSWORD', 'PASS', 'PASSWD', 'PWD', 'PASSWORD_FILE'],
};
/** Users that a database has without being told. */
const administrators = /^(?:root|postgres|admin)$/;

interface Login {
  readonly pod: Pod;
  readonly settings: readonly Setting[];
}

/**
 * Where user, database or password of the one that calls do not go with what the database was told. `variable` is the one that names its
 * host; what stands beside it counts. A hint: users can be made later by hand.
 */
export function loginFaults(client: Login & { readonly variable: string }, server: Login): PlacedFault[] {
  const stem = /^(.*?)_?(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|SERVICE|ENDPOINT|URL|URI)$/i.exec(client.variable)?.[1]?.toUpperCase();
  const url = urlParts(client.settings.find(({ name }) => name === client.variable)?.value ?? '');
  if (stem === undefined) return [];
  return (['user', 'database'] as const)
    .flatMap((what): PlacedFault[] => {
      const told = server.settings.find(({ name }) => servers[what].test(name));
      const said = url?.[what] ? { name: client.variable, value: url[what] } : besides(client.settings, stem, what);
      if (!told?.value || !said?.value || said.value === told.value) return [];
      if (what === 'user' && administrators.test(said.value)) return [];
      return [differs(what, said, told, client.pod, server.pod)];
    })
    .concat(passwordFault(client, server, stem, url !== null));
}

function besides(settings: readonly Setting[], stem: string, what: Named): Setting | undefined {
  const names = clients[what].map((end) => (stem === '' ? end : `${stem}_${end}`));
  return settings.find(({ name }) => names.includes(name.toUpperCase()));
}

/** The database asks for a password, and the one that calls has none: though it has variables for the rest. */
function passwordFault({ settings, pod }: Login, server: Login, stem: string, isUrl: boolean): PlacedFault[] {
  const told = server.settings.find(({ name }) => servers.password.test(name));
  const hasUser = besides(settings, stem, 'user') !== undefined;
  if (!told || !hasUser || isUrl || takesWholeSecret(pod) || besides(settings, stem, 'password')) return [];
  return [differs('password', null, { ...told, value: null }, pod, server.pod)];
}

function differs(what: Named, said: { name: string; value: string | null } | null, told: Setting, client: Pod, server: Pod): PlacedFault {
  const fault = {
    type: 'login-differs' as const,
    what,
    variable: said?.name ?? null,
    value: said?.value ?? null,
    server: told.name,
    expects: told.value,
  };
  const asked: Ref = refOf('pod', client);
  const mine = said ? [{ ref: asked, path: `env ${said.name}`, value: said.value }] : [];
  const theirs = { ref: refOf('pod', server), path: `env ${told.name}`, value: told.value ?? told.name };
  return { fault, level: 'warn', proof: [theirs, ...mine] };
}

function urlParts(value: string): { readonly user: string | null; readonly database: string | null } | null {
  const match = /^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/(?:([^\s:@/]+)(?::[^\s@/]*)?@)?[^\s/?]+(?:\/([\w-]+))?/i.exec(value);
  return match ? { user: match[1] ?? null, database: match[2] ?? null } : null;
}
