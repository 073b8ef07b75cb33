import type { Answer } from '../core/answer.ts';
import type { Intent } from '../core/intent.ts';
import type { Locale } from '../core/locale.ts';
import type { Dependencies, Question } from './dependencies.ts';
import type { ChannelSettings } from './state.ts';
import { failure } from './tell.ts';

interface Here {
  readonly answer: Answer;
  readonly locale: Locale;
}

/** Answers to what no cluster is needed for: help, and the settings of a channel. null: a worker's task. */
export async function answerHere(deps: Dependencies, { channel }: Question, intent: Intent, locale: Locale): Promise<Here | null> {
  switch (intent.intent) {
    case 'help':
      return { answer: { type: 'help' }, locale };
    case 'lang': {
      const language = intent.language ?? locale;
      await deps.state.changeSettings(channel, { locale: language });
      return { answer: { type: 'setting', setting: 'lang', value: language }, locale: language };
    }
    case 'listen': {
      const listen = intent.action !== 'off';
      await deps.state.changeSettings(channel, { listen });
      return { answer: { type: 'setting', setting: 'listen', value: listen ? 'on' : 'off' }, locale };
    }
    case 'use':
      return { answer: await use(deps, channel, intent), locale };
    default:
      return null;
  }
}

async function use({ state, clusters }: Dependencies, channel: string, { cluster, namespace, name }: Intent): Promise<Answer> {
  const names = clusters();
  const wanted = cluster ?? (namespace === null ? name : undefined) ?? undefined;
  if (wanted !== undefined && !names.includes(wanted)) return failure('unknown-cluster', { what: wanted, choices: names });
  if (wanted === undefined && namespace === null) return failure('needs-name', { choices: names });
  // another cluster has other namespaces
  const change: ChannelSettings = {
    ...(wanted === undefined ? {} : { cluster: wanted, namespace: undefined }),
    ...(namespace === null ? {} : { namespace }),
  };
  await state.changeSettings(channel, change);
  return wanted === undefined
    ? { type: 'setting', setting: 'namespace', value: namespace as string }
    : { type: 'setting', setting: 'cluster', value: wanted };
}
