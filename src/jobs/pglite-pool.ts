import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PGlite, types } from '@electric-sql/pglite';
import { type PgNotification, type PgPool, type PgPoolClient, type PgQueryResult, runMigrations } from 'bullmq';

/** One small process is all it serves: PostgreSQL's own defaults would take 130 MB more. */
const settings = ['shared_buffers=8MB', 'max_connections=5', 'temp_buffers=800kB', 'min_wal_size=32MB', 'max_wal_size=32MB', 'jit=off'];

/** What BullMQ expects of a `pg.Pool`, over the one session of a PGlite in this process. */
export class PGlitePool extends EventEmitter implements PgPool {
  /** BullMQ reads it: the connection cannot drop, so a worker may wait for long. */
  readonly options = { keepAlive: true };
  readonly #db: PGlite;
  #ended = false;

  private constructor(db: PGlite) {
    super();
    this.#db = db;
    this.setMaxListeners(0);
  }

  /** Opens (or makes) the database in `folder`, with BullMQ's tables in it. */
  static async open(folder: string): Promise<PGlitePool> {
    const db = await PGlite.create({
      dataDir: folder,
      startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
      // as `pg` does: BullMQ reads 64-bit numbers as text, and gives booleans of several kinds
      parsers: { [types.INT8]: (value: string) => value },
      serializers: { [types.BOOL]: (value: unknown) => (value === true || value === 'true' || value === 't' ? 't' : 'f') },
    });
    const pool = new PGlitePool(db);
    await runMigrations(await pool.connect());
    // there is one session, so it listens for everyone, from before the first job
    await db.exec('SET search_path TO bullmq; LISTEN bullmq_jobs; LISTEN bullmq_events');
    return pool;
  }

  async query<Row>(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    // PGlite answers in microtasks: without this a polling worker would let no timer and no socket run
    await nextTurn();
    if (this.#ended) throw new Error('Cannot use a pool after calling end on the pool');
    if (parameters?.length) return asResult(await this.#db.query<Row>(text, [...parameters]));
    return asResult<Row>((await this.#db.exec(text)).at(-1) as { rows: Row[]; affectedRows?: number } | undefined);
  }

  /** All clients are the one session. Only migrations use transactions, and they run before there is a second client. */
  async connect(): Promise<PgPoolClient> {
    return new PGliteClient(this, (listener) => this.#db.onNotification(listener));
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#db.close();
  }
}

function asResult<Row>(results: { rows: Row[]; affectedRows?: number } | undefined): PgQueryResult<Row> {
  return { rows: results?.rows ?? [], rowCount: results?.rows.length || (results?.affectedRows ?? 0) };
}

/**
 * A checked-out client. Notifications that come while nobody listens are kept for the next listener: BullMQ reads its events, then listens, and does not
 * read again, so one that comes between would otherwise be noticed ten seconds later.
 */
class PGliteClient extends EventEmitter implements PgPoolClient {
  readonly #pool: PGlitePool;
  readonly #missed = new Map<string, PgNotification>();
  readonly #stop: () => void;

  constructor(pool: PGlitePool, subscribe: (listener: (channel: string, payload: string) => void) => () => void) {
    super();
    this.#pool = pool;
    this.setMaxListeners(0);
    this.#stop = subscribe((channel, payload) => {
      if (!this.emit('notification', { channel, payload })) this.#missed.set(`${channel}/${payload}`, { channel, payload });
    });
    this.on('newListener', (event) => {
      if (event === 'notification' && this.#missed.size > 0) queueMicrotask(() => this.#replay());
    });
  }

  query<Row>(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    return this.#pool.query<Row>(text, parameters);
  }

  release(): void {
    this.#stop();
    this.removeAllListeners();
  }

  #replay(): void {
    const missed = [...this.#missed.values()];
    this.#missed.clear();
    for (const notification of missed) this.emit('notification', notification);
  }
}
