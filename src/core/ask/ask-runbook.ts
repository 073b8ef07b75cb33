import type { Answer } from '../answer.ts';
import { findRunbook } from '../find-runbook.ts';
import type { Intent } from '../intent.ts';
import { fillRunbook, type Runbook, type RunbookTopic } from '../runbook.ts';

/** "runbook", "runbook list", "런북 목록". */
const asksForAll = /^\s*(?:list|all|목록|전체)?\s*$/i;

/** One runbook whole, with the commands filled in for what the question or its thread is about; or those to choose from; or all topics. */
export function askRunbook({ topic = '', kind, name, namespace }: Intent, runbooks: readonly Runbook[]): Answer {
  const topics = runbooks.map(topicOf);
  if (asksForAll.test(topic)) return { type: 'runbooks', outcome: 'list', asked: null, nearest: [], topics };
  const found = findRunbook(topic, runbooks);
  switch (found.outcome) {
    case 'one':
      return { type: 'runbook', runbook: fillRunbook(found.runbook, { kind, name, namespace }) };
    case 'several':
      return { type: 'runbooks', outcome: 'several', asked: topic, nearest: found.runbooks.map(topicOf), topics };
    case 'none':
      return { type: 'runbooks', outcome: 'none', asked: topic, nearest: found.nearest.map(topicOf), topics };
  }
}

function topicOf({ id, title }: Runbook): RunbookTopic {
  return { id, title };
}
