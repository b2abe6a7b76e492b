import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { addressOf } from '#platform/address.js';

/** How one request is answered. */
export type Scene = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

/** A server that answers requests as it is told to, one after another, and keeps what it was asked. */
export class ScriptedServer {
  readonly asked: string[] = [];
  private readonly server: Server;

  private constructor(private readonly scenes: Scene[]) {
    this.server = createServer((request, response) => void this.take(request, response));
  }

  /** @param scenes the last of them again and again */
  static async play(...scenes: readonly Scene[]): Promise<ScriptedServer> {
    const scripted = new ScriptedServer([...scenes]);
    await once(scripted.server.listen(0, '127.0.0.1'), 'listening');
    return scripted;
  }

  get url(): string {
    return addressOf(this.server, '127.0.0.1').url;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.asked.push([request.method, request.url, ...(body === '' ? [] : [body])].join(' '));
    const scene = this.scenes.length > 1 ? this.scenes.shift() : this.scenes[0];
    await scene?.(response, request);
  }
}

export function json(body: unknown, status = 200): Scene {
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** @param messages name and data of each */
export function events(...messages: readonly (readonly [event: string, data: unknown])[]): Scene {
  const text = messages.map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
  return (response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text);
}

export function problem(status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Scene {
  const body = { status, code, detail: `it says ${code}`, ...more };
  return (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      .end(JSON.stringify(body));
}

/** The connection is gone before there is an answer. */
export const hangUp: Scene = (response) => void response.destroy();
