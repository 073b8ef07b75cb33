// A process that takes a job and never ends it: for tests, which kill it.
import { openBackend } from '../../src/jobs/backend.ts';
import { silent } from './backends.ts';

const { queue: name, jobs, ...address } = JSON.parse(process.argv[2] ?? '{}') as { queue: string; jobs: number; redisUrl?: string; dataDir: string };
const backend = await openBackend({ ...address, log: silent });
const queue = backend.queue(name, 'fast');
for (let n = 0; n < jobs; n++) await queue.add('job', { text: String(n) });
backend.worker(
  name,
  async () => {
    console.log('stuck');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  },
  { lockDuration: 600, stalledInterval: 300 },
);
