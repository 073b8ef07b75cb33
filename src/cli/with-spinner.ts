import ora from 'ora';
import type { Ref } from '../core/ref.ts';

/** Shows on a terminal what is being looked at while the work goes on; nothing in a pipe. */
export async function withSpinner<T>(work: (onLook: (ref: Ref) => void) => Promise<T>): Promise<T> {
  const spinner = ora({ stream: process.stderr, discardStdin: false, isEnabled: process.stderr.isTTY && process.stdout.isTTY });
  if (spinner.isEnabled) spinner.start();
  try {
    return await work((ref) => {
      spinner.text = `${ref.kind} ${ref.name}`;
    });
  } finally {
    spinner.stop();
  }
}
