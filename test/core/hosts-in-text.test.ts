import { expect, it } from 'vitest';
import { hostsIn } from '../../src/core/hosts-in-text.ts';

const hosts = (text: string) => hostsIn(text).map(({ host, port }) => `${host}${port ? `:${port}` : ''}`);

it.each([
  ['nc -z db 5432', ['db:5432']],
  ['until nc -zv -w 2 db 5432; do sleep 1; done', ['db:5432']],
  ['psql -h orders-db -U shop', ['orders-db']],
  ['proxy_pass http://api:8080/;', ['api:8080']],
])('%s names %j', (text, expected) => {
  expect(hosts(text)).toEqual(expected);
});

it.each(['nc -lk -p 5432 -e cat', 'exec nc -l -p 80 -e /bin/cat', 'nc -p 5432 -l'])('%s listens, and calls nobody', (text) => {
  expect(hosts(text)).toEqual([]);
});
