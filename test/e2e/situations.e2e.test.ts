import { afterAll, beforeAll, describe, it } from 'vitest';
import { openRuntime, type Runtime } from '../../src/cli/runtime.ts';
import { readConfig } from '../../src/config.ts';
import { expectDiagnosis } from './diagnosis.ts';
import { make, readSituations, type Situation, unmake } from './situation.ts';
import { expectTrace } from './traced.ts';

const situations = readSituations().map((situation) => [situation.id, situation] as const);
/** A node of its own is seen by every pod that is scheduled meanwhile. */
const changesNodes = ({ objects }: Situation) => /^\s*kind: Node$/m.test(objects);
const sideBySide = situations.filter(([, situation]) => !changesNodes(situation));
const alone = situations.filter(([, situation]) => changesNodes(situation));
let runtime: Runtime;

beforeAll(() => {
  runtime = openRuntime({ config: readConfig({ KUBECONFIG: process.env.KUBEWHY_E2E_KUBECONFIG, KUBEWHY_LOG_LEVEL: 'silent' }) });
});

async function expectAnswers(situation: Situation): Promise<void> {
  await expectDiagnosis(runtime, situation);
  if (situation.trace) await expectTrace(runtime, situation.trace, situation.namespace);
}

describe.concurrent('broken on the real cluster', () => {
  beforeAll(() => {
    for (const [, situation] of sideBySide) make(situation);
  });
  afterAll(() => {
    for (const [, situation] of sideBySide) unmake(situation);
  });

  it.each(sideBySide)('%s', { timeout: 300_000 }, async (_id, situation) => expectAnswers(situation));
});

describe('broken on a node of its own', () => {
  it.each(alone)('%s', { timeout: 300_000 }, async (_id, situation) => {
    try {
      make(situation);
      await expectAnswers(situation);
    } finally {
      unmake(situation);
    }
  });
});
