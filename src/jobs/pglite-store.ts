import type { PgQueryable } from 'bullmq';
import type { Store } from '../core/store.ts';

const schema = `
  CREATE SCHEMA IF NOT EXISTS kubewhy;
  CREATE TABLE IF NOT EXISTS kubewhy.store (key text PRIMARY KEY, value text NOT NULL, expires_at timestamptz)`;
const expiry = `now() + $3::float8 * interval '1 second'`;
const upsert = `INSERT INTO kubewhy.store AS s (key, value, expires_at) VALUES ($1, $2, ${expiry})
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`;
const alive = '(expires_at IS NULL OR expires_at > now())';

/** The bot's state in a table beside the jobs. Values are text, not jsonb, which refuses NUL and lone surrogates. */
export async function openPGliteStore(db: PgQueryable): Promise<Store> {
  await db.query(schema);
  return {
    async get<T>(key: string) {
      const { rows } = await db.query<{ value: string }>(`SELECT value FROM kubewhy.store WHERE key = $1 AND ${alive}`, [key]);
      return rows[0] ? (JSON.parse(rows[0].value) as T) : null;
    },
    async set(key, value, options) {
      await db.query(upsert, [key, JSON.stringify(value), options?.ttlSeconds ?? null]);
    },
    async add(key, value, options) {
      const parameters = [key, JSON.stringify(value), options?.ttlSeconds ?? null];
      const { rows } = await db.query(`${upsert} WHERE s.expires_at <= now() RETURNING key`, parameters);
      return rows.length > 0;
    },
    async delete(key) {
      await db.query('DELETE FROM kubewhy.store WHERE key = $1', [key]);
    },
    async keys(prefix) {
      const { rows } = await db.query<{ key: string }>(`SELECT key FROM kubewhy.store WHERE starts_with(key, $1) AND ${alive}`, [prefix]);
      return rows.map(({ key }) => key).sort();
    },
  };
}

/** Forgets what has expired. */
export async function purgeExpired(db: PgQueryable): Promise<void> {
  await db.query('DELETE FROM kubewhy.store WHERE expires_at <= now()');
}
