import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { grants } from '../../src/cluster/facets/index.ts';
import { resources } from '../../src/cluster/resources.ts';
import { watchedKinds } from '../../src/cluster/watched-kinds.ts';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

/** `list apps/deployments`, `get /version`: one line for each thing that is allowed. */
function lines(rules: readonly Rule[]): string[] {
  return rules
    .flatMap(({ apiGroups = [], resources = [], nonResourceURLs = [], verbs }) => [
      ...apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`))),
      ...nonResourceURLs.flatMap((path) => verbs.map((verb) => `${verb} ${path}`)),
    ])
    .toSorted();
}

it('deploy/rbac.yaml allows what facets and questions read, and nothing else', () => {
  const role = parseAllDocuments(readFileSync('deploy/rbac.yaml', 'utf8'))
    .map((document) => document.toJS() as { kind: string; rules?: readonly Rule[] })
    .find(({ kind }) => kind === 'ClusterRole');
  // `list KIND` and `changes` may ask for any kind that can be named
  const kinds = Object.values(resources).map(({ group, plural }) => ({ apiGroups: [group], resources: [plural], verbs: ['get', 'list'] }));
  // what a watch follows
  const followed = watchedKinds.map((kind) => ({ apiGroups: [resources[kind].group], resources: [resources[kind].plural], verbs: ['watch'] }));
  const paths = [...grants()].filter((grant) => grant.startsWith('/'));
  const expected = lines([
    ...kinds,
    ...followed,
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
    { nonResourceURLs: paths, verbs: ['get'] },
  ]);
  expect(lines(role?.rules ?? [])).toEqual(expected);
});
