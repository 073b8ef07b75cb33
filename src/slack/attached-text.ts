import type { Dependencies, Question } from './dependencies.ts';

/** A file that came with a message, as far as we need it. */
export interface SlackFile {
  readonly mimetype?: string;
  readonly size?: number;
  readonly url_private_download?: string;
}

const largest = 2_000_000;
/** What is kept: the end, where logs say why. */
const kept = 30_000;

/** The question with the text of the first text file that came with it, as a code block: to be explained, unless it asks something else. */
export async function withAttachment(
  deps: Pick<Dependencies, 'client' | 'log'>,
  question: Question,
  files: readonly SlackFile[] = [],
): Promise<Question> {
  const text = await attachedText(deps, files);
  if (text === null) return question;
  const block = `\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\``;
  return { ...question, text: `${question.text === 'help' ? 'explain' : question.text}\n${block}` };
}

/** The end of the first text file of a message; null: there is none, or it cannot be read. */
export async function attachedText({ client, log }: Pick<Dependencies, 'client' | 'log'>, files: readonly SlackFile[] = []): Promise<string | null> {
  const file = files.find(isText);
  if (!file) return null;
  try {
    return (await download(file.url_private_download as string, client.token ?? '')).slice(-kept).trim();
  } catch (error) {
    log.warn({ err: error }, 'a file could not be read');
    return null;
  }
}

function isText({ mimetype = '', size = 0, url_private_download: url = '' }: SlackFile): boolean {
  return /^(?:text\/|application\/(?:json|x-yaml|yaml|x-ndjson))/.test(mimetype) && size <= largest && isSlackAddress(url);
}

/** The bot's token goes to Slack only. */
function isSlackAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'));
}

async function download(url: string, token: string): Promise<string> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'error', signal: AbortSignal.timeout(10_000) });
  const type = response.headers.get('content-type') ?? '';
  // without the scope files:read Slack answers with its login page
  if (!response.ok || type.includes('text/html'))
    throw new Error(`the file was answered with ${response.status} ${type}: the scope files:read is missing`);
  return response.text();
}
