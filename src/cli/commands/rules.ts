import { rules } from '../../rules/index.ts';

/** Prints the catalog. JSON: `[{id, coverage, severity, on, needs}]`. */
export async function listRules({ output }: { readonly output: string }): Promise<0> {
  if (output === 'json') {
    const catalog = rules.map(({ id, coverage, severity, on, needs, wants = [], docs }) => ({ id, coverage, severity, on, needs, wants, docs }));
    console.log(JSON.stringify(catalog, null, 2));
    return 0;
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  for (const { id, severity, on } of rules) console.log(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${on.join(', ')}`);
  console.log(`${rules.length} rules`);
  return 0;
}
