/** What a person sent, made plain: one spelling of every character, Slack's markup resolved, pasted blocks taken out. */
export interface CleanText {
  /** The sentence. Backticks and double quotes around a word are kept: what stands in them is a name. */
  readonly text: string;
  /** Contents of code blocks that are not just a word or a command. */
  readonly pastes: readonly string[];
}

const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const emoji = /(?<![\p{L}\p{N}]):(?=[a-z+_-])[a-z0-9_+'-]{1,60}:(?::skin-tone-\d:)?(?!\d)/giu;

/** Pure text out of a Slack message, a slash command or a line from a terminal. */
export function cleanText(raw: string): CleanText {
  const pastes: string[] = [];
  const unfenced = resolveSlack(oneSpelling(raw)).replace(/```([\s\S]*?)(?:```|$)/g, (_, block: string) => {
    const inside = block.replace(/^[a-z]{0,12}\n/, '').trim();
    if (inside.length <= 100 && !/[\n\]]|: /.test(inside)) return ` ${inside} `;
    pastes.push(inside);
    return ' \n ';
  });
  const text = unfenced
    .replace(emoji, ' ')
    .replace(/^[ \t]*>+[ \t]?/gm, '')
    .replace(/(?<![\w*_~])([*_~])(?=\S)([^*_~\n]{1,200})(?<=\S)\1(?![\w*_~])/g, '$2')
    .replace(/^\s*\/(?:k8s|kubewhy)(?=\s|$)/i, '')
    .trim();
  return { text, pastes };
}

function oneSpelling(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/[‘’‚‛′´](?=(?:s|t|re|ve|ll|d|m)\b)/gi, "'")
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟«»「」『』]/g, '"')
    .replace(/…/g, '...')
    .replace(/[。]/g, '. ')
    .replace(/[、·]/g, ', ')
    .replace(/[\u2010\u2011\u2212]/g, '-')
    .replace(/(?<![^\s])[\u2013\u2014\u2015]+(?=[a-z])/gi, '--')
    .replace(/[\u2013\u2014\u2015]/g, ' - ')
    .replace(/[→⇒➡]|[-=]{1,3}>/g, ' -> ');
}

/** `<@U1>`, `<#C1|ops>`, `<http://…|web.example>`, `&gt;`. Only one level, so that what a person typed is not resolved twice. */
function resolveSlack(text: string): string {
  return (
    text
      .replace(/<(@|#|!)[^<>\n]{0,200}>/g, ' ')
      // as it comes with a slash command
      .replace(/(?<![^\s])@(?:here|channel|everyone)(?![\w-])/g, ' ')
      .replace(/<((?:https?|mailto|tel):[^<>|\n]{0,2000})(?:\|([^<>\n]{0,2000}))?>/g, (_, address: string, label?: string) => label ?? address)
      .replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => entities[name] ?? ' ')
      .replace(/[-=]{1,3}>/g, ' -> ')
  );
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
