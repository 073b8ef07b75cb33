import { randomUUID } from 'node:crypto';
import type { PgQueryable } from 'bullmq';
import type { Store } from '../core/store.ts';

const schema = `
  CREATE SCHEMA IF NOT EXISTS kubewhy;
  CREATE TABLE IF NOT EXISTS kubewhy.store (key text PRIMARY KEY, value text NOT NULL, expires_at timestamptz);
  CREATE TABLE IF NOT EXISTS kubewhy.list (key text NOT NULL, id bigserial, value text NOT NULL, PRIMARY KEY (key, id));
  CREATE TABLE IF NOT EXISTS kubewhy.member (key text NOT NULL, value text NOT NULL, PRIMARY KEY (key, value));
  ALTER TABLE kubewhy.member ADD COLUMN IF NOT EXISTS expires_at timestamptz`;
/** All but the newest. */
const trim = `DELETE FROM kubewhy.list WHERE key = $1
  AND id <= (SELECT id FROM kubewhy.list WHERE key = $1 ORDER BY id DESC OFFSET $2 LIMIT 1)`;
const expiry = `now() + $3::float8 * interval '1 second'`;
const upsert = `INSERT INTO kubewhy.store AS s (key, value, expires_at) VALUES ($1, $2, ${expiry})
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`;
const joins = `INSERT INTO kubewhy.member (key, value, expires_at) VALUES ($1, $2, ${expiry})
  ON CONFLICT (key, value) DO UPDATE SET expires_at = excluded.expires_at`;
const alive = '(expires_at IS NULL OR expires_at > now())';

/** The bot's state in a table beside the jobs. Values are text, not jsonb, which refuses NUL and lone surrogates. */
export async function openPGliteStore(db: PgQueryable): Promise<Store> {
  await db.query(schema);
  const addText = async (key: string, text: string, ttlSeconds: number | null) => {
    const { rows } = await db.query(`${upsert} WHERE s.expires_at <= now() RETURNING key`, [key, text, ttlSeconds]);
    return rows.length > 0;
  };
  return {
    async get<T>(key: string) {
      const { rows } = await db.query<{ value: string }>(`SELECT value FROM kubewhy.store WHERE key = $1 AND ${alive}`, [key]);
      return rows[0] ? (JSON.parse(rows[0].value) as T) : null;
    },
    async set(key, value, options) {
      await db.query(upsert, [key, JSON.stringify(value), options?.ttlSeconds ?? null]);
    },
    add: (key, value, options) => addText(key, JSON.stringify(value), options?.ttlSeconds ?? null),
    async delete(key) {
      await db.query('DELETE FROM kubewhy.store WHERE key = $1', [key]);
    },
    async take(turn, { ttlSeconds }) {
      const holder = JSON.stringify(randomUUID());
      if (!(await addText(turn, holder, ttlSeconds))) return null;
      return async () => void (await db.query('DELETE FROM kubewhy.store WHERE key = $1 AND value = $2', [turn, holder]));
    },
    async append(key, value, { most }) {
      await db.query('INSERT INTO kubewhy.list (key, value) VALUES ($1, $2)', [key, JSON.stringify(value)]);
      await db.query(trim, [key, most]);
    },
    async latest<T>(key: string, count: number) {
      const newest = 'SELECT value FROM kubewhy.list WHERE key = $1 ORDER BY id DESC LIMIT $2';
      return (await db.query<{ value: string }>(newest, [key, count])).rows.map(({ value }) => JSON.parse(value) as T);
    },
    async join(key, member, options) {
      await db.query(joins, [key, member, options?.ttlSeconds ?? null]);
    },
    async leave(key, member) {
      await db.query('DELETE FROM kubewhy.member WHERE key = $1 AND value = $2', [key, member]);
    },
    async members(key) {
      const { rows } = await db.query<{ value: string }>(`SELECT value FROM kubewhy.member WHERE key = $1 AND ${alive}`, [key]);
      return rows.map(({ value }) => value).sort();
    },
    async keys(prefix) {
      const { rows } = await db.query<{ key: string }>(`SELECT key FROM kubewhy.store WHERE starts_with(key, $1) AND ${alive}`, [prefix]);
      return rows.map(({ key }) => key).sort();
    },
  };
}

/** Forgets what has expired. */
export async function purgeExpired(db: PgQueryable): Promise<void> {
  for (const table of ['store', 'member']) await db.query(`DELETE FROM kubewhy.${table} WHERE expires_at <= now()`);
}
