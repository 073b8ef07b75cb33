import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const text = readFileSync('deploy/slack-manifest.yaml', 'utf8');
const manifest = parse(text) as {
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] }; socket_mode_enabled: boolean; interactivity: { is_enabled: boolean } };
  features: { slash_commands: { command: string }[]; shortcuts: { callback_id: string }[] };
};

/** What each method of Slack's API that we call needs. */
const needs: Readonly<Record<string, readonly string[]>> = {
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'users.info': ['users:read'],
  'conversations.create': ['channels:manage'],
  'conversations.setTopic': ['channels:manage'],
  'conversations.invite': ['channels:manage'],
  'conversations.list': ['channels:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'pins.add': ['pins:write'],
  'pins.remove': ['pins:write'],
  'bookmarks.list': ['bookmarks:read'],
  'bookmarks.add': ['bookmarks:write'],
  'chat.getPermalink': [],
  'views.open': [],
  'views.publish': [],
  filesUploadV2: ['files:write'],
  'auth.test': [],
};

it('asks for the scopes of what we call and listen to, and for no other', () => {
  const source = globSync('src/slack/**/*.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const called = [
    ...source.matchAll(/client\.((?:chat|conversations|auth|users|usergroups|files|views|reactions|pins|bookmarks)\.\w+(?:\.\w+)?|filesUploadV2)/g),
  ].map(([, method]) => method as string);
  expect([...new Set(called)].sort()).toEqual(Object.keys(needs).sort());
  const events: Readonly<Record<string, string>> = {
    app_mention: 'app_mentions:read',
    'message.channels': 'channels:history',
    'message.groups': 'groups:history',
    'message.im': 'im:history',
    'message.mpim': 'mpim:history',
    pin_added: 'pins:read',
    // wants no scope
    app_home_opened: 'commands',
  };
  // the address of a file is no method, but wants a scope too
  const downloads = source.includes('url_private_download') ? ['files:read'] : [];
  const wanted = [
    ...Object.values(needs).flat(),
    ...downloads,
    ...manifest.settings.event_subscriptions.bot_events.map((event) => events[event]),
    'commands',
  ];
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...new Set(wanted)].sort());
});

it('has the slash command, buttons and Socket Mode', () => {
  expect(manifest.features.shortcuts.map(({ callback_id }) => callback_id)).toEqual(['explain-this']);
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/k8s']);
  expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
});
