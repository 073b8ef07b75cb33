import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { kindNames } from '../core/kinds.ts';

/** `npm run new:rule -- AREA/NAME --on pod`: a rule's file and its two fixtures, of the shape that the tester demands. */
new Command('new:rule')
  .argument('<id>', 'area/name, in kebab-case')
  .requiredOption('--on <kind>', `the kind of its subject: ${Object.keys(kindNames).join(', ')}`)
  .action((id: string, { on }: { on: string }) => {
    if (!/^[a-z][a-z0-9-]*\/[a-z][a-z0-9.-]*$/.test(id)) throw new Error(`${id} is not of the form area/name`);
    if (!(on in kindNames)) throw new Error(`there is no kind ${on}`);
    write(`src/rules/${id}.ts`, ruleSource(id, on));
    write(`test/rules/${id}/fires.because.yaml`, fixtureSource(on, 'expect:\n  requests: 1\n  facts: {}\n'));
    write(`test/rules/${id}/quiet.although.yaml`, fixtureSource(on, ''));
    console.log('Next: record an incident with `npm run -s capture -- KIND/NAME -n NAMESPACE`, then `npm run catalog` and `npm test`.');
  })
  .parse();

function write(file: string, text: string): void {
  if (existsSync(file)) throw new Error(`${file} is there already`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(file);
}

function ruleSource(id: string, on: string): string {
  return `import { defineRule } from '../../core/rule.ts';

export default defineRule({
  id: '${id}',
  coverage: ['${id}'],
  on: ['${on}'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/',
  needs: ['events'],
  applies: () => true,
  check: ({ ref, events }) =>
    events
      .filter(({ reason }) => reason === 'FIXME')
      .map(({ message, lastAt }) => ({ facts: { message }, proof: [{ ref, path: 'event FIXME', value: message, at: lastAt }] })),
  says: {
    en: ({ message }) => \`The cause: \${message}\`,
    ko: ({ message }) => \`원인: \${message}\`,
  },
  steps: () => [{ kind: 'look', text: { en: 'Look at it.', ko: '확인합니다.' } }],
});
`;
}

function fixtureSource(on: string, expected: string): string {
  const subject = `{ kind: ${on}, namespace: shop, name: example }`;
  return `now: ${new Date().toISOString()}\nsubject: ${subject}\n${expected}objects:\n  - { kind: ${kindNames[on as keyof typeof kindNames]}, metadata: { name: example, namespace: shop } }\n`;
}
