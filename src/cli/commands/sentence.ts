import type { ExitCode } from '../program.ts';
import { ask } from './ask.ts';
import type { ClusterOptions } from './why.ts';

export interface SentenceOptions extends ClusterOptions {
  readonly allNamespaces?: boolean;
  readonly container?: string;
  readonly previous?: boolean;
  readonly since?: string;
  readonly selector?: string;
}

/** `kubewhy list | logs | events WORDS`: read as the sentence that they are, so that the CLI and Slack understand the same. */
export function sentence(verb: string, words: readonly string[], options: SentenceOptions): Promise<ExitCode> {
  const flags = [
    ...(options.allNamespaces ? ['-A'] : []),
    ...(options.namespace ? ['-n', options.namespace] : []),
    ...(options.container ? ['-c', options.container] : []),
    ...(options.previous ? ['--previous'] : []),
    ...(options.since ? ['--since', options.since] : []),
    ...(options.selector ? ['-l', options.selector] : []),
  ];
  return ask([verb, ...words, ...flags].join(' '), options);
}
