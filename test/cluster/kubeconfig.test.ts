import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadKubeconfig } from '../../src/cluster/kubeconfig.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubewhy-kubeconfig-'));
});
function write(name: string, content: string | object): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : stringify(content));
  return path;
}
const cluster = (name: string, server: string, more = {}) => ({ name, cluster: { server, ...more } });
const context = (name: string, to: string, user = 'u', more = {}) => ({ name, context: { cluster: to, user, ...more } });

describe('kubeconfig files', () => {
  it('are merged as kubectl does: the first mention of a name wins', () => {
    const one = write('one', {
      clusters: [cluster('a', 'https://one')],
      users: [{ name: 'u', user: { token: '1' } }],
      contexts: [context('x', 'a')],
    });
    const two = write('two', {
      clusters: [cluster('a', 'https://two'), cluster('b', 'https://b/')],
      users: [{ name: 'u', user: { token: '2' } }],
      contexts: [context('x', 'b'), context('y', 'b', 'u', { namespace: 'shop' })],
      'current-context': 'y',
    });
    const { targets, current } = loadKubeconfig({ kubeconfig: [one, join(folder, 'missing'), two].join(delimiter) });
    expect(targets.map(({ name, namespace, cluster, user }) => [name, namespace, cluster.server, user?.token])).toEqual([
      ['x', 'default', 'https://one', '1'],
      ['y', 'shop', 'https://b', '1'],
    ]);
    expect(current).toBe('y');
  });

  it('name files from where they are', () => {
    const path = write('sub/config', {
      clusters: [cluster('a', 'https://a', { 'certificate-authority': 'ca.crt' })],
      users: [
        { name: 'u', user: { 'client-certificate': 'u.crt', 'client-key': '/abs/u.key' } },
        { name: 't', user: { tokenFile: 'token', token: 'older' } },
        { name: 'e', user: { exec: { apiVersion: 'v1', command: './plugin' } } },
        { name: 'p', user: { exec: { apiVersion: 'v1', command: 'aws' } } },
      ],
      contexts: ['u', 't', 'e', 'p'].map((user) => context(user, 'a', user)),
    });
    const user = (name: string) => loadKubeconfig({ kubeconfig: path }).targets.find((target) => target.name === name);
    expect(user('u')).toMatchObject({
      cluster: { caFile: join(folder, 'sub/ca.crt') },
      user: { certFile: join(folder, 'sub/u.crt'), keyFile: '/abs/u.key' },
    });
    expect(user('t')?.user).toMatchObject({ token: undefined, authProvider: { config: { tokenFile: join(folder, 'sub/token') } } });
    expect(user('e')?.user?.exec.command).toBe(join(folder, 'sub/plugin'));
    expect(user('p')?.user?.exec.command).toBe('aws');
  });

  it('may have contexts that point at nothing: the others work', () => {
    const path = write('config', {
      clusters: [cluster('a', 'https://a'), { name: 'no-server', cluster: {} }],
      users: [{ name: 'u', user: {} }],
      contexts: [context('good', 'a'), context('no-cluster', 'gone'), context('no-user', 'a', 'gone'), context('half', 'no-server')],
    });
    const { targets, broken } = loadKubeconfig({ kubeconfig: path });
    expect(targets.map(({ name }) => name)).toEqual(['good']);
    expect([...broken.keys()]).toEqual(['no-cluster', 'no-user', 'half']);
    expect(broken.get('no-user')).toBe('context "no-user" names user "gone", which is not defined');
  });

  it('that cannot be read are said, not thrown', () => {
    const path = write('config', 'clusters: [}');
    const { targets, problem } = loadKubeconfig({ kubeconfig: path });
    expect(targets).toEqual([]);
    expect(problem).toContain(path);
  });
});

describe('without KUBECONFIG', () => {
  const service = { host: '10.96.0.1', port: '443' };

  it('~/.kube/config is read', () => {
    write('.kube/config', { clusters: [cluster('a', 'https://a')], contexts: [context('x', 'a', '')] });
    expect(loadKubeconfig({ home: folder, service }).targets).toMatchObject([{ name: 'x', user: null }]);
  });

  it('a pod uses its service account', () => {
    write('account/token', 'secret');
    write('account/namespace', 'kubewhy\n');
    const serviceAccount = join(folder, 'account');
    expect(loadKubeconfig({ home: folder, serviceAccount, service })).toMatchObject({
      current: 'in-cluster',
      targets: [
        {
          name: 'in-cluster',
          namespace: 'kubewhy',
          cluster: { server: 'https://10.96.0.1:443', caFile: join(serviceAccount, 'ca.crt'), skipTLSVerify: false },
          user: { authProvider: { config: { tokenFile: join(serviceAccount, 'token') } } },
        },
      ],
    });
    expect(loadKubeconfig({ home: folder, serviceAccount, service: { host: 'fd00::1', port: '443' } }).targets[0]?.cluster.server).toBe(
      'https://[fd00::1]:443',
    );
  });

  it('and outside of a cluster there is none', () => {
    const { targets, sources } = loadKubeconfig({ home: folder, serviceAccount: join(folder, 'none') });
    expect(targets).toEqual([]);
    expect(sources).toEqual([join(folder, '.kube/config'), join(folder, 'none')]);
  });
});
