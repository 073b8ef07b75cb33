import type { Answer } from '../answer.ts';
import type { Intent } from '../intent.ts';
import type { Locale } from '../locale.ts';
import type { Report } from '../report.ts';
import type { AnyRule } from '../rule.ts';
import { alertDocument } from './alert-document.ts';
import { alertNoteDocument } from './alert-note-document.ts';
import { alertSummaryDocument } from './alert-summary-document.ts';
import { auditDocument } from './audit-document.ts';
import { changesDocument } from './changes-document.ts';
import { checkDocument } from './check-document.ts';
import { cleanAll } from './clean-text.ts';
import { digestDocument, digestFailedDocument } from './digest-document.ts';
import { digestsDocument } from './digests-document.ts';
import type { AnswerDocument } from './document.ts';
import { explanationDocument } from './explanation-document.ts';
import { feedAwayDocument, feedDocument, feedsDocument } from './feed-document.ts';
import { healthDocument } from './health-document.ts';
import { incidentDocument } from './incident-document.ts';
import { clustersDocument, eventsDocument, logsDocument, tableDocument } from './list-documents.ts';
import { noEntryDocument } from './no-entry-document.ts';
import { probeDocument } from './probe-document.ts';
import { reportDocument } from './report-document.ts';
import { runbookDocument, runbooksDocument } from './runbook-document.ts';
import { choiceDocument, failureDocument, helpDocument, notFoundDocument, settingDocument } from './short-documents.ts';
import { topDocument } from './top-document.ts';
import { traceDocument } from './trace-document.ts';
import { watchDocument, watchesDocument } from './watch-document.ts';

export interface WordingOptions {
  /** What was asked: for "did you mean". */
  readonly question?: Intent | null;
  /** The report of the last time, where this is "check again". */
  readonly previous?: Report | null;
  /** RFC 3339: when it is shown. Ages are seen from here; without it moments are told as they are. */
  readonly now?: string;
}

/** Any answer in the words of one language, without a medium. No string in it can steer a terminal. */
export function answerDocument(answer: Answer, catalog: readonly AnyRule[], locale: Locale, options: WordingOptions = {}): AnswerDocument {
  return cleanAll(documentOf(answer, catalog, locale, options));
}

function documentOf(answer: Answer, catalog: readonly AnyRule[], locale: Locale, options: WordingOptions): AnswerDocument {
  switch (answer.type) {
    case 'report':
      return reportDocument(answer.report, catalog, locale, options.previous ?? null);
    case 'check':
      return checkDocument(answer, catalog, locale, options.previous ?? null);
    case 'health':
      return healthDocument(answer, catalog, locale);
    case 'changes':
      return changesDocument(answer, locale);
    case 'top':
      return topDocument(answer, locale);
    case 'table':
      return tableDocument(answer, locale);
    case 'logs':
      return logsDocument(answer, locale);
    case 'events':
      return eventsDocument(answer, locale);
    case 'not-found':
      return notFoundDocument(answer, locale, options.question ?? null);
    case 'trace':
      return traceDocument(answer, locale);
    case 'alert':
      return alertDocument(answer, catalog, locale);
    case 'alert-summary':
      return alertSummaryDocument(answer, catalog, locale);
    case 'alert-note':
      return alertNoteDocument(answer, catalog, locale);
    case 'choice':
      return choiceDocument(answer, locale);
    case 'clusters':
      return clustersDocument(answer, locale);
    case 'setting':
      return settingDocument(answer, locale);
    case 'help':
      return helpDocument(locale);
    case 'runbook':
      return runbookDocument(answer.runbook, locale);
    case 'runbooks':
      return runbooksDocument(answer, locale, options.question ?? null);
    case 'explanation':
      return explanationDocument(answer, locale);
    case 'audit':
      return auditDocument(answer, locale, options.now ?? null);
    case 'digest':
      return digestDocument(answer, catalog, locale);
    case 'digest-failed':
      return digestFailedDocument(answer, catalog, locale);
    case 'digests':
      return digestsDocument(answer, locale);
    case 'feed':
      return feedDocument(answer, catalog, locale);
    case 'feed-away':
      return feedAwayDocument(answer, locale);
    case 'feeds':
      return feedsDocument(answer, locale);
    case 'watch':
      return watchDocument(answer, catalog, locale);
    case 'watches':
      return watchesDocument(answer, locale);
    case 'incident':
      return incidentDocument(answer, catalog, locale);
    case 'no-entry':
      return noEntryDocument(answer, locale);
    case 'probe':
      return probeDocument(answer, locale);
    case 'failure':
      return answer.report ? reportDocument(answer.report, catalog, locale) : failureDocument(answer, locale);
  }
}
