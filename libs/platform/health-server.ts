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

/** What goes with an answer of a status. */
const HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'www-authenticate': 'Bearer realm="tallybook"' },
  405: { allow: 'GET, HEAD' },
};

type Admits = (authorization: string | undefined) => boolean;

/** `/healthz`, `/readyz` and `/metrics` of a process, from its first moment on. */
export class HealthServer {
  /** Whether who sends a header `Authorization` may see how the process is: others are told only whether it lives and is ready. */
  admits: Admits;

  private constructor(
    private readonly server: Server,
    readonly port: number,
    readonly url: string,
    admits: Admits,
  ) {
    this.admits = admits;
  }

  /** Where keys are asked for it admits nobody until it is told whom. @throws with code EADDRINUSE when the port is taken */
  static async open(
    { host, port, allowedHosts, auth }: Pick<Settings, 'host' | 'port' | 'allowedHosts' | 'auth'>,
    health: Health,
  ): Promise<HealthServer> {
    const hosts = new AllowedHosts({ host, allowedHosts });
    const server = createServer({ headersTimeout: HEAD_TIMEOUT, requestTimeout: HEAD_TIMEOUT }, (request, response) => {
      const isAdmitted = opened.admits(request.headers.authorization);
      void answerTo(request, hosts, health, isAdmitted).then((answer) => send(response, answer));
    });
    server.maxConnections = CONNECTIONS;
    server.listen(port, host);
    await once(server, 'listening');
    const address = addressOf(server, host);
    const opened = new HealthServer(server, address.port, address.url, () => auth !== 'required');
    return opened;
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
  isAdmitted: boolean,
): Promise<Answer> {
  const path = (url ?? '').split('?')[0] ?? '';
  if (!hosts.allowsWatching(headers.host))
    return json(421, { status: 'no host of this name is served here: name it in TALLY_ALLOWED_HOSTS' });
  if (!WATCHING.includes(path)) return json(404, { status: `there are ${WATCHING.join(', ')}` });
  if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'only GET is answered here' });
  if (path === '/healthz') return json(200, health.alive());
  if (path === '/readyz') {
    const { code, body } = await health.ready({});
    return json(code, isAdmitted ? body : { status: body.status });
  }
  if (!isAdmitted) return json(401, { status: 'this needs a key with the scope metrics: Authorization: Bearer' });
  const { measures } = health;
  return { code: 200, type: measures.contentType, text: await measures.metrics() };
}

function json(code: number, body: object): Answer {
  return { code, type: 'application/json; charset=utf-8', text: JSON.stringify(body) };
}

function send(response: ServerResponse, { code, type, text }: Answer): void {
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store', ...HEADERS[code] });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
