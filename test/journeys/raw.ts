import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  /** As it is, where a URL would tidy it. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request with any method and header, those included that `fetch` keeps to itself. */
export async function ask(
  url: string,
  { method = 'GET', path, headers = {}, body }: RawRequest = {},
): Promise<RawAnswer> {
  const sent = request(url, {
    method,
    ...(path !== undefined && { path }),
    headers: { connection: 'close', ...headers },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  sent.end(body);
  const [response] = await answered;
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
}

/** The code of a problem, with its status. */
export function codeOf({ status, text: body }: RawAnswer): string {
  return `${String(status)} ${String((JSON.parse(body) as { readonly code?: unknown }).code)}`;
}

/** A connection on which bytes are sent as they are. */
export class RawConnection {
  private constructor(
    private readonly socket: Socket,
    /** Everything that came until the server closed it. */
    readonly heard: Promise<string>,
  ) {}

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const heard = new Promise<string>((resolve) => {
      let all = '';
      socket.on('data', (chunk: Buffer) => (all += chunk.toString()));
      // It may be cut off while it still sends.
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(all));
    });
    await once(socket, 'connect');
    return new RawConnection(socket, heard);
  }

  send(bytes: string): this {
    this.socket.write(bytes);
    return this;
  }

  /** Resolves with what has come as soon as it is as wanted. */
  async until(wanted: RegExp): Promise<string> {
    let all = '';
    for (;;) {
      const [chunk] = (await once(this.socket, 'data')) as [Buffer];
      all += chunk.toString();
      if (wanted.test(all)) return all;
    }
  }

  /** Sends again and again, until the server has closed it. */
  keepSending(bytes: string, everyMs: number): this {
    const timer = setInterval(() => this.socket.write(bytes), everyMs);
    this.socket.once('close', () => clearInterval(timer));
    return this;
  }

  /** Sends one after another, so many milliseconds apart. */
  sendEach(pieces: readonly string[], everyMs: number): this {
    const left = [...pieces];
    const timer = setInterval(() => {
      const next = left.shift();
      if (next === undefined) clearInterval(timer);
      else this.socket.write(next);
    }, everyMs);
    return this;
  }

  end(): void {
    this.socket.destroy();
  }
}
