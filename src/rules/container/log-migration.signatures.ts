import type { LogSignature } from '../../core/log-signature.ts';

/** What programs that change the schema of a database say. */
export const migrationSignatures: readonly LogSignature[] = [
  {
    id: 'migration-locked',
    patterns: [
      /Could not acquire change log lock\. {1,4}Currently locked by (?<holder>[^\s(]{1,120})/,
      /Could not acquire change log lock|try lock failed in line 0: SELECT pg_advisory_lock|Unable to acquire .{0,40}(?:advisory|schema history) .{0,20}lock|P1002.{0,200}advisory lock/,
    ],
    says: {
      en: (who, { holder }) =>
        `${who} cannot change the schema of its database, because the lock of the migrations is held${holder ? ` by \`${holder}\`` : ''}: another pod is migrating, or one died while it did.`,
      ko: (who, { holder }) =>
        `${who}가 데이터베이스 스키마를 바꾸지 못합니다. 마이그레이션 잠금이 걸려 있습니다${holder ? ` (\`${holder}\` 보유)` : ''}. 다른 파드가 마이그레이션 중이거나, 도중에 죽은 파드가 남긴 잠금입니다.`,
    },
    look: { en: 'See whether the holder of the lock still runs.', ko: '잠금을 가진 쪽이 아직 실행 중인지 확인합니다.' },
    fix: {
      en: 'If nobody migrates any more, release the lock with the tool (Liquibase: `release-locks`).',
      ko: '마이그레이션 중인 것이 없으면 도구로 잠금을 풉니다(Liquibase: `release-locks`).',
    },
    link: 'https://docs.liquibase.com/concepts/tracking-tables/databasechangeloglock-table.html',
  },
  {
    id: 'migration-unfit',
    patterns: [
      /Migration checksum mismatch for migration (?:version )?(?<version>[\w.]{1,60})/,
      /Detected (?:failed|resolved|applied) (?:repeatable )?migration[^:]{0,60}: (?<version>[\w.]{1,60})/,
      /Dirty database version (?<version>\d{1,20})/,
      /Can't locate revision identified by '(?<version>[\w.]{1,60})'/,
      /Migrations have failed validation|migrate found failed migrations in the target database|Validation Failed:.{0,80}change ?sets? .{0,40}check ?sum/i,
    ],
    says: {
      en: (who, { version }) =>
        `${who} finds that the migrations of its image do not fit those that its database has seen${version ? ` (\`${version}\`)` : ''}: one failed half-way, was changed afterwards, or belongs to another release.`,
      ko: (who, { version }) =>
        `${who}의 이미지에 든 마이그레이션이 데이터베이스에 적용된 것과 맞지 않습니다${version ? ` (\`${version}\`)` : ''}. 도중에 실패했거나, 나중에 고쳐졌거나, 다른 릴리스의 것입니다.`,
    },
    look: {
      en: 'Compare the migrations in the image with the history table of the database.',
      ko: '이미지의 마이그레이션을 데이터베이스의 이력 테이블과 비교합니다.',
    },
    fix: {
      en: 'Deploy the release that fits the database; or mend the history with the tool (`repair`, `resolve`, `force`), once it is known what was applied.',
      ko: '데이터베이스에 맞는 릴리스를 배포합니다. 또는 무엇이 적용되었는지 확인한 뒤 도구(`repair`, `resolve`, `force`)로 이력을 고칩니다.',
    },
    link: 'https://documentation.red-gate.com/fd/validate-277578893.html',
  },
];
