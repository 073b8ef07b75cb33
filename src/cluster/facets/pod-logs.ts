import type { ContainerLog } from '../../core/evidence.ts';
import type { Pod } from '../../core/kinds.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import type { Reader } from '../../core/reader.ts';
import { refOf } from '../../core/ref.ts';
import { type Collector, namespaceOf, orElse } from './collector.ts';

const tailLines = 80;
const limitBytes = 32 * 1024;
const mostContainers = 3;

type Status = ReturnType<typeof containerStatuses>[number];

/** Current logs of the containers that have something to say: not ready, restarted or ended badly; of all, where all are fine. */
export const logs: Collector<'pod', readonly ContainerLog[]> = {
  reads: ['pods/log'],
  collect({ reader, subject }) {
    const started = containerStatuses(subject).filter(({ state }) => state?.running || state?.terminated);
    // an init container that runs holds up the others, and says why
    const troubled = started.filter(
      ({ ready, restartCount, state }) => restartCount > 0 || (state?.terminated ? state.terminated.exitCode !== 0 : !ready),
    );
    return read(reader, subject, troubled.length > 0 ? troubled : started.filter(({ init }) => !init), false);
  },
};

/** Logs of the previous run of containers that have restarted. */
export const previousLogs: Collector<'pod', readonly ContainerLog[]> = {
  reads: ['pods/log'],
  collect: ({ reader, subject }) =>
    read(
      reader,
      subject,
      containerStatuses(subject).filter(({ lastState }) => lastState?.terminated),
      true,
    ),
};

/** What its running containers wrote in the last five minutes. */
export const recentLogs: Collector<'pod', readonly ContainerLog[]> = {
  reads: ['pods/log'],
  collect: ({ reader, subject }) =>
    read(
      reader,
      subject,
      containerStatuses(subject).filter(({ state, init }) => state?.running && !init),
      false,
      { tailLines: 300, sinceSeconds: 300 },
    ),
};

function read(
  reader: Reader,
  pod: Pod,
  statuses: readonly Status[],
  previous: boolean,
  part: { readonly tailLines: number; readonly sinceSeconds?: number } = { tailLines },
): Promise<readonly ContainerLog[]> {
  const ref = refOf('pod', pod);
  return Promise.all(
    statuses.slice(0, mostContainers).map(async ({ name, init }) => {
      const options = { namespace: namespaceOf(ref), pod: ref.name, container: name, previous, ...part, limitBytes };
      // the runtime may have removed a dead container, and a waiting one has no log yet: both are "no lines"
      const text = await orElse(reader.log(options), '', 'not-found', 'bad-response');
      return { container: name, init, lines: text === '' ? [] : text.replace(/\n$/, '').split('\n') };
    }),
  );
}
