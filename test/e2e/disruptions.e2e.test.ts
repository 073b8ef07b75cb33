import { beforeAll, describe, expect, it } from 'vitest';
import { openRuntime, type Runtime } from '../../src/cli/runtime.ts';
import { readConfig } from '../../src/config.ts';
import { unwellItems, wellItems } from './cluster-health.ts';
import { ask, expectDiagnosis, untilQuiet } from './diagnosis.ts';
import { type Disruption, fillIn, findPlaces, lab, readDisruptions, restore, run, within } from './disruption.ts';
import { make, unmake } from './situation.ts';

const disruptions = readDisruptions();
let runtime: Runtime;
let atFirst: ReadonlySet<string>;

describe.skipIf(!lab)(`a broken cluster${lab ? '' : ' (skipped: only a lab may be broken; KUBEWHY_E2E_LAB is the path of its script)'}`, () => {
  beforeAll(() => {
    runtime = openRuntime({ config: readConfig({ KUBECONFIG: process.env.KUBEWHY_E2E_KUBECONFIG, KUBEWHY_LOG_LEVEL: 'silent' }) });
    atFirst = wellItems();
  });

  it.each(disruptions.map((disruption) => [disruption.id, disruption] as const))('%s', { timeout: 500_000 }, async (_id, template) => {
    const disruption = fillIn(template, findPlaces());
    await untilWell();
    try {
      arrange(disruption);
      for (const line of disruption.break) await run(line);
      await expectAnswer(disruption);
    } finally {
      await putBack(disruption);
    }
  });
});

function arrange({ objects, namespace }: Disruption): void {
  if (objects && namespace) make({ objects, namespace, afterwards: [] });
}

async function putBack(disruption: Disruption): Promise<void> {
  try {
    await restore(disruption);
    await untilWell();
    if (disruption.rule) await untilQuiet(runtime, { ...disruption, rule: disruption.rule }, 90);
  } finally {
    const { objects, namespace } = disruption;
    if (objects && namespace) unmake({ objects, namespace, afterwards: [] });
  }
}

async function expectAnswer(disruption: Disruption): Promise<void> {
  if (disruption.rule) return expectDiagnosis(runtime, { ...disruption, rule: disruption.rule });
  for (const index of disruption.ask.keys()) {
    await within(disruption.timeout, disruption.id, async () => {
      const answer = await ask(runtime, disruption, index);
      expect(answer).toMatchObject({ type: 'failure', code: disruption.failure });
      expect(JSON.stringify(answer)).toContain(disruption.proof);
    });
  }
}

/** Whatever was well before the first disruption is well again. */
async function untilWell(): Promise<void> {
  await within(180, 'the cluster is well again', () => expect(unwellItems(atFirst)).toEqual([]));
}
