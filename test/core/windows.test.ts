import { describe, expect, it } from 'vitest';
import { openSession } from '../../src/cluster/open-session.ts';
import { recordedReader } from '../../src/cluster/recorded-reader.ts';
import { investigate } from '../../src/core/investigate.ts';
import type { Node, Pod } from '../../src/core/kinds.ts';
import { buildOfImage, isMeantForWindows, isWindowsImage, systemAskedFor, windowsBuild, windowsUpdate } from '../../src/core/windows.ts';
import { rules } from '../../src/rules/index.ts';
import { readFixtures, runRule } from '../rules/rule-fixtures.ts';

const podOf = (spec: Partial<NonNullable<Pod['spec']>>): Pod => ({ spec: { containers: [{ name: 'web', image: 'nginx:1.27' }], ...spec } });
const affinity = (value: string) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: [value] }] }],
    },
  },
});

describe('a pod is for Windows', () => {
  it.each([
    ['by its OS', podOf({ os: { name: 'windows' } }), true],
    ['by its selector', podOf({ nodeSelector: { 'kubernetes.io/os': 'windows' } }), true],
    ['by the label of old clusters', podOf({ nodeSelector: { 'beta.kubernetes.io/os': 'windows' } }), true],
    ['by a build that it selects', podOf({ nodeSelector: { 'node.kubernetes.io/windows-build': '10.0.20348' } }), true],
    ['by its affinity', podOf({ affinity: affinity('windows') }), true],
    ['by its security context', podOf({ securityContext: { windowsOptions: { hostProcess: true } } }), true],
    ['by a toleration', podOf({ tolerations: [{ key: 'os', value: 'windows', effect: 'NoSchedule' }] }), true],
    ['by its image', podOf({ containers: [{ name: 'web', image: 'mcr.microsoft.com/windows/servercore:ltsc2022' }] }), true],
    [
      'not with the selector of Linux, whatever it tolerates',
      podOf({ nodeSelector: { 'kubernetes.io/os': 'linux' }, tolerations: [{ value: 'windows' }] }),
      false,
    ],
    ['not with affinity to Linux', podOf({ affinity: affinity('linux') }), false],
    ['not by default', podOf({}), false],
  ])('%s', (_, pod, expected) => {
    expect(isMeantForWindows(pod)).toBe(expected);
  });

  it('asks for no system where it only tolerates one', () => {
    expect(systemAskedFor(podOf({ tolerations: [{ value: 'windows' }] }))).toBeNull();
  });
});

it.each([
  ['mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022', 20348],
  ['mcr.microsoft.com/windows/nanoserver:1809', 17763],
  ['mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2025', 26100],
  ['mcr.microsoft.com/windows/servercore:10.0.17763.1339-amd64', 17763],
  ['example.com/app:2004', null],
  ['nginx:1.27', null],
])('%s is of build %s', (image, build) => {
  expect(buildOfImage(image)).toBe(build);
});

it.each(['nginx:1.27', 'example.com/winter-sale:1', 'darwin/tool:2', 'iisnode-free'])('%s does not look like Windows', (image) =>
  expect(isWindowsImage(image)).toBe(false),
);

it('reads the build and the update of a node', () => {
  const node: Node = { status: { nodeInfo: { operatingSystem: 'windows', kernelVersion: '10.0.17763.1432' } } } as Node;
  expect([windowsBuild(node), windowsUpdate(node)]).toEqual([17763, 1432]);
  expect(windowsBuild({ status: { nodeInfo: { operatingSystem: 'linux', kernelVersion: '10.0.17763' } } } as Node)).toBeNull();
});

it('rules about Windows are not live for, and so cost nothing on, anything of Linux', async () => {
  const ofWindows = rules.filter(({ id }) => id.startsWith('windows/') && id !== 'windows/image-pull-incompatible-node');
  const fixtures = readFixtures().filter(({ rule }) => !rule.startsWith('windows/'));
  const linux = fixtures.filter(({ fixture }) => !JSON.stringify(fixture).toLowerCase().includes('windows'));
  const live: string[] = [];
  for (const { file, fixture } of linux) {
    for (const rule of ofWindows.filter(({ on }) => on.includes(fixture.subject.kind))) {
      const { applied } = await runRule(rule, fixture).catch(() => ({ applied: false }));
      if (applied) live.push(`${rule.id} for ${file}`);
    }
  }
  expect(linux.length).toBeGreaterThan(200);
  expect(live).toEqual([]);
}, 60_000);

describe('asked why, a rule about Windows is the root cause, with all other rules at work, in 12 requests', () => {
  const fixtures = readFixtures().filter(({ rule, fires }) => rule.startsWith('windows/') && fires);
  it.each(fixtures.map(({ rule, file, fixture }) => [file, rule, fixture] as const))('%s', async (_, rule, fixture) => {
    const cluster = openSession('recorded', recordedReader(fixture), { now: new Date(fixture.now) });
    const { findings, cost } = await investigate(fixture.subject, { cluster, rules, clock: () => 0 });
    const found = findings.find((finding) => finding.rule === rule);
    expect(found?.severity === 'info' || found?.rootCause, findings.map((finding) => finding.rule).join(', ')).toBe(true);
    expect(cost.requests).toBeLessThanOrEqual(12);
  });
});
