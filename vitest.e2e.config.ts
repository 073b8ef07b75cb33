import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What breaks the cluster comes after all that needs it whole. */
class DisruptionsLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const disrupts = ({ moduleId }: TestSpecification) => Number(moduleId.includes('disruptions'));
    return (await super.sort(files)).toSorted((a, b) => disrupts(a) - disrupts(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    sequence: { sequencer: DisruptionsLast },
  },
});
