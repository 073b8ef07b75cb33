import type { IncomingMessage } from 'node:http';

const mostBytes = 1_048_576;

/** The body of a request, up to 1 MB: what is larger is not read to its end. */
export async function readBody(request: IncomingMessage): Promise<{ readonly text: string } | { readonly problem: 'too-large' | 'broken' }> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return { problem: 'too-large' };
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
      else resolve({ problem: 'too-large' });
    });
    request.on('end', () => resolve({ text: Buffer.concat(chunks).toString('utf8') }));
    request.on('error', () => resolve({ problem: 'broken' }));
    request.on('close', () => resolve({ problem: 'broken' }));
  });
}
