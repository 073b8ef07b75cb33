import type { HomeView, KnownBlock, PlainTextOption } from '@slack/types';
import type { IntentName } from '../../core/intent.ts';
import type { Locale, Text } from '../../core/locale.ts';
import type { HomeContent } from '../../core/on-call/home/home-content.ts';
import type { AnyRule } from '../../core/rule.ts';
import { answerDocument } from '../../core/words/answer-document.ts';
import { verdictTone, verdictWord } from '../../core/words/verdict-words.ts';
import type { ChannelSettings } from '../state.ts';
import { classic } from './classic.ts';
import { packParts } from './pack.ts';
import { plainStyle, toneEmoji } from './render.ts';
import { contextLine, inline, richText, section } from './rich-text.ts';
import { shorten } from './shorten.ts';

export interface HomeViewOptions {
  readonly content: HomeContent;
  /** Of the person: what counts in direct messages and where a channel has chosen nothing. */
  readonly settings: ChannelSettings;
  readonly catalog: readonly AnyRule[];
  /** RFC 3339. */
  readonly now: string;
}

const mostBlocks = 100;
const mostOptions = 100;
const words = {
  clusters: { en: 'Clusters', ko: '클러스터' },
  settings: { en: 'Settings', ko: '설정' },
  about: {
    en: 'For your direct messages with me, and wherever a channel has chosen nothing.',
    ko: '저와 나누는 다이렉트 메시지와, 따로 정하지 않은 채널에 적용됩니다.',
  },
  language: { en: 'Language', ko: '언어' },
  cluster: { en: 'Cluster', ko: '클러스터' },
  namespace: { en: 'Namespace', ko: '네임스페이스' },
  asAsked: { en: 'That of the question', ko: '질문한 언어' },
  usual: { en: 'The usual one', ko: '기본 클러스터' },
  none: { en: 'None', ko: '없음' },
  refresh: { en: 'Look again', ko: '다시 확인' },
  more: {
    en: 'There is more: ask `digest list`, `incident list` or `watch list`.',
    ko: '더 있습니다. `digest list`, `incident list`, `watch list`로 확인합니다.',
  },
} as const satisfies { readonly [name: string]: Text };

/** A person's App Home: pure. Clusters and how they are, their watches, digests and incidents, and their settings. */
export function homeView({ content, settings, catalog, now }: HomeViewOptions, locale: Locale): HomeView {
  const blocks = [
    header(words.clusters[locale]),
    ...content.clusters.map((one) => clusterLine(one, locale)),
    { type: 'actions', elements: [{ type: 'button', action_id: 'home:refresh', text: plain(words.refresh[locale]) }] } satisfies KnownBlock,
    ...settingBlocks(content, settings, locale),
    ...content.lists.flatMap((list) => listBlocks(list, catalog, locale, now)),
  ];
  const over = blocks.length > mostBlocks;
  const note = richText(section(inline([{ text: words.more[locale].replaceAll('`', '') }])));
  return { type: 'home', blocks: over ? [...blocks.slice(0, mostBlocks - 1), note] : blocks };
}

type Cluster = HomeContent['clusters'][number];

const unseen: Text = { en: 'Not looked at', ko: '확인하지 않음' };

function clusterLine({ cluster, verdict, problems, at }: Cluster, locale: Locale): KnownBlock {
  const causes = { en: ` · ${problems} ${problems === 1 ? 'cause' : 'causes'}`, ko: ` · 원인 ${problems}개` }[locale];
  const emoji = toneEmoji[verdictTone(verdict ?? 'unknown')];
  return richText(
    section([
      { type: 'emoji', name: emoji },
      { type: 'text', text: ' ' },
      ...inline([
        { text: cluster, style: 'strong' },
        { text: ` · ${verdict === null ? unseen[locale] : verdictWord(verdict, locale)}${verdict === 'problem' && problems > 0 ? causes : ''}` },
        ...(at === null ? [] : [{ text: ' · ' }, { text: at, at }]),
      ]),
    ]),
  );
}

function settingBlocks({ clusters }: HomeContent, { locale: language, cluster, namespace }: ChannelSettings, locale: Locale): KnownBlock[] {
  const names = clusters.map((one) => one.cluster).slice(0, mostOptions - 1);
  const languages: readonly PlainTextOption[] = [option('-', words.asAsked[locale]), option('en', 'English'), option('ko', '한국어')];
  const choices: readonly PlainTextOption[] = [option('-', words.usual[locale]), ...names.map((name) => option(name, name))];
  return [
    header(words.settings[locale]),
    contextLine([{ text: words.about[locale] }]),
    select('language', words.language[locale], languages, language ?? '-'),
    select('cluster', words.cluster[locale], choices, cluster ?? '-'),
    {
      type: 'input',
      block_id: 'home-namespace',
      dispatch_action: true,
      optional: true,
      label: plain(words.namespace[locale]),
      element: {
        type: 'plain_text_input',
        action_id: 'home:namespace',
        max_length: 63,
        ...(namespace ? { initial_value: namespace } : {}),
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      },
    },
  ];
}

function select(name: string, label: string, options: readonly PlainTextOption[], chosen: string): KnownBlock {
  const initial = options.find(({ value }) => value === chosen) ?? options[0];
  return {
    type: 'section',
    block_id: `home-${name}`,
    text: plain(label),
    accessory: { type: 'static_select', action_id: `home:${name}`, options: [...options], ...(initial ? { initial_option: initial } : {}) },
  };
}

/** The lists are of all channels: what their titles say of "this channel" is not so here. */
const listTitles: { readonly [I in IntentName]?: Text } = {
  watch: { en: 'My watches', ko: '내가 지켜보는 것' },
  digest: { en: 'Digests', ko: '요약 보고' },
  incident: { en: 'Incidents', ko: '장애 대응' },
};

function listBlocks({ intent, answer }: HomeContent['lists'][number], catalog: readonly AnyRule[], locale: Locale, now: string): KnownBlock[] {
  const document = answerDocument(answer, catalog, locale, { now });
  const details = packParts(document.parts, plainStyle(locale), false).flatMap((message) => classic(message).blocks);
  const summary = document.summary.length > 0 ? [richText(section(inline(document.summary)))] : [];
  const title = listTitles[intent]?.[locale] ?? document.title.map(({ text }) => text).join('');
  const none = summary.length + details.length === 0 ? [contextLine([{ text: words.none[locale] }])] : [];
  return [header(title), ...summary, ...details, ...none];
}

function header(text: string): KnownBlock {
  return { type: 'header', text: plain(shorten(text, 150)) };
}

function option(value: string, text: string): PlainTextOption {
  return { value: shorten(value, 150), text: plain(shorten(text, 75)) };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}
