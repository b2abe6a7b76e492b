import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a receiver was sent. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer; 200 and nothing unless told. `silent`: none. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly silent?: boolean;
}

/** Somebody outside who takes what is posted to them, on a free loopback port. */
export class Receiver {
  readonly received: Received[] = [];
  /** Answers for the next requests, in order. */
  readonly replies: Reply[] = [];
  /** How it answers when there are none of those. */
  otherwise: Reply = {};

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        this.received.push({ path: request.url ?? '', headers: request.headers, body });
        const {
          status = 200,
          headers = {},
          body: answer = '',
          silent = false,
        } = this.replies.shift() ?? this.otherwise;
        if (!silent) response.writeHead(status, headers).end(answer);
      });
    });
  }

  static async start(): Promise<Receiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Receiver(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** `host:port`, as it is allowed by. */
  get place(): string {
    return `127.0.0.1:${String(this.port)}`;
  }

  get url(): string {
    return `http://${this.place}/hook`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
