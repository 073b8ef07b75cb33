/** What the page and the server tell each other: Slack's own JSON where Slack has some. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
}

interface Bookmark {
  readonly id: string;
  readonly title: string;
  readonly link: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** A direct message with the bot. */
  readonly isDirect: boolean;
  readonly topic: string;
  /** `ts` of pinned messages. */
  readonly pins: readonly string[];
  readonly bookmarks: readonly Bookmark[];
  /** Id of who made it. */
  readonly creator: string;
  /** In seconds since 1970. */
  readonly created: number;
}

/** A block as it came: what is in it is the renderer's to find out. */
export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly [key: string]: unknown;
}

export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

export interface Message {
  readonly type: 'message';
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly user: string;
  readonly bot_id?: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** `text` is mrkdwn; otherwise it is shown as it is. */
  readonly mrkdwn: boolean;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly metadata?: unknown;
  readonly files?: readonly SharedFile[];
  readonly is_ephemeral?: true;
}

/** What a form holds: block → element → value, in Slack's own form. */
export type FormValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly callback_id: string;
  readonly external_id: string;
  readonly private_metadata: string;
  readonly title?: unknown;
  readonly submit?: unknown;
  readonly close?: unknown;
  readonly blocks: readonly Block[];
  readonly hash: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
}

/** Something that the page has to show. */
export type Change =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'gone'; readonly channel: string; readonly ts: string }
  | { readonly type: 'channel'; readonly channel: Channel }
  /** Open modals, the lowest first. */
  | { readonly type: 'modals'; readonly modals: readonly View[] }
  | { readonly type: 'home'; readonly home: View };

export interface Snapshot {
  readonly me: Person;
  readonly bot: Person;
  readonly channels: readonly Channel[];
  readonly messages: readonly Message[];
  readonly modals: readonly View[];
  readonly home: View | null;
  /** Questions for a newcomer to begin with. */
  readonly examples: readonly string[];
  /** The cluster is a recording. */
  readonly isDemo: boolean;
}

/** What became of something that a person did on the page. */
export interface Outcome {
  readonly ok: boolean;
  /** In Slack's words: `operation_timeout`, `dispatch_failed` … */
  readonly error?: string;
  /** What is wrong in a submitted form, by block. */
  readonly errors?: Readonly<Record<string, string>>;
}
