import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { kubectl } from './situation.ts';

/*
 * test/e2e/disruptions/<area>.<name>.yaml: a node or the whole cluster is broken, asked about, and put back. One after the other, by `order`, after all
 * situations; only on a lab cluster (KUBEWHY_E2E_LAB is the path of its script; without it all are skipped).
 * - `break`, `restore`: lines of bash. `kubectl` and `lab` are at hand: `lab on {worker} mv a b`, `lab kubelet-stop {worker}`, `kubectl cordon {worker}`.
 * - `restore` always runs, whatever failed before. Each line is repeated for up to a minute until it succeeds, so it must bear being run twice;
 *   a file is best copied in `break` and copied back. Then all that was well at first (nodes, kube-system, APIServices, /readyz) must be well again.
 * - `{worker}` is the last worker, `{control-plane}` the first control-plane node, `{namespace}` the target's namespace: filled in everywhere.
 * - `target` is `cluster`, `node/{worker}` or kind/name as in a situation; `namespace` where that is in one that exists (kube-system). `objects` get a
 *   namespace of their own; wait for them as the first line of `break`. The questions about a `cluster` are `check dns`, "is the cluster well" …
 * - `failure: unreachable` in place of `rule` where there is nobody left to ask: the code of the answer; `proof` is part of the answer then.
 * - `order`: 10 something of kube-system, 30 a setting of one node, 50 one node, 70 DNS or network of all, 80 scheduler and controllers, 90 API server.
 */
const disruptionSchema = z
  .strictObject({
    /** Must be among the findings. */
    rule: z.string().optional(),
    failure: z.string().optional(),
    /** That finding is itself a root cause. */
    rootCause: z.boolean().default(true),
    /** The rule of a root cause, where it is another one. */
    root: z.string().optional(),
    target: z.string(),
    namespace: z.string().optional(),
    /** One question in English, one in Korean; `{name}` is the target's name. */
    ask: z.array(z.string()).length(2),
    /** Must be in a proof of the rule's finding. */
    proof: z.string(),
    /** Seconds from the last line of `break` until it must be diagnosed. */
    timeout: z.number().default(90),
    order: z.number(),
    objects: z.string().default(''),
    break: z.array(z.string()).min(1),
    restore: z.array(z.string()).min(1),
  })
  .refine(({ rule, failure }) => (rule === undefined) !== (failure === undefined), 'either `rule` or `failure`');
export type Disruption = Omit<z.infer<typeof disruptionSchema>, 'namespace'> & { readonly id: string; readonly namespace: string | null };

const folder = join(import.meta.dirname, 'disruptions');
export const lab = process.env.KUBEWHY_E2E_LAB ?? '';

/** All of them, the mildest first. */
export function readDisruptions(): Disruption[] {
  const all = readdirSync(folder).map((file): Disruption => {
    const id = file.replace(/\.yaml$/, '');
    const result = disruptionSchema.safeParse(parse(readFileSync(join(folder, file), 'utf8')));
    if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`);
    const own = result.data.objects ? `e2e-${id.replace(/[^a-z0-9]+/g, '-')}`.slice(0, 60) : null;
    return { ...result.data, id, namespace: result.data.namespace ?? own };
  });
  return all.toSorted((a, b) => a.order - b.order || a.id.localeCompare(b.id));
}

/** The nodes that stand for `{worker}` and `{control-plane}`. */
export interface Places {
  readonly worker: string;
  readonly 'control-plane': string;
}

export function findPlaces(): Places {
  const names = (selector: string) => kubectl(['get', 'nodes', '-l', selector, '-o', 'name']).trim().split('\n').toSorted();
  const bare = (name = '') => name.replace(/^node\//, '');
  const role = 'node-role.kubernetes.io/control-plane';
  const workers = names(`!${role}`).filter((name) => /^node\/[\w.-]+-worker\d*$/.test(name));
  return { worker: bare(workers.at(-1)), 'control-plane': bare(names(role)[0]) };
}

/** The disruption with every placeholder filled in. */
export function fillIn(disruption: Disruption, places: Places): Disruption {
  const values: Readonly<Record<string, string>> = { ...places, namespace: disruption.namespace ?? '' };
  const text = JSON.stringify(disruption).replaceAll(/\{(worker|control-plane|namespace)\}/g, (_, key: string) => values[key] ?? '');
  return JSON.parse(text) as Disruption;
}

/** Runs one line of bash; rejects with its output where it fails. */
export async function run(line: string): Promise<void> {
  const env = { ...process.env, KUBECONFIG: process.env.KUBEWHY_E2E_KUBECONFIG, KUBEWHY_E2E_LAB: lab };
  const script = `set -euo pipefail\nlab() { "$KUBEWHY_E2E_LAB" "$@"; }\n${line}`;
  await promisify(execFile)('bash', ['-c', script], { env, timeout: 100_000 });
}

/** Puts everything back: every line has its chance, whatever became of the one before. */
export async function restore({ restore }: Disruption): Promise<void> {
  const failed: string[] = [];
  for (const line of restore) {
    try {
      await within(60, `restore: ${line}`, () => run(line));
    } catch (error) {
      failed.push(String(error));
    }
  }
  if (failed.length > 0) throw new Error(failed.join('\n'));
}

/** Tries until it does not reject. */
export async function within<T>(seconds: number, what: string, attempt: () => Promise<T> | T): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`, { cause: error });
    }
    await pause(2000);
  }
}
