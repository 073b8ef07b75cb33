import { ReadFailure } from '../core/read-failure.ts';

const mostBytes = 16 << 20;

/** The lines of a body, each as soon as it is whole. Rejects with a ReadFailure for a line that never ends. */
export async function* responseLines(body: AsyncIterable<Buffer>, what: string): AsyncGenerator<string> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...pieces, chunk.subarray(from, end)]).toString('utf8');
      pieces = [];
      bytes = 0;
      from = end + 1;
      if (line.trim() !== '') yield line;
    }
    bytes += chunk.length - from;
    if (bytes > mostBytes) throw new ReadFailure('over-budget', what, `an event is larger than ${mostBytes >> 20} MiB`);
    pieces.push(chunk.subarray(from));
  }
}
