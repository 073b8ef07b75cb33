import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Store } from '../core/store.ts';

const root = 'kubewhy/';
/** Lists and sets are under names that no other key can have. */
const lists = '//';
const sets = '//set/';

const deleteIfHeld = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/** The bot's state as Redis keys under `kubewhy/`; Redis itself expires them. */
export function redisStore(redis: Redis): Store {
  return {
    async get<T>(key: string) {
      const text = await redis.get(root + key);
      return text === null ? null : (JSON.parse(text) as T);
    },
    async set(key, value, options) {
      const text = JSON.stringify(value);
      await (options?.ttlSeconds === undefined ? redis.set(root + key, text) : redis.set(root + key, text, 'PX', milliseconds(options.ttlSeconds)));
    },
    async add(key, value, options) {
      const text = JSON.stringify(value);
      const answer =
        options?.ttlSeconds === undefined
          ? await redis.set(root + key, text, 'NX')
          : await redis.set(root + key, text, 'PX', milliseconds(options.ttlSeconds), 'NX');
      return answer === 'OK';
    },
    async delete(key) {
      await redis.del(root + key);
    },
    async take(turn, { ttlSeconds }) {
      const holder = JSON.stringify(randomUUID());
      if ((await redis.set(root + turn, holder, 'PX', milliseconds(ttlSeconds), 'NX')) !== 'OK') return null;
      return async () => void (await redis.eval(deleteIfHeld, 1, root + turn, holder));
    },
    async append(key, value, { most }) {
      const name = root + lists + key;
      await redis
        .multi()
        .lpush(name, JSON.stringify(value))
        .ltrim(name, 0, most - 1)
        .exec();
    },
    async latest<T>(key: string, count: number) {
      return (await redis.lrange(root + lists + key, 0, count - 1)).map((text) => JSON.parse(text) as T);
    },
    async join(key, member, options) {
      const name = root + sets + key;
      if (options?.ttlSeconds === undefined) await redis.sadd(name, member);
      else await redis.multi().sadd(name, member).pexpire(name, milliseconds(options.ttlSeconds)).exec();
    },
    async leave(key, member) {
      await redis.srem(root + sets + key, member);
    },
    async members(key) {
      return (await redis.smembers(root + sets + key)).sort();
    },
    async keys(prefix) {
      const found = new Set<string>();
      let cursor = '0';
      do {
        const [next, keys] = await redis.scan(cursor, 'MATCH', `${glob(root + prefix)}*`, 'COUNT', 500);
        for (const key of keys) found.add(key.slice(root.length));
        cursor = next;
      } while (cursor !== '0');
      return [...found].sort();
    },
  };
}

function milliseconds(seconds: number): number {
  return Math.max(1, Math.round(seconds * 1000));
}

/** What SCAN matches literally. */
function glob(text: string): string {
  return text.replace(/[*?[\]\\^]/g, '\\$&');
}
