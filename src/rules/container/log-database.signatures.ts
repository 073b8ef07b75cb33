import type { LogSignature } from '../../core/log-signature.ts';

const postgres = 'https://www.postgresql.org/docs/17/client-authentication-problems.html';
const codes = 'https://www.postgresql.org/docs/17/errcodes-appendix.html';

/** What databases, caches and brokers answer. */
export const databaseSignatures: readonly LogSignature[] = [
  {
    id: 'database-missing',
    patterns: [
      /database "(?<database>[^"]{1,80})" does not exist/,
      /Unknown database '(?<database>[^']{1,80})'/,
      /Cannot open database "(?<database>[^"]{1,80})" requested by the login/,
      /NOT_FOUND - no vhost '(?<database>[^']{1,80})'|vhost (?<vhost>\S{1,80}) not found/,
    ],
    says: {
      en: (who, { database }) => `${who} asks for ${database ? `database \`${database}\`` : 'a database'}, which does not exist on the server.`,
      ko: (who, { database }) => `${who}가 쓰려는 ${database ? `\`${database}\` ` : ''}데이터베이스가 서버에 없습니다.`,
    },
    look: {
      en: 'Compare the name with the databases on the server; was it ever created?',
      ko: '서버에 있는 데이터베이스와 이름을 비교하고, 만들어진 적이 있는지 확인합니다.',
    },
    fix: { en: 'Create the database, or correct its name in the configuration.', ko: '데이터베이스를 만들거나 설정의 이름을 바로잡습니다.' },
    link: postgres,
  },
  {
    id: 'database-user-unknown',
    patterns: [
      /role "(?<user>[^"]{1,80})" does not exist/,
      /user '(?<user>[^']{1,80})' (?:does not exist|not found)/i,
      /no such user:? "?(?<user>[\w.@-]{1,80})/i,
    ],
    says: {
      en: (who, { user }) => `${who} logs in to the database as a user that it does not have${user ? `: \`${user}\`` : ''}.`,
      ko: (who, { user }) => `${who}가 접속하는 ${user ? `\`${user}\` ` : ''}사용자가 데이터베이스에 없습니다.`,
    },
    look: { en: 'Compare the user in the configuration with those of the database.', ko: '설정의 사용자와 데이터베이스의 사용자를 비교합니다.' },
    fix: { en: 'Create the user, or correct its name in the configuration.', ko: '사용자를 만들거나 설정의 이름을 바로잡습니다.' },
    link: postgres,
  },
  {
    id: 'database-host-refused',
    patterns: [
      /no pg_hba\.conf entry for host "(?<client>[^"]{1,80})", user "(?<user>[^"]{1,80})", database "(?<database>[^"]{1,80})"/,
      /Host '(?<client>[^']{1,80})' is not allowed to connect/,
      /Host '(?<client>[^']{1,80})' is blocked because of many connection errors/,
      /no pg_hba\.conf entry/,
    ],
    says: {
      en: (who, { client, user }) =>
        `${who} is turned away by the database: its access list has no entry${user ? ` for user \`${user}\`` : ''}${client ? ` from \`${client}\`` : ''}.`,
      ko: (who, { client, user }) =>
        `데이터베이스가 ${who}의 접속을 거부했습니다. 접근 목록에 ${user ? `\`${user}\` 사용자` : '이 접속'}의 항목이 없습니다${client ? ` (\`${client}\` 주소)` : ''}.`,
    },
    look: {
      en: "Read the server's access rules (`pg_hba.conf`, grants) for the pod network.",
      ko: '서버의 접근 규칙(`pg_hba.conf`, 권한 부여)에 파드 네트워크가 있는지 확인합니다.',
    },
    fix: {
      en: 'Add a rule for the pod network, or use TLS if the rule demands it.',
      ko: '파드 네트워크의 규칙을 추가하거나, 규칙이 요구하면 TLS를 씁니다.',
    },
    link: postgres,
  },
  {
    id: 'database-password',
    patterns: [
      /password authentication failed for user "(?<user>[^"]{1,80})"/,
      /Access denied for user '(?<user>[^']{1,80})'@'[^']{1,120}' \(using password/,
      /Login failed for user '(?<user>[^']{1,80})'/,
      /SASL: SCRAM-SERVER-FIRST-MESSAGE|SaslAuthenticationException|ORA-01017|WRONGPASS|NOAUTH Authentication required|ACCESS_REFUSED - Login was refused|MongoServerError: Authentication failed|AuthenticationFailed/,
    ],
    says: {
      en: (who, { user }) => `${who} is refused by the database: the password${user ? ` of user \`${user}\`` : ''} is wrong or missing.`,
      ko: (who, { user }) => `데이터베이스가 ${who}의 접속을 거부했습니다. ${user ? `\`${user}\` 사용자의 ` : ''}비밀번호가 틀렸거나 없습니다.`,
    },
    look: {
      en: 'See which variables carry user and password, and when their Secret last changed; a database keeps the password of its first start.',
      ko: '사용자와 비밀번호가 든 변수와 시크릿이 마지막으로 바뀐 시각을 확인합니다. 데이터베이스는 처음 시작할 때의 비밀번호를 계속 씁니다.',
    },
    fix: {
      en: 'Make the password of the Secret and of the database the same, then restart the pods.',
      ko: '시크릿과 데이터베이스의 비밀번호를 같게 하고 파드를 다시 시작합니다.',
    },
    link: postgres,
  },
  {
    id: 'database-permission',
    patterns: [
      /permission denied for (?:table|schema|database|relation|sequence|function) (?<object>[\w."]{1,120})/,
      /Access denied for user '(?<user>[^']{1,80})'@'[^']{1,120}' to database '(?<object>[^']{1,80})'/,
      /\w{4,8} command denied to user '(?<user>[^']{1,80})'/,
      /must be owner of (?:table|schema|database|relation) (?<object>[\w."]{1,120})/,
    ],
    says: {
      en: (who, { object }) => `${who} reached the database, but its user lacks the right to ${object ? `\`${object}\`` : 'what it asks for'}.`,
      ko: (who, { object }) => `${who}가 데이터베이스에 접속했지만 ${object ? `\`${object}\` 객체에 대한 ` : ''}권한이 없습니다.`,
    },
    look: { en: 'Read the grants of the user.', ko: '사용자에게 부여된 권한을 확인합니다.' },
    fix: { en: 'Grant the missing right.', ko: '없는 권한을 부여합니다.' },
    link: codes,
  },
  {
    id: 'database-schema-missing',
    patterns: [
      /relation "(?<table>[^"]{1,120})" does not exist/,
      /Table '(?<table>[^']{1,120})' doesn't exist/,
      /no such table: (?<table>[\w.]{1,120})/,
    ],
    says: {
      en: (who, { table }) => `${who} uses table \`${table}\`, which the database does not have: its migrations have not run here.`,
      ko: (who, { table }) => `${who}가 쓰는 \`${table}\` 테이블이 데이터베이스에 없습니다. 마이그레이션이 실행되지 않았습니다.`,
    },
    look: {
      en: 'See whether the migration job ran, against this database and schema.',
      ko: '마이그레이션 잡이 이 데이터베이스와 스키마에 실행되었는지 확인합니다.',
    },
    fix: { en: 'Run the migrations before the program starts.', ko: '프로그램을 시작하기 전에 마이그레이션을 실행합니다.' },
    link: codes,
  },
  {
    id: 'database-connections-used-up',
    patterns: [
      /sorry, too many clients already|remaining connection slots are reserved|Too many connections|max number of clients reached|ORA-00020/,
    ],
    says: {
      en: (who) => `${who} gets no connection, because the database already has as many as it allows.`,
      ko: (who) => `데이터베이스의 연결 수가 한도에 이르러 ${who}가 연결하지 못합니다.`,
    },
    look: { en: 'Count replicas times pool size against the limit of the server.', ko: '레플리카 수와 풀 크기를 곱해 서버의 한도와 비교합니다.' },
    fix: {
      en: 'Make the pools smaller, put a pooler before the database, or raise its limit.',
      ko: '풀을 줄이거나 풀러를 두거나 서버의 한도를 늘립니다.',
    },
    link: codes,
  },
  {
    id: 'database-not-up-yet',
    patterns: [
      /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections)|LOADING Redis is loading|NotPrimaryNoSecondaryOk|not master and slaveOk=false/,
    ],
    says: {
      en: (who) => `${who} came before its database was up: the database is still starting or recovering.`,
      ko: (who) => `데이터베이스가 아직 시작하거나 복구하는 중인데 ${who}가 먼저 접속했습니다.`,
    },
    look: { en: 'Look at the state and log of the database pod.', ko: '데이터베이스 파드의 상태와 로그를 확인합니다.' },
    fix: { en: 'Let the program retry instead of ending.', ko: '프로그램이 끝나지 않고 다시 시도하게 합니다.' },
    link: codes,
  },
  {
    id: 'data-directory-locked',
    patterns: [
      /lock file "(?<file>[^"]{1,160})" already exists/,
      /Unable to lock (?<file>\.?\/\S{1,160})/,
      /lock DB directory: resource temporarily unavailable|Cannot obtain lock|failed to obtain node locks?|DBPathInUse|database is locked|another (?:process|instance|mysqld|server) .{0,60}(?:running|using)/i,
      /A server is already running.{0,40}?(?<file>\/\S{1,160}\.pid)/,
    ],
    says: {
      en: (who, { file }) =>
        `${who} finds its data locked${file ? ` (\`${file}\`)` : ''}: another process uses the same directory, or an earlier one left the lock behind.`,
      ko: (who, { file }) =>
        `${who}의 데이터가 잠겨 있습니다${file ? ` (\`${file}\` 파일)` : ''}. 다른 프로세스가 같은 디렉터리를 쓰고 있거나, 이전 프로세스가 잠금을 남겼습니다.`,
    },
    look: { en: 'See whether a second pod mounts the same claim.', ko: '다른 파드가 같은 클레임을 마운트하는지 확인합니다.' },
    fix: {
      en: 'Let only one pod use it (strategy `Recreate`, `ReadWriteOncePod`); remove the lock file only if surely nobody runs.',
      ko: '파드 하나만 쓰게 합니다(`Recreate` 전략, `ReadWriteOncePod`). 아무도 실행 중이 아닐 때만 잠금 파일을 지웁니다.',
    },
    link: 'https://www.postgresql.org/docs/17/server-start.html',
  },
  {
    id: 'data-directory-not-empty',
    patterns: [/initdb: error: directory "(?<path>[^"]{1,160})" exists but is not empty/, /--initialize specified but the data directory has files/],
    says: {
      en: (who, { path }) =>
        `${who} wants an empty data directory${path ? ` \`${path}\`` : ''}, but there is something in it; a fresh volume has \`lost+found\`.`,
      ko: (who, { path }) =>
        `${who}의 데이터 디렉터리${path ? `(\`${path}\`)` : ''}가 비어 있어야 하는데 파일이 있습니다. 새 볼륨에는 \`lost+found\` 폴더가 있습니다.`,
    },
    look: { en: 'List what the volume holds.', ko: '볼륨의 내용을 확인합니다.' },
    fix: {
      en: 'Use a folder below the mount point (`PGDATA=…/pgdata`, or `subPath`).',
      ko: '마운트 지점 아래의 폴더를 씁니다(`PGDATA=…/pgdata` 또는 `subPath`).',
    },
    link: 'https://github.com/postgres/postgres/blob/REL_17_0/src/bin/initdb/initdb.c',
  },
  {
    id: 'data-of-another-version',
    patterns: [
      /database files are incompatible with server/,
      /The data directory was initialized by PostgreSQL version (?<version>[\w.]{1,20})/,
      /Invalid featureCompatibilityVersion|unsupported InnoDB redo log format|Cannot upgrade from/i,
    ],
    says: {
      en: (who, { version }) => `${who} finds data files of another version${version ? ` (\`${version}\`)` : ''} than its own.`,
      ko: (who, { version }) => `${who}의 데이터 파일이 다른 버전${version ? `(\`${version}\`)` : ''}의 것입니다.`,
    },
    look: { en: 'Compare the image tag with the one that wrote the data.', ko: '이미지 태그를 데이터를 만든 버전과 비교합니다.' },
    fix: {
      en: 'Go back to the version of the data, then upgrade by dump or by the upgrade tool.',
      ko: '데이터의 버전으로 되돌린 뒤, 덤프나 업그레이드 도구로 올립니다.',
    },
    link: 'https://www.postgresql.org/docs/17/upgrading.html',
  },
  {
    id: 'data-corrupt',
    patterns: [
      /could not locate a valid checkpoint record|invalid page in block|WiredTiger error .{0,200}corrupt|Database page corruption|checksum mismatch|corrupted? (?:index|log|wal|segment)|Bad file format reading the append only file/i,
    ],
    says: { en: (who) => `${who} finds that its data files are damaged.`, ko: (who) => `${who}의 데이터 파일이 손상되었습니다.` },
    look: {
      en: 'Before anything else take a copy of the volume; look at disk and node events.',
      ko: '다른 일을 하기 전에 볼륨을 복사하고, 디스크와 노드 이벤트를 확인합니다.',
    },
    fix: {
      en: 'Restore from a backup, or repair a copy with the tools of the database.',
      ko: '백업에서 복원하거나, 복사본을 데이터베이스의 도구로 고칩니다.',
    },
    link: codes,
  },
];
