import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a client and a server, and can go silent or away like a machine that hangs or is switched off. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private waiting: (() => void)[] = [];
  private silent = false;

  private constructor(
    private readonly target: number,
    private readonly server: Server,
    readonly port: number,
  ) {
    server.on('connection', (client) => this.accept(client));
  }

  /** @param target the port on this machine that it stands for */
  static async before(target: number): Promise<TcpProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(target, server, (server.address() as { port: number }).port);
  }

  /** Connections stay and are accepted, and nothing comes through any more. */
  silence(): void {
    this.silent = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** Connections break and are refused. */
  async refuse(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** As before. */
  async restore(): Promise<void> {
    this.silent = false;
    for (const begin of this.waiting.splice(0)) begin();
    for (const socket of this.sockets) socket.resume();
    if (this.server.listening) return;
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    await this.restore();
    await this.refuse();
  }

  private accept(client: Socket): void {
    this.keep(client);
    client.pause();
    const begin = (): void => this.join(client);
    if (this.silent) this.waiting.push(begin);
    else begin();
  }

  private join(client: Socket): void {
    if (client.destroyed) return;
    const server = this.keep(connect(this.target, '127.0.0.1'));
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('data', (bytes: Buffer) => to.write(from === server ? this.renamed(bytes) : bytes));
      from.on('close', () => to.destroy());
    }
    client.resume();
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  }

  /** A Kafka broker tells its clients where it is, as a host and a port of four bytes: they shall stay with the proxy. */
  private renamed(bytes: Buffer): Buffer {
    const at = (port: number): Buffer => {
      const four = Buffer.alloc(4);
      four.writeInt32BE(port);
      return Buffer.concat([Buffer.from('127.0.0.1'), four]);
    };
    for (let from = bytes.indexOf(at(this.target)); from >= 0; from = bytes.indexOf(at(this.target), from))
      at(this.port).copy(bytes, from);
    return bytes;
  }
}
