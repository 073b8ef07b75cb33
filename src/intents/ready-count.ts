const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const number = `(\\d{1,3}|${numbers.join('|')})`;
const well = '(?:ready|available)\\b';
const besides = '(?:are|is|were|was|being|become|becomes|became|get|gets|replicas?|pods?|containers?|instances?|copies|of (?:them|\\S+)|only|ever)';

/** "only 1 of 3 replicas ready", "1/3 ready", "READY 0/2" */
const readyOfAll: readonly RegExp[] = [
  new RegExp(`(?<![\\w./])${number} ?(?:/|(?:out )?of(?: the)?) ?${number}(?![\\w./])(?: ${besides}){0,4} ${well}`, 'i'),
  new RegExp(`\\bready:? ${number} ?(?:/|(?:out )?of(?: the)?) ?${number}(?![\\w./])`, 'i'),
  /(?<![\w./])(\d{1,3}) ?\/ ?(\d{1,3}) ?개?(?:만|밖에)? ?(?:레디|ready|준비)/i,
];
/** "3개 중 1개만 레디" */
const allThenReady = /(\d{1,3}) ?개? ?중(?:에서?)? ?(\d{1,3}) ?개?(?:만|밖에)? ?(?:레디|ready|준비)/i;

/** Whether a sentence counts fewer things that are ready than there are. */
export function countsTooFewReady(text: string): boolean {
  const counted = readyOfAll.map((pattern) => pattern.exec(text)).find((match) => match !== null);
  if (counted) return toNumber(counted[1]) < toNumber(counted[2]);
  const korean = allThenReady.exec(text);
  return korean !== null && toNumber(korean[2]) < toNumber(korean[1]);
}

function toNumber(word = ''): number {
  const at = numbers.indexOf(word.toLowerCase());
  return at < 0 ? Number(word) : at;
}
