import type { Channel } from '../wire.ts';
import { notice } from './notices.ts';
import { tell } from './talk.ts';
import { word } from './words.ts';

const ourCommand = '/k8s';

/** Sends what was typed: as a command where it begins with one. False: it cannot be sent like this. */
export function say(typed: string, channel: Channel, thread: string | null): boolean {
  const command = /^\/\S*/.exec(typed)?.[0];
  if (command === undefined) {
    void tell({ type: 'say', channel: channel.id, text: typed, ...(thread === null ? {} : { thread }) });
    return true;
  }
  if (thread !== null || command !== ourCommand) {
    notice(word(thread === null ? 'unknownCommand' : 'noCommandInThread', { command }));
    return false;
  }
  void tell({ type: 'command', channel: channel.id, command, text: typed.slice(command.length).trim() });
  return true;
}
