import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What wants the cluster whole comes first, what breaks it last. */
class WholeBeforeBroken extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const harm = ({ moduleId }: TestSpecification) => ['healthy', 'reader', 'contact', 'situations', 'watch', 'disruptions'].findIndex((name) => moduleId.includes(`/${name}.`));
    return (await super.sort(files)).toSorted((a, b) => harm(a) - harm(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    // they mostly wait
    maxConcurrency: 10,
    sequence: { sequencer: WholeBeforeBroken },
  },
});
