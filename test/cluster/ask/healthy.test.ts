import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fixedClusters } from '../../../src/cluster/clusters.ts';
import { failureKey, type Recording, recordedReader } from '../../../src/cluster/recorded-reader.ts';
import { redact } from '../../../src/cluster/redact.ts';
import { answerIntent } from '../../../src/core/ask/ask.ts';
import { areaSubjects } from '../../../src/core/check-areas.ts';
import type { Intent } from '../../../src/core/intent.ts';
import type { Kind } from '../../../src/core/kinds.ts';
import type { ReadableKind, Reader } from '../../../src/core/reader.ts';
import type { Report } from '../../../src/core/report.ts';
import { rules } from '../../../src/rules/index.ts';
import { answerOf, reportOf, subjectsOf, walk } from '../../e2e/walk.ts';

/** A healthy kubeadm cluster with healthy workloads of every kind (test/e2e/healthy/manifests.yaml), recorded. */
const recording = parse(readFileSync(join(import.meta.dirname, 'healthy-cluster.yaml'), 'utf8')) as Recording;
const namespace = 'shop';
const subjects = await subjectsOf(recordedReader(recording), namespace);

/** The cluster, with what is asked of it. */
function cluster(failures: Recording['failures'] = {}) {
  const inner = recordedReader({ ...recording, failures });
  const read = new Set<string>();
  const noted = <T>(key: string, answer: T): T => {
    read.add(key);
    return answer;
  };
  const reader: Reader = {
    ...inner,
    get: (kind, name, place) => noted(failureKey(kind), inner.get(kind, name, place)),
    list: (kind, options) => noted(failureKey(kind), inner.list(kind, options)),
    fold: (kind, ...rest) => noted(failureKey(kind), inner.fold(kind, ...rest)),
    log: (options) => noted('pods/log', inner.log(options)),
    text: (path) => noted(path, inner.text(path)),
  };
  const clusters = fixedClusters([{ name: 'lab', server: 'https://lab', reader, now: () => new Date(recording.now) }]);
  return { deps: { clusters, rules }, read };
}

const brief = ({ verdict, findings, gaps }: Report) => ({
  verdict,
  findings: findings.filter(({ severity }) => severity !== 'info').map(({ id }) => id),
  gaps: gaps.map(({ facet, why, detail }) => `${facet}: ${why} ${detail}`),
});

describe('a healthy cluster is called healthy', () => {
  it.each(walk(subjects, namespace).map(({ title, intent }) => [title, intent] as const))('%s', async (_title, intent) => {
    expect(brief(await answerOf(intent, cluster().deps))).toEqual({ verdict: 'healthy', findings: [], gaps: [] });
  });
});

const sample = ({ title }: { readonly title: string }) => /^(check|health)|(deployment|service|pod)\/shop\/(web|db)\b/.test(title);

/** What the question is about: without it nothing is healthy. What only surrounds it may be missing, and is named. */
function ownKeys({ intent, area, kind }: Intent): ReadonlySet<string> {
  const kinds: readonly Kind[] =
    intent === 'check' ? areaSubjects[area ?? 'cluster'].map((query) => query.kind) : intent === 'health' ? counted : [kind ?? 'pod'];
  return new Set(kinds.filter((one) => one !== 'cluster').map((one) => failureKey(one as ReadableKind)));
}
const counted = [
  'pod',
  'deployment',
  'statefulset',
  'daemonset',
  'job',
  'persistentvolumeclaim',
  'horizontalpodautoscaler',
  'service',
  'endpointslice',
] as const;

describe('nothing is called healthy that could not be looked at', () => {
  it.each(
    walk(subjects, namespace)
      .filter(sample)
      .map(({ title, intent }) => [title, intent] as const),
  )('%s, with each permission taken away', async (_title, intent) => {
    const { deps, read } = cluster();
    await answerOf(intent, deps);
    // everyone may read the version
    read.delete('/version');
    const silent: string[] = [];
    for (const key of read) {
      const answer = await answerIntent(intent, {
        ...cluster({ [key]: 'forbidden' }).deps,
        runbooks: () => [],
        redact,
        signatures: async () => [],
        clock: () => 0,
      });
      if (answer.type === 'failure' && answer.code === 'forbidden') continue;
      const { verdict, gaps } = reportOf(answer);
      if (!gaps.some(({ why, detail }) => why === 'forbidden' && detail.includes('(recorded)'))) silent.push(`${key} is not named`);
      if (verdict === 'healthy' && ownKeys(intent).has(key)) silent.push(`healthy without ${key}`);
    }
    expect(silent).toEqual([]);
  });
});
