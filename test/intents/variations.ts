import type { Labelled } from './labelled.ts';

/** Says the same in other words; null: not of this sentence. `random` gives numbers below one. */
export type Variation = (said: Labelled, random: () => number) => string | null;

/** What a typist's fingers do to a word. */
const slips: Readonly<Record<string, (word: string, at: number) => string>> = {
  swapped: (word, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  dropped: (word, at) => word.slice(0, at) + word.slice(at + 1),
  doubled: (word, at) => word.slice(0, at) + word[at] + word.slice(at),
};

/** One slip within one of `words`; never in a name. */
export function misspelt(slip: keyof typeof slips, words: ReadonlySet<string>, known: ReadonlySet<string>): Variation {
  return ({ text, parsed, given }, random) => {
    const { name, namespace, cluster, container, to } = parsed;
    const names = new Set([name, namespace, cluster, container, to?.name, to?.namespace, ...(given.clusters ?? []), ...(given.namespaces ?? [])]);
    const found = [...text.matchAll(/(?<![\w./@=:`"-])[A-Za-z]{5,}(?![\w@=:`"]|-\w|\.\w)/g)].filter(
      ({ 0: word }) => words.has(word.toLowerCase()) && !names.has(word.toLowerCase()),
    );
    const match = found[Math.floor(random() * found.length)];
    if (!match) return null;
    const [word] = match;
    const wrong = slips[slip]?.(word, 1 + Math.floor(random() * (word.length - 2))) ?? word;
    if (known.has(wrong.toLowerCase())) return null;
    return text.slice(0, match.index) + wrong + text.slice(match.index + word.length);
  };
}

const settings: ReadonlySet<string> = new Set(['digest', 'runbook', 'use', 'lang', 'audit', 'help', 'explain', 'listen', 'feed', 'incident']);
const isPlain = ({ text, parsed, given }: Labelled) => given.addressed && !settings.has(parsed.intent) && !/\n|```|^\s*(?:&gt;|<@|\/)/.test(text);

/** A greeting or an apology in front. */
export function led(words: string): Variation {
  const korean = /[가-힣]/.test(words);
  return (said) => (isPlain(said) && said.korean === korean && !/^(?:hey|hi|sorry|혹시|죄송|안녕)/i.test(said.text) ? `${words}${said.text}` : null);
}

/** A thanks or a reason behind. */
export function trailed(words: string): Variation {
  const korean = /[가-힣ㅠ]/.test(words);
  return (said) => {
    if (!isPlain(said) || said.korean !== korean || /\b(?:since|after|because)\b/.test(said.text)) return null;
    return korean ? `${said.text.replace(/\s*[.!~]*$/, '')}${words}` : `${said.text.replace(/\s*[?.!]*$/, '')}${words}`;
  };
}

/** The namespace said in another way, of sentences with `-n NAMESPACE`, "in NAMESPACE" or "NAMESPACE에서". */
export function placed(put: (rest: string, namespace: string) => string, korean: boolean): Variation {
  return (said) => {
    const { namespace, to } = said.parsed;
    if (!namespace || to || !isPlain(said) || said.korean !== korean) return null;
    const name = namespace.replaceAll('.', '\\.');
    const front = `(?<![\\w/-])${name} ?(?:네임스페이스(?:에서|에 있는|의|에)?|에서|에 있는) `;
    const form = new RegExp(`,? (?:-n|--namespace|in(?: the)?(?: namespace)?)[ =]${name}(?: namespace)?(?![\\w-])|${front}`);
    const rest = said.text.replace(form, '');
    return rest === said.text || rest.includes(namespace) ? null : put(rest.replace(/\s*[?.!]*$/, ''), namespace);
  };
}

/** The name as it is quoted or typed. */
export function named(put: (name: string) => string): Variation {
  return ({ text, parsed: { name } }) => {
    if (!name || text.includes('```')) return null;
    const form = new RegExp(`(?<![\\w./@=:\`"*'-])${name.replaceAll('.', '\\.')}(?![\\w/@=:\`"*'-]|\\.\\w)`);
    return text.split(form).length === 2 ? text.replace(form, () => put(name)) : null;
  };
}

/** Any other change of the whole text. */
export function changed(change: (text: string) => string, fits: (said: Labelled) => boolean = () => true): Variation {
  return (said) => (fits(said) ? change(said.text) : null);
}
