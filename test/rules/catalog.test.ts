import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { loadRunbooks } from '../../src/runbooks/load-runbooks.ts';
import { catalogPage, catalogPageSource } from '../../src/tools/catalog-page.ts';
import { indexSource, ruleIdsOnDisk } from '../../src/tools/write-catalog.ts';

it('src/rules/index.ts is what `npm run catalog` writes', () => {
  expect(readFileSync('src/rules/index.ts', 'utf8')).toBe(indexSource(ruleIdsOnDisk()));
});

it('every rule is called as its file, and no row is claimed by nobody', () => {
  expect(rules.map(({ id }) => id)).toEqual(ruleIdsOnDisk());
  for (const { id, coverage } of rules) expect(coverage.length, id).toBeGreaterThan(0);
});

it('the page of the catalog is what `npm run catalog` writes', async () => {
  expect(readFileSync(catalogPage, 'utf8')).toBe(await catalogPageSource(rules, loadRunbooks()));
});
