import { areas } from '../../core/intent.ts';
import { loadIntents } from '../../intents/load-intents.ts';
import { createParser } from '../../intents/parse.ts';
import { PersonalError } from '../personal-error.ts';
import type { ExitCode } from '../program.ts';
import { type SentenceOptions, sentence } from './sentence.ts';

/** `kubewhy check AREA`, as people call it (`coredns`, `컨트롤 플레인`). Without one: the whole cluster. */
export function check(words: readonly string[], options: SentenceOptions): Promise<ExitCode> {
  const asked = words.length > 0 ? words : ['cluster'];
  const { intent } = createParser(loadIntents())(`check ${asked.join(' ')}`, { addressed: true });
  if (intent !== 'check') throw new PersonalError(`"${asked.join(' ')}" is no area: say ${areas.join(', ')}`, 2);
  return sentence('check', asked, options);
}
