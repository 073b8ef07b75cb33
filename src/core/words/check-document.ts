import type { CheckAnswer } from '../answer.ts';
import type { Locale } from '../locale.ts';
import type { Report } from '../report.ts';
import type { AnyRule } from '../rule.ts';
import { areaWord } from './area-words.ts';
import { type AnswerDocument, type Line, line, list, type Part, paragraph } from './document.ts';
import { countOf, named, namedFully } from './kind-words.ts';
import { label } from './labels.ts';
import { reportDocument } from './report-document.ts';
import { verdictWord } from './verdict-words.ts';

const shown = 15;

/** One area from end to end: what is wrong in it as "why?" says it, and what was judged. */
export function checkDocument(answer: CheckAnswer, catalog: readonly AnyRule[], locale: Locale, previous: Report | null): AnswerDocument {
  const { report, area, about, checked } = answer;
  const whole = reportDocument(report, catalog, locale, previous);
  const ko = locale === 'ko';
  const place = about ? (ko ? ` (${named(about, locale)})` : ` (of ${named(about, locale)})`) : '';
  return {
    ...whole,
    title: line(`${verdictWord(report.verdict, locale)}: ${areaWord(area, locale)}${place}`),
    summary: summaryOf(answer, whole.summary, locale),
    parts: [...unexplainedPart(answer.unexplained, locale), ...whole.parts, ...checkedPart(checked, locale)],
    actions: whole.actions.filter(({ type }) => type !== 'logs'),
  };
}

function summaryOf({ area, report, checked, unexplained }: CheckAnswer, said: Line, locale: Locale): Line {
  const ko = locale === 'ko';
  if (report.verdict === 'healthy' && area === 'windows' && checked.length === 0) {
    return line(ko ? '이 클러스터에는 윈도우 노드도 윈도우 파드도 없습니다.' : 'There are no Windows nodes or pods in this cluster.');
  }
  if (report.verdict === 'unknown' && unexplained.length > 0) {
    const many = unexplained.length;
    return line(
      ko
        ? `정상이 아닌 오브젝트가 ${many}개 있지만, 아는 원인 중에는 들어맞는 것이 없습니다.`
        : `${many === 1 ? 'One object is' : `${many} objects are`} not well, and none of the causes that I know fits.`,
    );
  }
  return said;
}

/** Objects that are not well, and no rule knows why. */
export function unexplainedPart(unexplained: CheckAnswer['unexplained'], locale: Locale): Part[] {
  if (unexplained.length === 0) return [];
  const ko = locale === 'ko';
  const items = unexplained.slice(0, shown).map(({ ref, state }) => `${namedFully(ref, locale)} (\`${state.status}\`)`);
  const more = unexplained.length - items.length;
  return [
    {
      title: label('unexplained', locale),
      folded: false,
      nodes: [list(items), ...(more > 0 ? [paragraph(ko ? `그 밖에 ${more}개가 더 있습니다.` : `and ${more} more.`)] : [])],
    },
  ];
}

function checkedPart(checked: CheckAnswer['checked'], locale: Locale): Part[] {
  if (checked.length === 0) return [];
  const counts = checked.map(({ kind, count }) => countOf(kind, count, locale)).join(', ');
  return [{ title: label('checked', locale), folded: false, nodes: [paragraph(counts)] }];
}
