/** One line of a server block: `forward . 10.0.0.1`. */
export interface CorefileDirective {
  readonly name: string;
  readonly args: readonly string[];
  /** As editors count. */
  readonly line: number;
}
export interface ServerBlock {
  readonly zones: readonly string[];
  readonly directives: readonly CorefileDirective[];
}
export interface Corefile {
  readonly blocks: readonly ServerBlock[];
  /** The line at which braces stop to match; null where they do. */
  readonly brokenAt: number | null;
}

/** The server blocks and directives of a Corefile, as far as its braces let it be read. Snippets and imports stay as they are. */
export function readCorefile(text: string): Corefile {
  const blocks: { zones: string[]; directives: CorefileDirective[] }[] = [];
  let depth = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const words = raw
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/)
      .filter(Boolean);
    const line = index + 1;
    if (words.length === 0) continue;
    if (depth === 0 && words[0] === '}') return { blocks, brokenAt: line };
    if (depth === 0) blocks.push({ zones: words.filter((word) => word !== '{'), directives: [] });
    else if (depth === 1 && words[0] !== '}') {
      const [name = '', ...args] = words.filter((word) => word !== '{');
      blocks.at(-1)?.directives.push({ name, args, line });
    }
    depth += words.filter((word) => word === '{').length - words.filter((word) => word === '}').length;
    if (depth < 0) return { blocks, brokenAt: line };
  }
  return { blocks, brokenAt: depth === 0 ? null : text.trimEnd().split('\n').length };
}

/** All directives of that name. */
function directives({ blocks }: Corefile, name: string): readonly CorefileDirective[] {
  return blocks.flatMap((block) => block.directives.filter((one) => one.name === name));
}

/** Where names that are not the cluster's are sent: `/etc/resolv.conf`, `8.8.8.8`. */
export function forwardTargets(corefile: Corefile): string[] {
  return [...new Set(directives(corefile, 'forward').flatMap(({ args }) => args.slice(1)))];
}

/** Directives that CoreDNS no longer knows, and what took their place. CoreDNS dies of an unknown directive. */
export const removedDirectives: Readonly<Record<string, { readonly since: string; readonly instead: string | null }>> = {
  proxy: { since: '1.5.0', instead: 'forward' },
  federation: { since: '1.7.0', instead: null },
};
