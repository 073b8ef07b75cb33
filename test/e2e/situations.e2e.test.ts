import { afterAll, beforeAll, describe, it } from 'vitest';
import { openRuntime, type Runtime } from '../../src/cli/runtime.ts';
import { readConfig } from '../../src/config.ts';
import { expectDiagnosis } from './diagnosis.ts';
import { make, readSituations, unmake } from './situation.ts';
import { expectTrace } from './traced.ts';

const situations = readSituations();
let runtime: Runtime;

beforeAll(() => {
  runtime = openRuntime({ config: readConfig({ KUBECONFIG: process.env.KUBEWHY_E2E_KUBECONFIG, KUBEWHY_LOG_LEVEL: 'silent' }) });
  for (const situation of situations) make(situation);
});
afterAll(() => situations.forEach(unmake));

describe.concurrent('broken on the real cluster', () => {
  it.each(situations.map((situation) => [situation.id, situation] as const))('%s', { timeout: 300_000 }, async (_id, situation) => {
    await expectDiagnosis(runtime, situation);
    if (situation.trace) await expectTrace(runtime, situation.trace, situation.namespace);
  });
});
