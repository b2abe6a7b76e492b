import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a client asks of MongoDB: the command and the collection. */
export interface MongoCommand {
  readonly name: string;
  readonly collection: string;
}

/** Whether a command is stopped, and whether the server has got nothing of it, half of it, or all of it by then. */
export type Stop = 'before' | 'middle' | 'after' | undefined;

export interface MongoProxyOptions {
  /** Of the server. */
  readonly uri: string;
  readonly stops: (command: MongoCommand) => Stop;
  /** Called when a command was stopped; the client's connection ends after it. */
  readonly onStopped: (command: MongoCommand) => Promise<void>;
}

const HEADER = 16;
const OP_MSG = 2013;
/** Behind the header: flags, the kind of the first section, its length, the type of its first element. */
const FIRST_NAME = HEADER + 4 + 1 + 4 + 1;

/** Stands between a process and MongoDB, understands just enough of the protocol to see which command passes, and can cut it off there. */
export class MongoProxy {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly options: MongoProxyOptions,
  ) {
    server.on('connection', (client) => this.accept(client));
  }

  static async start(options: MongoProxyOptions): Promise<MongoProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new MongoProxy(server, options);
  }

  /** The server's address, through here. */
  get uri(): string {
    const { port } = this.server.address() as AddressInfo;
    return this.options.uri.replace(/\/\/[^/]+/, `//127.0.0.1:${String(port)}`);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(client: Socket): void {
    const { hostname, port } = new URL(this.options.uri.replace('mongodb:', 'http:'));
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.on('data', (answer) => client.write(answer));
    let rest = Buffer.alloc(0);
    client.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= HEADER && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0));
        rest = rest.subarray(message.length);
        if (this.isStopped(message, client, upstream)) return;
        upstream.write(message);
      }
    });
  }

  private isStopped(message: Buffer, client: Socket, upstream: Socket): boolean {
    const command = commandOf(message);
    const stop = command && this.options.stops(command);
    if (command === undefined || stop === undefined) return false;
    client.removeAllListeners('data');
    upstream.removeAllListeners('data');
    const end = (): void => {
      void this.options.onStopped(command).finally(() => client.destroy());
    };
    if (stop === 'before') end();
    else if (stop === 'middle') upstream.write(message.subarray(0, message.length >> 1), end);
    else {
      // Its answer is the proof that the server has done it; the client never hears of it.
      upstream.once('data', end);
      upstream.write(message);
    }
    return true;
  }
}

function commandOf(message: Buffer): MongoCommand | undefined {
  if (message.readInt32LE(12) !== OP_MSG) return undefined;
  const end = message.indexOf(0, FIRST_NAME);
  const isText = message[FIRST_NAME - 1] === 2;
  if (!isText || end < 0) return undefined;
  const length = message.readInt32LE(end + 1);
  const collection = message.toString('utf8', end + 5, end + 5 + length - 1);
  return { name: message.toString('utf8', FIRST_NAME, end), collection };
}
