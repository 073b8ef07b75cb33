import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permalink } from '../../src/local-slack/web-api/chat.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { chromiumPath, openAt, openBrowser } from './support/chromium.ts';
import { type ListeningBot, openListeningBot } from './support/listening-bot.ts';
import { actions, charts, dataTable, others, plan, proof, richText } from './support/sample-blocks.ts';

describe.skipIf(chromiumPath === null)('blocks in the browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let bot: ListeningBot;
  let page: Page;
  let problems: string[];
  const channel = 'C0LOCAL01';
  const message = (index: number) => page.locator('#main article').nth(index);

  beforeAll(async () => {
    browser = await openBrowser();
    bot = await openListeningBot();
    const { workspace } = bot.slack;
    const post = (blocks: object[]) => workspace.post({ channel, user: workspace.bot.id, bot_id: 'B', text: 'fallback', blocks: blocks as never });
    post([richText, proof, actions]);
    post([dataTable, plan]);
    post([...charts]);
    post([...others]);
    ({ page, problems } = await openAt(browser, bot.slack.pageUrl, { locale: 'en-US', timezoneId: 'Asia/Seoul' }));
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
  });

  it('rich text: styles, an emoji, a link that leads away safely, a name for an id, the date in the own time zone', async () => {
    const text = message(0);
    expect(await text.locator('strong').first().textContent()).toBe('kubewhy');
    expect(await text.locator('code').first().textContent()).toBe('web-0');
    expect(await text.locator('.emoji').textContent()).toBe('🔴');
    const link = text.getByRole('link', { name: 'the manual' });
    expect(await link.getAttribute('href')).toBe('https://kubernetes.io/docs/');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await text.locator('.mention').textContent()).toBe('@you');
    // 04:40 UTC
    expect(await text.locator('.rich-text time').textContent()).toMatch(/Nov 21, 2025 1:40:00 PM/);
    expect(await text.locator('li').allTextContents()).toEqual(['one', 'two']);
    expect(await text.locator('pre').first().textContent()).toContain('kubectl get pods -n shop\n');
  });

  it('a container is folded, opens with a key, and stays open when its message changes', async () => {
    const summary = message(0).locator('summary');
    const inside = message(0).getByText('0/3 nodes are available');
    expect(await inside.isVisible()).toBe(false);
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await inside.isVisible()).toBe(true);
    const { workspace } = bot.slack;
    const ts = workspace.history(channel)[0]?.ts ?? '';
    workspace.change(channel, ts, { text: 'changed', blocks: [richText, { ...proof }, actions] });
    await page.locator('#main article[aria-label="kubewhy: changed"]').waitFor();
    expect(await inside.isVisible()).toBe(true);
    expect(await message(0).locator('summary:focus').count()).toBe(1);
  });

  it('a data table turns pages and sorts as people count', async () => {
    const table = message(1).locator('table').first();
    const names = () => table.locator('tbody th').allTextContents();
    expect(await table.locator('caption').textContent()).toBe('Pods of shop');
    expect(await names()).toEqual(['web-0', 'web-1', 'web-2', 'web-3', 'web-4']);
    const next = message(1).getByRole('button', { name: 'Next page' });
    await next.press('Enter');
    await next.press('Enter');
    expect(await names()).toEqual(['web-10', 'web-11']);
    expect(await message(1).locator('.pager').textContent()).toContain('11–12 of 12');
    await next.press('Enter');
    expect(await names()).toEqual(['web-10', 'web-11']);
    const heading = table.getByRole('columnheader', { name: 'NAME' });
    await heading.getByRole('button').press('Enter');
    await heading.getByRole('button').press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await names()).toEqual(['web-11', 'web-10', 'web-9', 'web-8', 'web-7']);
  });

  it('a plan says which task is done', async () => {
    const tasks = message(1).locator('.plan li');
    expect(await tasks.allTextContents()).toEqual(['✓pod web-0', 'node worker-1']);
    expect(await tasks.nth(1).getByRole('img', { name: 'in progress' }).count()).toBe(1);
  });

  it('charts are drawn to scale, with the numbers for those who cannot see them', async () => {
    const [line, bar, area, pie] = [0, 1, 2, 3].map((index) => message(2).locator('figure').nth(index));
    expect(await line?.locator('figcaption').textContent()).toBe('CPU of the nodes (line)');
    expect(await line?.locator('path.line').count()).toBe(2);
    expect(await area?.locator('path.area').count()).toBe(2);
    const bars = (await bar?.locator('rect.bar').all()) ?? [];
    expect(bars).toHaveLength(10);
    const [first, , , highest] = await Promise.all(bars.map(async (one) => Number(await one.getAttribute('height'))));
    expect((first ?? 0) / (highest ?? 1)).toBeCloseTo(52 / 72, 1);
    expect(await pie?.locator('.slice').count()).toBe(3);
    expect(await pie?.locator('.legend li').allTextContents()).toEqual(['critical (3)', 'warning (8)', 'notice (2)']);
    const row = line?.getByRole('row', { name: /^12:00/ });
    expect(await row?.getByRole('cell').allTextContents()).toEqual(['72', '58']);
  });

  it('the other blocks; an unknown one says its name', async () => {
    const last = message(3);
    expect(await last.locator('.header-block').textContent()).toBe('Capacity');
    const section = last.locator('.section p').first();
    expect(await section.textContent()).toBe('bold slanted code <b> a link 1:40 PM');
    expect(await section.locator('strong').textContent()).toBe('bold');
    expect(await last.locator('.field').allTextContents()).toEqual(['left', 'right']);
    expect(await last.locator('.context').textContent()).toBe('cluster prod3 requests');
    expect(await last.locator('table td').allTextContents()).toEqual(['worker-1', '61 %']);
    expect(await last.locator('img').count()).toBe(0);
    expect(await last.getByRole('link', { name: 'picture: the logo' }).count()).toBe(1);
    expect(await last.locator('.unknown-block').textContent()).toBe('[from_the_future]');
  });

  it('what is hostile stays text', async () => {
    const { workspace } = bot.slack;
    const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    workspace.post({ channel, user: workspace.bot.id, text: evil, mrkdwn: false });
    workspace.post({
      channel,
      user: workspace.bot.id,
      text: 'x',
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: evil },
                { type: 'link', url: 'javascript:document.title=3', text: 'press me' },
              ],
            },
          ],
        },
        { type: 'section', text: { type: 'mrkdwn', text: `<javascript:document.title=4|me too> ${evil}` } },
      ],
    });
    const last = message(5);
    await last.waitFor();
    expect(await message(4).locator('.as-typed').textContent()).toBe(evil);
    expect(await last.getByRole('link').count()).toBe(0);
    expect(await last.locator('img, script').count()).toBe(0);
    expect(await page.title()).toBe('kubewhy');
    for (const ts of workspace
      .history(channel)
      .slice(4)
      .map((one) => one.ts))
      workspace.remove(channel, ts);
    expect(problems).toEqual([]);
  });

  it('a file: its text where it is wanted, and as a download', async () => {
    const { workspace } = bot.slack;
    const files = [workspace.keepFile('web-0.log', Buffer.from('line 1\n<b>line 2</b> 로그\n'))];
    const { ts } = workspace.post({ channel, user: workspace.bot.id, text: '', files });
    const file = page.locator('#main .file');
    await file.getByRole('button', { name: 'Show' }).press('Enter');
    await file.getByText('line 2').waitFor();
    expect(await file.locator('pre').textContent()).toBe('line 1\n<b>line 2</b> 로그\n');
    const download = page.waitForEvent('download');
    await file.getByRole('link', { name: 'Download: web-0.log' }).press('Enter');
    expect((await download).suggestedFilename()).toBe('web-0.log');
    workspace.remove(channel, ts);
  });

  it('a link to a message leads to it, into its thread, in whatever channel it stands', async () => {
    const { workspace } = bot.slack;
    const post = (text: string, more: object) => workspace.post({ channel: 'C0LOCAL02', user: workspace.bot.id, text, ...more });
    const root = post('the root', {});
    const reply = post('the reply', { thread_ts: root.ts });
    const bookmark = { id: 'Bk1', title: 'First diagnosis', link: permalink('C0LOCAL02', reply.ts) };
    workspace.changeChannel({ ...workspace.channel(channel), bookmarks: [bookmark], topic: 'on call: you' });
    expect(await page.locator('.topic').textContent()).toBe('on call: you');
    await page.getByRole('link', { name: 'First diagnosis' }).press('Enter');
    await page.locator('#thread').getByText('the reply').waitFor();
    expect(await page.locator('h1').textContent()).toBe('# incidents');
    await page.locator('[data-channel="C0LOCAL01"]').click();
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('all of it is accessible in %s at a width of %i', async (colorScheme, width) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityProblems(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
