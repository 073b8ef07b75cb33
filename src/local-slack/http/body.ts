import type { IncomingMessage } from 'node:http';

/** More than is taken. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** The body of a request. Rejects with TooLarge. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new TooLarge('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The content of an uploaded file, whether it comes bare or in a form. */
export async function fileContent(body: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file ? Buffer.from(await (file as Blob).arrayBuffer()) : Buffer.alloc(0);
}
