import { Command } from 'commander';
import { stringify } from 'yaml';
import { openClusters } from '../cluster/clusters.ts';
import { openSession } from '../cluster/open-session.ts';
import { recordingReader } from '../cluster/recording-reader.ts';
import { readConfig } from '../config.ts';
import { isNamespaced } from '../core/ask/scopes.ts';
import { investigate } from '../core/investigate.ts';
import { type Kind, kindNames } from '../core/kinds.ts';
import type { Ref } from '../core/ref.ts';
import { rules } from '../rules/index.ts';

/** `npm run -s capture -- KIND/NAME -n NS`: asks why, and prints everything that was read as a fixture, redacted. */
new Command('capture')
  .argument('<target>', 'KIND/NAME')
  .option('-n, --namespace <namespace>', 'its namespace', 'default')
  .option('--context <context>', 'kubeconfig context')
  .action(async (target: string, options: { namespace: string; context?: string }) => {
    const [kind = '', name = ''] = target.split('/');
    if (!(kind in kindNames) || !name) throw new Error(`${target} is not KIND/NAME; kinds: ${Object.keys(kindNames).join(', ')}`);
    const clusters = openClusters({ kubeconfig: readConfig().KUBECONFIG });
    const recording = recordingReader(clusters.reader(options.context ?? null));
    const now = new Date();
    const subject: Ref = isNamespaced(kind as Kind) ? { kind: kind as Kind, name, namespace: options.namespace } : { kind: kind as Kind, name };
    const cluster = openSession('capture', recording.reader, { now });
    const report = await investigate(subject, { cluster, rules, clock: () => performance.now() });
    console.error(`${report.verdict}: ${report.findings.map(({ rule, subject: { name } }) => `${rule} (${name})`).join(', ') || 'no findings'}`);
    await clusters.close();
    process.stdout.write(
      stringify({ now: now.toISOString(), subject, expect: { requests: 0, facts: {} }, ...recording.recording() }, { lineWidth: 0 }),
    );
  })
  .parseAsync();
