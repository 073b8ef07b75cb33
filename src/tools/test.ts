import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The tests, with one closing line: types, lint and all of test/ but the cluster tier; with `--e2e` that tier alone,
 * against the cluster of KUBEWHY_E2E_KUBECONFIG. Other arguments go to vitest.
 */
interface Count {
  passed: number;
  failed: number;
}

const e2e = process.argv.includes('--e2e');
const rest = process.argv.slice(2).filter((argument) => argument !== '--e2e');
const counts = e2e
  ? [vitest(['--config', 'vitest.e2e.config.ts', ...rest])]
  : [step('tsc', ['--noEmit']), step('tsc', ['--noEmit', '--project', 'src/local-slack/page']), step('biome', ['check', '.']), vitest(rest)];

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
const folder = process.env.KUBEWHY_TEST_COUNTS;
if (folder) {
  const tier = `${e2e ? 'cluster' : 'unit'}-${process.pid}`;
  writeFileSync(join(folder, `${tier}.passed`), `${passed}\n`);
  writeFileSync(join(folder, `${tier}.failed`), `${failed}\n`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function step(command: string, args: string[]): Count {
  console.log(`> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function vitest(args: string[]): Count {
  const temporary = mkdtempSync(join(tmpdir(), 'kubewhy-test-'));
  const file = join(temporary, 'results.json');
  const { status } = spawnSync('vitest', ['run', `--reporter=${e2e ? 'verbose' : 'dot'}`, '--reporter=json', `--outputFile=${file}`, ...args], {
    stdio: 'inherit',
    // what tests leave behind goes with the folder; what the cluster tier starts on a lab may outlive it
    env: e2e ? process.env : { ...process.env, TMPDIR: temporary },
  });
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
    // a file that does not load has no tests to fail: it counts as one
    const broken = status !== 0 && numFailedTests === 0 ? Math.max(1, numFailedTestSuites) : 0;
    return { passed: numPassedTests, failed: numFailedTests + broken };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
