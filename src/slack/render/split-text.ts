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

/** Between words where that is near, else between characters. */
function splitLine(line: string, most: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of line) {
    const more = size(character);
    if (used + more > most) {
      const space = piece.lastIndexOf(' ') + 1;
      const cut = space > piece.length - 100 ? space : piece.length;
      pieces.push(piece.slice(0, cut));
      piece = piece.slice(cut);
      used = size(piece);
    }
    piece += character;
    used += more;
  }
  return [...pieces, piece];
}
