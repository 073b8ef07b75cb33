import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems } from './support/accessibility.ts';
import { chromiumPath, openAt, openBrowser } from './support/chromium.ts';
import { type RunningPage, runPage } from './support/running-page.ts';

describe.skipIf(chromiumPath === null)('a newcomer on the page, with the real bot on the demo cluster', { timeout: 180_000 }, () => {
  let browser: Browser;
  let running: RunningPage;

  beforeAll(async () => {
    browser = await openBrowser();
    running = await runPage({ KUBEWHY_INCIDENT_CHANNEL_TEMPLATE: 'inc-{target}', KUBEWHY_INCIDENT_USER_GROUP: 'oncall' });
  });
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
  });

  const open = async (locale: string, options: object = {}) => openAt(browser, running.page.url, { locale, timezoneId: 'Asia/Seoul', ...options });
  /** The answers and questions in the channel, the newest last. */
  const last = (page: Page) => page.locator('#main article').last();
  const inThread = (page: Page, text: string | RegExp) => page.locator('#thread article', { hasText: text }).last();

  it('keys alone: asks, opens the thread, unfolds the proof, asks on, turns the language, checks again', async () => {
    const { page, problems } = await open('en-US');
    await page.keyboard.type('/k8s why pod-x pending');
    await page.keyboard.press('Enter');
    await last(page).getByText('Problem: pod').waitFor();
    expect(await last(page).textContent()).toContain('@you asked: why pod-x pending');
    await tabTo(page, page.getByRole('button', { name: /^1 reply/ }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('What to do').waitFor();

    const proof = thread.getByText('0/3 nodes are available');
    expect(await proof.isVisible()).toBe(false);
    await tabTo(page, thread.locator('summary', { hasText: 'Proof' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await proof.first().isVisible()).toBe(true);

    await tabTo(page, thread.getByRole('textbox'), 'Tab');
    await page.keyboard.type('and its events?');
    await page.keyboard.press('Enter');
    await inThread(page, 'FailedScheduling').waitFor();

    const root = thread.locator('article').first();
    await tabTo(page, root.getByRole('button', { name: '한국어' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await root.getByText('문제').waitFor();
    await root.getByRole('button', { name: '다시 확인' }).press('Enter');
    await inThread(page, '달라진').waitFor();

    await page.keyboard.press('Escape');
    await thread.waitFor({ state: 'hidden' });
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('한국어, 어두운 화면, 좁은 폭: 묻고 표를 읽고 스레드를 연다', async () => {
    const { page, problems } = await open('ko-KR', { colorScheme: 'dark', viewport: { width: 390, height: 780 } });
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    await page.getByRole('button', { name: '# incidents' }).click();
    await page.getByText('이렇게 물어보세요').waitFor();
    const box = page.getByRole('textbox', { name: '메시지 입력: #incidents' });
    await box.fill('@kubewhy shop에서 실패한 파드 목록');
    await box.press('Enter');
    await page.getByRole('button', { name: /^댓글 1개/ }).click();
    const thread = page.getByRole('complementary', { name: '스레드' });
    await thread.locator('table caption').waitFor();
    expect(await thread.locator('tbody tr').count()).toBeGreaterThan(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await thread.getByRole('button', { name: '스레드 닫기' }).click();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('help is for the one who asks; "Explain this" explains a message; a second window sees the same', async () => {
    const { page } = await open('en-US');
    const { page: other } = await open('en-US');
    await other.getByRole('button', { name: '# incidents' }).click();
    await page.getByRole('textbox').fill('x509: certificate has expired or is not yet valid');
    await page.keyboard.press('Enter');
    await other.getByRole('button', { name: /general.*1/ }).waitFor();
    // nobody asked the bot: it is silent until it is
    await last(page).getByRole('button', { name: 'More actions' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Explain this' }).press('Enter');
    await last(page)
      .getByRole('button', { name: /^1 reply/ })
      .press('Enter');
    await inThread(page, 'kubewhy')
      .getByText(/certificate/i)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('textbox').fill('/k8s help');
    await page.keyboard.press('Enter');
    await last(page).getByText('Only visible to you').waitFor();
    await page.context().close();
    await other.context().close();
  });

  it('the home of the app: a setting is effective at once', async () => {
    const { page } = await open('en-US');
    await page.getByRole('button', { name: 'kubewhy' }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: '한국어' });
    await page.getByRole('heading', { name: '클러스터' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.getByRole('textbox').fill('why is cart crashing?');
    await page.keyboard.press('Enter');
    await last(page).getByRole('button', { name: /repl/ }).click();
    await inThread(page, '문제').waitFor();
    await page.context().close();
  });

  it('an incident opens a channel with a pinned status', async () => {
    const { page } = await open('en-US');
    await page.getByRole('textbox').fill('/k8s incident start deploy/cart in shop');
    await page.keyboard.press('Enter');
    const channel = page.locator('#sidebar').getByRole('button', { name: /# inc-/ });
    await channel.waitFor();
    await channel.click();
    await page.locator('.pins').getByText('1 pinned').waitFor();
    expect(await page.locator('.topic').textContent()).toContain('cart');
    await page.context().close();
  });
});

/** Presses Tab until the focus is there, as a person does. */
async function tabTo(page: Page, wanted: ReturnType<Page['locator']>, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no way with ${key} to ${wanted}`);
}
