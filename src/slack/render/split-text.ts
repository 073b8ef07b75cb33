import { escapeText } from './message.ts';

/** How much of a message's `text` it takes. */
export function size(text: string): number {
  return escapeText(text).length;
}

/** Cuts a text into pieces of at most `most`, at line ends where possible, else between characters. Joined they are the text again. */
export function splitText(text: string, most: number): string[] {
  const pieces: string[] = [];
  let current = '';
  const push = () => {
    if (current !== '') pieces.push(current.replace(/\n$/, ''));
    current = '';
  };
  for (const line of text.split(/(?<=\n)/)) {
    if (size(current) + size(line) <= most) {
      current += line;
      continue;
    }
    push();
    const parts = splitLine(line, most);
    pieces.push(...parts.slice(0, -1));
    current = parts.at(-1) ?? '';
  }
  push();
  return pieces;
}

function splitLine(line: string, most: number): string[] {
  if (size(line) <= most) return [line];
  const pieces = [''];
  for (const character of line) {
    const last = pieces.length - 1;
    if (size(pieces[last] + character) <= most) pieces[last] += character;
    else pieces.push(character);
  }
  return pieces;
}
