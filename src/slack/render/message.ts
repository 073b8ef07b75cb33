import type { KnownBlock } from '@slack/types';

/** One Slack message, before it is sent. */
export interface Message {
  /** Names it within its answer: stable over retries, languages and re-checks. */
  readonly key: string;
  /** The whole content as text, escaped: shown where blocks cannot be, and instead of blocks that Slack refuses. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** Sent as a file instead of as a message. */
  readonly file?: { readonly name: string; readonly content: string };
}

/** Slack's limits, and ours where Slack's are not written down. */
export const limits = {
  blocks: 50,
  /** Of `text`. */
  text: 4000,
  section: 3000,
  header: 150,
  button: 75,
  buttonValue: 2000,
  actionId: 255,
  contextElements: 10,
  actionElements: 25,
  containerTitle: 150,
  containerChildren: 10,
  tableRows: 100,
  tableColumns: 20,
  /** Of all cells of all tables of a message. */
  tableText: 10_000,
  charts: 2,
  chartTitle: 50,
  chartSeries: 12,
  chartCategories: 20,
  /** Of a category or a series. */
  chartLabel: 20,
  /** Of everything in a message: `msg_blocks_too_long` has been seen from about 11,300. */
  blockText: 10_000,
} as const;

/** Slack's three control characters. Whoever reads `text` as mrkdwn can then find no mention or link in it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
