import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** test/e2e/situations/<area>.<name>.yaml: something broken, made on a real cluster, and what must be said of it. */
const situationSchema = z.strictObject({
  /** Must be among the findings. */
  rule: z.string(),
  /** That finding is itself a root cause. */
  rootCause: z.boolean().default(true),
  /** The rule of a root cause, where it is another one. */
  root: z.string().optional(),
  /** kind/name; `web-*` is the newest object so named. */
  target: z.string(),
  /** One question in English, one in Korean; `{name}` is the target's name. */
  ask: z.array(z.string()).length(2),
  /** Must be in a proof of the rule's finding. */
  proof: z.string(),
  timeout: z.number().default(120),
  /** Questions of `trace` in both languages, what must be found first, and at which hop (kind/name). */
  trace: z.strictObject({ ask: z.array(z.string()).length(2), fault: z.string(), at: z.string() }).optional(),
  /** Manifests without a namespace. */
  objects: z.string(),
  /** Runs after the objects were applied, one after the other; `{namespace}` is filled in. Arguments of kubectl; after `!`, what is tried until it is refused. */
  afterwards: z.array(z.string()).default([]),
});
export type Situation = z.infer<typeof situationSchema> & { readonly id: string; readonly namespace: string };

const folder = join(import.meta.dirname, 'situations');
const kubeconfig = process.env.KUBEWHY_E2E_KUBECONFIG ?? '';
/** A regular expression: only the situations so named are made. */
const only = new RegExp(process.env.KUBEWHY_E2E_ONLY ?? '');

export function readSituations(): Situation[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && only.test(file))
    .map((file) => {
      const id = file.slice(0, -'.yaml'.length);
      const result = situationSchema.safeParse(parse(readFileSync(join(folder, file), 'utf8')));
      if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`);
      return { ...result.data, id, namespace: `e2e-${id.replace(/[^a-z0-9]+/g, '-')}`.slice(0, 60) };
    });
}

export function kubectl(args: readonly string[], input?: string): string {
  return execFileSync('kubectl', ['--kubeconfig', kubeconfig, ...args], {
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** What a situation puts into its namespace. */
type Content = Pick<Situation, 'namespace' | 'objects' | 'afterwards'>;

/** Makes the situation: its namespace, its objects, then its commands. */
export function make({ namespace, objects, afterwards }: Content): void {
  kubectl(['apply', '-f', '-'], `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${namespace}, labels: { kubewhy-e2e: "true" } }\n`);
  waitForServiceAccount(namespace);
  kubectl(['apply', '--validate=false', '-n', namespace, '-f', '-'], objects);
  for (const command of afterwards) {
    const args = ['-n', namespace, ...command.replace(/^!/, '').replaceAll('{namespace}', namespace).split(' ')];
    if (command.startsWith('!')) untilRefused(args);
    else kubectl(args);
  }
}

/** The API server learns of a policy a moment after it was made. */
function untilRefused(args: readonly string[]): void {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    try {
      kubectl(args);
    } catch {
      return;
    }
  }
  throw new Error(`not refused within a minute: kubectl ${args.join(' ')}`);
}

function waitForServiceAccount(namespace: string): void {
  kubectl(['wait', '--for=create', 'serviceaccount/default', '-n', namespace, '--timeout=30s']);
}

/** Takes it away again; cluster-scoped objects too. Does not wait for the end of it. */
export function unmake({ namespace, objects }: Content): void {
  const quiet = ['--ignore-not-found', '--wait=false', '--force', '--grace-period=0'];
  for (const args of [
    ['delete', '-n', namespace, '-f', '-', ...quiet],
    ['delete', 'namespace', namespace, ...quiet],
  ]) {
    try {
      kubectl(args, objects);
    } catch {
      // a namespace that is on its way out takes the rest with it
    }
  }
}

/** The name of the target, with `*` filled in by the newest object that is so named; null while there is none. */
export function targetName({ namespace, target }: { readonly namespace: string | null; readonly target: string }): string | null {
  const [kind = '', pattern = kind] = target.split('/');
  if (!pattern.includes('*')) return pattern;
  const names = kubectl([
    'get',
    kind,
    ...(namespace ? ['-n', namespace] : []),
    '--sort-by=.metadata.creationTimestamp',
    '-o',
    'jsonpath={range .items[*]}{.metadata.name}{"\\n"}{end}',
  ]);
  const match = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
  return (
    names
      .split('\n')
      .filter((name) => match.test(name))
      .at(-1) ?? null
  );
}
