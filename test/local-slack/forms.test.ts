import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../slack/support/bot.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { chromiumPath, openAt, openBrowser } from './support/chromium.ts';
import { type Heard, type ListeningBot, openListeningBot } from './support/listening-bot.ts';
import { actions, digestModal } from './support/sample-blocks.ts';

describe.skipIf(chromiumPath === null)('what a person does reaches the bot as Slack sends it', { timeout: 120_000 }, () => {
  let browser: Browser;
  let bot: ListeningBot;
  let page: Page;
  const channel = 'C0LOCAL01';

  beforeAll(async () => {
    browser = await openBrowser();
    bot = await openListeningBot();
    ({ page } = await openAt(browser, bot.slack.pageUrl, { locale: 'en-US', timezoneId: 'Asia/Seoul' }));
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
  });
  /** As it was at first: each test finds an empty channel. */
  beforeEach(async () => {
    const { workspace } = bot.slack;
    for (const { channel, ts } of workspace.snapshot().messages) workspace.remove(channel, ts);
    workspace.views.closeAll();
    bot.heard.length = 0;
    await page.keyboard.press('Escape');
    await page.locator('[data-channel="C0LOCAL01"]').click();
    await page.getByRole('textbox', { name: 'Message to #general' }).waitFor();
  });

  async function heard(type: string): Promise<Heard> {
    await until(
      () => bot.heard.some((one) => one.type === type),
      () => `${type} among ${bot.heard.map((one) => one.type)}`,
    );
    return bot.heard.findLast((one) => one.type === type) as Heard;
  }
  const postActions = () => bot.slack.workspace.post({ channel, user: bot.slack.workspace.bot.id, bot_id: 'B', text: 'x', blocks: [actions] });
  const button = (name: string) => page.locator('#main').getByRole('button', { name });

  it('a command, with the channel and an address to answer to', async () => {
    await page.getByRole('textbox').fill('/k8s why pod-x pending');
    await page.keyboard.press('Enter');
    expect(await heard('command')).toMatchObject({ command: '/k8s', text: 'why pod-x pending', channel_id: channel, user_id: 'U0LOCALYOU' });
    expect(await page.getByRole('textbox').inputValue()).toBe('');
  });

  it('a mention, as a mention and as a message, escaped as Slack does', async () => {
    await page.getByRole('textbox').fill('@kubewhy is a < b?');
    await page.keyboard.press('Enter');
    const text = '<@U0LOCALBOT> is a &lt; b?';
    expect(await heard('app_mention')).toMatchObject({ channel, text });
    expect(await heard('message')).toMatchObject({ channel, channel_type: 'channel', text });
    expect(await page.locator('#main article').textContent()).toContain('@kubewhy is a < b?');
  });

  it('Enter that ends a Korean syllable sends nothing; Shift and Enter begin a line', async () => {
    await page.getByRole('textbox').fill('안녕');
    await page.getByRole('textbox').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('둘째');
    expect(await page.getByRole('textbox').inputValue()).toBe('안녕\n둘째');
    expect(bot.heard).toEqual([]);
  });

  it('a command in a thread, and an unknown one, are refused and stay to be mended', async () => {
    postActions();
    await page.getByRole('textbox').fill('/deploy now');
    await page.keyboard.press('Enter');
    await page.getByText('/deploy is no command here').waitFor();
    await page.locator('#main article').hover();
    await button('Reply in thread').click();
    const reply = page.getByRole('textbox', { name: 'Reply in the thread' });
    await reply.fill('/k8s logs');
    await page.keyboard.press('Enter');
    await page.getByText('Slack takes no commands in threads').waitFor();
    expect(await reply.inputValue()).toBe('/k8s logs');
    expect(bot.heard).toEqual([]);
  });

  it('a button, with its value and the message that it stands on', async () => {
    const { ts } = postActions();
    await button('Check again').press('Enter');
    expect(await heard('block_actions')).toMatchObject({
      actions: [{ type: 'button', action_id: 'again', block_id: 'row', value: 'C1/1.1' }],
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      message: { ts, blocks: [{ type: 'actions' }] },
      response_url: expect.stringContaining('/response/'),
    });
  });

  it('a button that asks first does nothing when one thinks better of it', async () => {
    postActions();
    await button('Close').click();
    await page.getByRole('dialog', { name: 'Close it?' }).getByRole('button', { name: 'Leave it' }).press('Enter');
    await button('Close').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close it' }).press('Enter');
    expect(await heard('block_actions')).toMatchObject({ actions: [{ action_id: 'close', value: 'x' }] });
    expect(bot.heard).toHaveLength(1);
  });

  it('a choice from a menu, and one from "more", by keys alone', async () => {
    postActions();
    await page.getByRole('combobox', { name: 'Cluster' }).selectOption('staging');
    expect(await heard('block_actions')).toMatchObject({ actions: [{ action_id: 'cluster', selected_option: { value: 'staging' } }] });
    bot.heard.length = 0;
    await page.locator('#main [data-action="more"]').press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await heard('block_actions')).toMatchObject({ actions: [{ type: 'overflow', action_id: 'more', selected_option: { value: 'remove' } }] });
  });

  it('a message shortcut and a pin, from the menu of a message', async () => {
    const { ts } = postActions();
    await page.locator('#main .tools').getByRole('button', { name: 'More actions' }).press('Enter');
    await page.keyboard.press('Enter');
    expect(await heard('message_action')).toMatchObject({ callback_id: 'explain-this', message_ts: ts, channel: { id: channel }, message: { ts } });
    await page.locator('#main .tools').getByRole('button', { name: 'More actions' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Pin to channel' }).press('Enter');
    expect(await heard('pin_added')).toMatchObject({ channel_id: channel, item: { type: 'message', message: { ts } } });
    await page.getByText('1 pinned').waitFor();
  });

  it('the home of the app, asked for by its tab', async () => {
    await page.getByRole('button', { name: 'kubewhy' }).click();
    const messages = page.getByRole('tab', { name: 'Messages' });
    await messages.press('ArrowLeft');
    expect(await heard('app_home_opened')).toMatchObject({ user: 'U0LOCALYOU', tab: 'home' });
    bot.slack.workspace.views.publish({ type: 'home', blocks: [actions] });
    await button('Check again').press('Enter');
    expect(await heard('block_actions')).toMatchObject({ container: { type: 'view' }, view: { type: 'home' }, actions: [{ action_id: 'again' }] });
  });

  it('a form, by keys alone: the focus is in it, errors stand at their fields, the values are in Slack’s form', async () => {
    const { views } = bot.slack.workspace;
    await page.getByRole('textbox').focus();
    views.open(views.newTrigger(), digestModal as never, false);
    const dialog = page.getByRole('dialog', { name: 'A new digest' });
    await dialog.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.locator('input:focus').getAttribute('type')).toBe('text');
    await page.keyboard.type('morning');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await dialog.getByRole('combobox', { name: 'Channel' }).focus();
    await page.keyboard.type('#inc');
    bot.answers.view_submission = { response_action: 'errors', errors: { time: 'Not at night' } };
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.getByText('Not at night').waitFor();
    expect(await page.locator('input:focus').getAttribute('type')).toBe('time');
    expect(await page.locator('input:focus').getAttribute('aria-invalid')).toBe('true');

    delete bot.answers.view_submission;
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const submission = await heard('view_submission');
    expect(submission.view).toMatchObject({ callback_id: 'digest', private_metadata: '{"channel":"C0LOCAL01"}' });
    expect((submission.view as { state: object }).state).toEqual({
      values: {
        name: { value: { type: 'plain_text_input', value: 'morning' } },
        days: {
          value: {
            type: 'checkboxes',
            selected_options: [expect.objectContaining({ value: 'monday' }), expect.objectContaining({ value: 'friday' })],
          },
        },
        time: { value: { type: 'timepicker', selected_time: '09:00' } },
        channel: { value: { type: 'conversations_select', selected_conversation: 'C0LOCAL02' } },
        language: { value: { type: 'radio_buttons', selected_option: expect.objectContaining({ value: 'ko' }) } },
      },
    });
  });

  it('a form that the bot changes keeps what was typed; Escape closes it', async () => {
    const { views } = bot.slack.workspace;
    const view = views.open(views.newTrigger(), digestModal as never, false);
    await page.getByRole('textbox', { name: 'Name' }).fill('evening');
    views.update({ id: view.id }, { ...digestModal, title: { type: 'plain_text', text: 'Changed' } } as never);
    await page.getByRole('dialog', { name: 'Changed' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('evening');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(views.modals).toEqual([]);
  });

  it('tells the person’s time zone and language to who asks Slack for them', async () => {
    await until(
      () => bot.slack.workspace.profile.timeZone === 'Asia/Seoul',
      () => bot.slack.workspace.profile.timeZone,
    );
    expect(bot.slack.workspace.profile.locale).toBe('en-US');
  });

  it('says so when the bot is not there', async () => {
    bot.slack.connect(1);
    await page.getByRole('textbox').fill('/k8s help');
    await page.keyboard.press('Enter');
    await page.getByText('That did not work: dispatch_failed').waitFor();
  });
});
