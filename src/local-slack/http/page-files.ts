import { readFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'page');
const types = { ts: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' } as const;

export interface PageFile {
  readonly contentType: string;
  readonly content: string;
}

/** The page itself. */
export function readPage(): PageFile {
  return { contentType: 'text/html; charset=utf-8', content: readFileSync(join(folder, 'index.html'), 'utf8') };
}

/** Files of the page by their path: TypeScript goes out as JavaScript, its types stripped as Node does it for itself. null: no such file. */
export function createPageFiles(): (path: string) => PageFile | null {
  const read = new Map<string, PageFile>();
  return (path) => {
    const known = read.get(path);
    if (known) return known;
    const extension = /^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.(ts|css|svg)$/.exec(path)?.[1] as keyof typeof types | undefined;
    if (!extension) return null;
    const source = readIfThere(join(folder, path));
    if (source === null) return null;
    const file = { contentType: `${types[extension]}; charset=utf-8`, content: extension === 'ts' ? withoutTypes(source) : source };
    read.set(path, file);
    return file;
  };
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Node calls the function experimental, on standard error, each time that it is first used: nothing that a person in the chat could act on. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return module.stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
