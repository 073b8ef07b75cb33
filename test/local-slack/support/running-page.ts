import { openLocalGate } from '../../../src/cli/open-gate.ts';
import { type Page as OpenPage, openPage, type PageOptions } from '../../../src/cli/page.ts';
import { openPipelineOnCall, startPipeline } from '../../../src/cli/pipeline.ts';
import { openRuntime } from '../../../src/cli/runtime.ts';
import { readConfig } from '../../../src/config.ts';
import { newPlace, silent } from '../../jobs/backends.ts';

export interface RunningPage {
  readonly page: OpenPage;
  stop(): Promise<void>;
}

/** The page as `npm start -- --demo` opens it: the real bot, its workers and its queues, on the recorded cluster. */
export async function runPage(variables: Readonly<Record<string, string>> = {}): Promise<RunningPage> {
  const place = await newPlace('redis');
  const runtime = openRuntime({ demo: true, config: readConfig({ ...variables, KUBEWHY_LOG_LEVEL: 'silent' }) });
  const backend = await place.open();
  const gate = openLocalGate(backend, runtime, silent);
  const openOnCall: PageOptions['openOnCall'] = (room) => openPipelineOnCall(backend, runtime, gate, silent, room);
  const page = await openPage({ runtime, backend, openOnCall, gate, locale: null, log: silent, port: 0, isDemo: true });
  const workers = startPipeline(backend, runtime, gate, page.messenger, page.onCall, silent);
  return {
    page,
    async stop() {
      await page.close();
      await workers.stop();
      await backend.close();
      await place.remove();
    },
  };
}
