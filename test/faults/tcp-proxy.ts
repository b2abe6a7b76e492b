import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { DeafPort } from './deaf-port.js';

/** Stands between a client and a server, and can be away in all the ways in which a server can: what its name says is what clients see. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  /** Clients that will never hear anything any more. */
  private readonly lost = new Set<Socket>();
  private waiting: (() => void)[] = [];
  private silent = false;
  private resetting = false;
  private deaf: DeafPort | undefined;

  private constructor(
    private readonly target: number,
    private server: Server,
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

  /** As one that is frozen: connections stay and are accepted, and nothing comes through until it goes on. */
  silence(): void {
    this.silent = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** As one that has ended: connections break and are refused. */
  async refuse(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of [...this.sockets, ...this.lost]) socket.destroy();
    await closed;
  }

  /** As one behind a door that lets nothing in: connections are accepted and reset. */
  reset(): void {
    this.resetting = true;
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** As one that no route leads to: connections are neither accepted nor refused, and those there were never hear of it again. */
  async cutOff(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) {
      socket.removeAllListeners('data').removeAllListeners('close').pause();
      this.lost.add(socket);
    }
    this.sockets.clear();
    this.deaf = await DeafPort.at(this.port);
  }

  /** As before. */
  async restore(): Promise<void> {
    [this.silent, this.resetting] = [false, false];
    for (const begin of this.waiting.splice(0)) begin();
    for (const socket of this.sockets) socket.resume();
    await this.deaf?.close();
    this.deaf = undefined;
    if (this.server.listening) return;
    this.server = createServer((client) => this.accept(client)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    await this.restore();
    await this.refuse();
  }

  private accept(client: Socket): void {
    if (this.resetting) {
      client.resetAndDestroy();
      return;
    }
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
