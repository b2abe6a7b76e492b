import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { addressOf } from './address.js';
import type { Readiness } from './readiness.js';
import type { Settings } from './settings.js';

interface Answer {
  readonly code: number;
  readonly type: string;
  readonly text: string;
}

/** `/healthz`, `/readyz` and `/metrics` of a process, from its first moment on. */
export class HealthServer {
  private constructor(
    private readonly server: Server,
    readonly port: number,
    readonly url: string,
  ) {}

  /** @throws with code EADDRINUSE when the port is taken */
  static async open(
    { host, port }: Pick<Settings, 'host' | 'port'>,
    readiness: Readiness,
    measures: Registry,
  ): Promise<HealthServer> {
    const server = createServer((request, response) => {
      void answerTo(request, readiness, measures).then((answer) => send(response, answer));
    });
    server.listen(port, host);
    await once(server, 'listening');
    const address = addressOf(server, host);
    return new HealthServer(server, address.port, address.url);
  }

  /** Gives the port back. */
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

async function answerTo({ method, url }: IncomingMessage, readiness: Readiness, measures: Registry): Promise<Answer> {
  const path = (url ?? '').split('?')[0];
  if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'only GET is answered here' });
  if (path === '/healthz') return json(200, { status: 'alive' });
  if (path === '/readyz') {
    const { code, body } = await readiness.answer();
    return json(code, body);
  }
  if (path === '/metrics') return { code: 200, type: measures.contentType, text: await measures.metrics() };
  return json(404, { status: 'there are /healthz, /readyz and /metrics' });
}

function json(code: number, body: object): Answer {
  return { code, type: 'application/json; charset=utf-8', text: JSON.stringify(body) };
}

function send(response: ServerResponse, { code, type, text }: Answer): void {
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
