import type { Locale, Text } from '../locale.ts';
import type { MadeThing, NoEntryAnswer } from '../on-call/no-entry.ts';
import { type AnswerDocument, type Line, line } from './document.ts';
import { place } from './list-documents.ts';

/** What a person made, for one who reads that it is not told. */
const things: { readonly [W in MadeThing]: { readonly name: Text; readonly end: Text } } = {
  digest: { name: { en: 'Your digest', ko: '등록하신 요약 보고를' }, end: { en: 'digest remove', ko: '다이제스트 삭제' } },
  feed: { name: { en: 'Your feed', ko: '켜 두신 피드를' }, end: { en: 'feed off', ko: '피드 끄기' } },
  watch: { name: { en: 'Your watch', ko: '요청하신 감시 결과를' }, end: { en: 'watch stop', ko: '감시 중지' } },
};

const ways: { readonly [code: string]: Text } = {
  is_archived: { en: 'The channel is archived: the next one comes once it is not.', ko: '보관된 채널입니다. 보관을 해제하면 다음 것부터 올립니다.' },
  restricted_action: { en: 'Not everyone may post there, and I may not.', ko: '정해진 사람만 글을 올릴 수 있는 채널이고 저는 올릴 수 없습니다.' },
  restricted_action_read_only_channel: { en: 'The channel is read-only.', ko: '읽기 전용 채널입니다.' },
};
const invite: Text = {
  en: 'I am no member of it: `/invite` me there, and the next one comes.',
  ko: '제가 멤버가 아닙니다. 채널에서 `/invite` 명령으로 저를 초대하면 다음 것부터 올립니다.',
};

/** For the one who made it, privately. */
export function noEntryDocument({ what, cluster, namespace, channel, code }: NoEntryAnswer, locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const { name, end } = things[what];
  const where: Line = [{ text: `#${channel}`, channelId: channel }];
  const why = (ways[code] ?? invite)[locale];
  const stop = ko
    ? `더 필요하지 않으면 그 채널에서 \`${end.ko}\`라고 하십시오. 이 안내는 하루에 한 번만 보냅니다.`
    : `If it is wanted no longer, say \`${end.en}\` there. I tell you this once a day at most.`;
  return {
    tone: 'unknown',
    title: ko ? [{ text: `${name.ko} 올리지 못했습니다: ` }, ...where] : [{ text: `${name.en} could not be posted in ` }, ...where],
    summary: line(`${why} (Slack: \`${code}\`)`),
    context: place(cluster, namespace, locale),
    lead: [{ type: 'paragraph', line: line(stop) }],
    parts: [],
    actions: [],
  };
}
