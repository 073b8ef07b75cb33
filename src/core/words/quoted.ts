/** Another program's words as one line for a code span: it cannot end the span, nor fill the page. */
export function quoted(words: string, most = 200): string {
  const line = words.replaceAll('`', "'").replaceAll(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
