import { expect, it } from 'vitest';
import { bigCluster } from './big-cluster.ts';
import { startFakeServer, writeKubeconfig } from './fake-api-server.ts';
import { measured } from './measured.ts';
import { storedCluster } from './stored-cluster.ts';

it('a digest of 5,000 pods on 500 nodes reads page by page, and stays under 300 MB', async () => {
  const server = await startFakeServer();
  server.answer(storedCluster(bigCluster));
  try {
    const { out, maxRss } = await measured(['src/main.ts', 'ask', 'digest now', '--lang', 'en'], { KUBECONFIG: writeKubeconfig(server) });
    expect(out).toContain('Digest of cluster `fake`');
    expect(out).toContain('5000 pods: 5000 well');
    const lists = server.requests.filter(({ path }) => path === '/api/v1/pods');
    expect(lists.filter(({ query }) => Number(query.get('limit')) > 500 || !query.has('limit'))).toEqual([]);
    expect(lists.filter(({ query }) => query.has('continue')).length).toBeGreaterThanOrEqual(9);
    expect(maxRss).toBeLessThan(300 * 1024);
    expect(maxRss).toBeGreaterThan(50 * 1024);
  } finally {
    await server.close();
  }
}, 240_000);

it('feeds of a cluster with 5,000 pods share one look, which stays under 300 MB; that of a namespace reads its namespace alone', async () => {
  const server = await startFakeServer();
  server.answer(storedCluster(bigCluster));
  const kubeconfig = writeKubeconfig(server);
  const read = async (feeds: readonly string[]) => {
    const before = server.requests.length;
    const { out, maxRss } = await measured(['test/cluster/run-feeds.ts', ...feeds], { KUBECONFIG: kubeconfig });
    const paths = server.requests.slice(before).filter(({ path }) => path.endsWith('/pods'));
    const count = (path: string) => paths.filter((one) => one.path === path).length;
    return { out, maxRss, whole: count('/api/v1/pods'), apart: paths.filter(({ path }) => path.includes('/namespaces/team-')), count };
  };
  try {
    const apart = await read(['team-0', 'team-0', 'team-0']);
    expect(apart).toMatchObject({ out: expect.stringMatching(/^(?:C\d team-0: looked\n){3}$/), whole: 0 });
    // 500 pods, 500 a page at most
    expect(apart.count('/api/v1/namespaces/team-0/pods')).toBeLessThanOrEqual(2);
    expect(new Set(apart.apart.map(({ path }) => path))).toEqual(new Set(['/api/v1/namespaces/team-0/pods']));
    const together = await read(['all', 'all', ...Array.from({ length: 10 }, (_, index) => `team-${index}`)]);
    expect(together.out.match(/looked/g)).toHaveLength(12);
    expect(together.apart).toEqual([]);
    const alone = await read(['all']);
    expect(together.whole).toBe(alone.whole);
    expect(alone.whole).toBeGreaterThanOrEqual(10);
    for (const { maxRss } of [apart, together]) {
      expect(maxRss).toBeLessThan(300 * 1024);
      expect(maxRss).toBeGreaterThan(50 * 1024);
    }
  } finally {
    await server.close();
  }
}, 480_000);
