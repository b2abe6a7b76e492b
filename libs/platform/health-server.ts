import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { addressOf } from './address.js';
import { AllowedHosts, WATCHING } from './allowed-hosts.js';
import type { Health } from './health.js';
import type { Settings } from './settings.js';

/** Who watches asks shortly and is not many. */
const HEAD_TIMEOUT = 10_000;
const CONNECTIONS = 200;

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
    { host, port, allowedHosts }: Pick<Settings, 'host' | 'port' | 'allowedHosts'>,
    health: Health,
  ): Promise<HealthServer> {
    const hosts = new AllowedHosts({ host, allowedHosts });
    const server = createServer({ headersTimeout: HEAD_TIMEOUT, requestTimeout: HEAD_TIMEOUT }, (request, response) => {
      void answerTo(request, hosts, health).then((answer) => send(response, answer));
    });
    server.maxConnections = CONNECTIONS;
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

async function answerTo(
  { method, url, headers }: IncomingMessage,
  hosts: AllowedHosts,
  health: Health,
): Promise<Answer> {
  const path = (url ?? '').split('?')[0] ?? '';
  if (!hosts.allowsWatching(headers.host))
    return json(421, { status: 'no host of this name is served here: name it in TALLY_ALLOWED_HOSTS' });
  if (!WATCHING.includes(path)) return json(404, { status: `there are ${WATCHING.join(', ')}` });
  if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'only GET is answered here' });
  if (path === '/healthz') return json(200, health.alive());
  if (path === '/readyz') {
    const { code, body } = await health.ready({});
    return json(code, body);
  }
  const { measures } = health;
  return { code: 200, type: measures.contentType, text: await measures.metrics() };
}

function json(code: number, body: object): Answer {
  return { code, type: 'application/json; charset=utf-8', text: JSON.stringify(body) };
}

function send(response: ServerResponse, { code, type, text }: Answer): void {
  const allow = code === 405 ? { allow: 'GET, HEAD' } : {};
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store', ...allow });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
