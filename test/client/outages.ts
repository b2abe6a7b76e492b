import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { addressOf } from '#platform/address.js';

/** What an outage does to one request: it is lost before or behind the server, refused, never answered, or ended at a line with some behind it recorded. */
export type Fate =
  'well' | 'lost' | 'unheard' | 'refused' | 'silent' | { readonly endsAt: number; readonly behind: number };

/** Between a client and a server that is well: plays what callers see of outages, request by request. */
export class Outages {
  fates: Fate[] = [];
  /** How many of the next questions that wait for a position are lost. */
  lostWaits = 0;
  onSilence = (): void => undefined;
  private readonly server: Server;

  constructor(private readonly target: string) {
    this.server = createServer((request, response) => void this.take(request, response));
  }

  async open(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return addressOf(this.server, '127.0.0.1').url;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    if (method !== 'POST') {
      if (url.includes('position=') && this.lostWaits-- > 0) return void response.destroy();
      await this.pass(response, await fetch(this.target + url));
      return;
    }
    const body = await text(request);
    const fate = this.fates.shift() ?? 'well';
    if (fate === 'silent') {
      this.onSilence();
      return;
    }
    if (fate === 'lost') return void response.destroy();
    if (fate === 'refused') return void response.writeHead(503).end(JSON.stringify({ detail: 'it is away' }));
    if (typeof fate === 'object') return this.end(response, body.trimEnd().split('\n'), fate);
    const answer = await this.bulk(body);
    if (fate === 'unheard') return void response.destroy();
    await this.pass(response, answer);
  }

  private async end(response: ServerResponse, lines: readonly string[], { endsAt, behind }: Exclude<Fate, string>) {
    const nextLine = Math.min(endsAt, lines.length);
    const answer: unknown = await (await this.bulk(lines.slice(0, nextLine - 1).join('\n'))).json();
    await this.bulk(lines.slice(nextLine - 1, nextLine - 1 + behind).join('\n'));
    const problem = { ...(answer as object), status: 503, detail: 'it is away', nextLine };
    response.writeHead(503).end(JSON.stringify(problem));
  }

  private bulk(body: string): Promise<Response> {
    return fetch(`${this.target}/v1/bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    });
  }

  private async pass(response: ServerResponse, answer: Response): Promise<void> {
    response.writeHead(answer.status).end(await answer.text());
  }
}
