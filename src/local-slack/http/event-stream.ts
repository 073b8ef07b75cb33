import type { ServerResponse } from 'node:http';
import type { Change } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { safeHeaders } from './guard.ts';

const keepAlive = 20_000;
const mostStreams = 20;

/** Tells each open page of each change: server-sent events, the whole state first. */
export class EventStreams {
  readonly #workspace: Workspace;
  readonly #open = new Set<ServerResponse>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  open(response: ServerResponse): void {
    if (this.#open.size >= mostStreams) {
      response.writeHead(503, safeHeaders).end();
      return;
    }
    this.#open.add(response);
    response.writeHead(200, { ...safeHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
    const send = (change: Change) => response.write(`data: ${JSON.stringify(change)}\n\n`);
    send({ type: 'snapshot', snapshot: this.#workspace.snapshot() });
    const stop = this.#workspace.onChange(send);
    const beat = setInterval(() => response.write(': \n\n'), keepAlive).unref();
    response.on('close', () => {
      stop();
      clearInterval(beat);
      this.#open.delete(response);
    });
  }

  closeAll(): void {
    for (const response of this.#open) response.end();
  }
}
