import { afterEach, describe, expect, it, vi } from 'vitest';
import { withAttachment } from '../../src/slack/attached-text.ts';
import type { Dependencies, Question } from '../../src/slack/dependencies.ts';

const warn = vi.fn();
const deps = { client: { token: 'xoxb-test' }, log: { warn } } as unknown as Pick<Dependencies, 'client' | 'log'>;
const question = { channel: 'C1', text: 'explain', addressed: true } as Question;
const file = { mimetype: 'text/plain', size: 100, url_private_download: 'https://files.slack.com/files-pri/T1-F1/download/a.log' };

afterEach(() => vi.unstubAllGlobals());

function answering(text: string, type = 'text/plain', status = 200) {
  const fetched = vi.fn(async () => new Response(text, { status, headers: { 'content-type': type } }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('a text file that comes with a question', () => {
  it('is added to it as a code block, its end where it is long', async () => {
    const fetched = answering(`${'x'.repeat(50_000)}\nError: \`\`\`configmap "a" not found`);
    const { text } = await withAttachment(deps, question, [file]);
    expect(text.startsWith('explain\n```\n')).toBe(true);
    expect(text.endsWith('configmap "a" not found\n```')).toBe(true);
    expect(text.split('```')).toHaveLength(3);
    expect(text.length).toBeLessThan(31_000);
    expect(fetched).toHaveBeenCalledWith(file.url_private_download, expect.objectContaining({ redirect: 'error' }));
  });

  it('without a word is to be explained', async () => {
    answering('Error: x');
    expect((await withAttachment(deps, { ...question, text: 'help' }, [file])).text).toBe('explain\n```\nError: x\n```');
  });

  it.each([
    ['of another kind', { ...file, mimetype: 'image/png' }],
    ['that is too large', { ...file, size: 5_000_000 }],
    ['elsewhere than at Slack', { ...file, url_private_download: 'https://files.slack.com.example.org/a' }],
    ['over plain HTTP', { ...file, url_private_download: 'http://files.slack.com/a' }],
  ])('%s is not fetched', async (_what, other) => {
    const fetched = answering('x');
    expect(await withAttachment(deps, question, [other])).toBe(question);
    expect(fetched).not.toHaveBeenCalled();
  });

  it('that Slack does not hand out is said in the log, and the question stands', async () => {
    answering('<html>login</html>', 'text/html');
    expect(await withAttachment(deps, question, [file])).toBe(question);
    expect(warn).toHaveBeenCalled();
  });
});
