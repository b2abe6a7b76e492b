import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections above the limit that are still taken, so that they can be told. */
const TOLD = 100;

/** How many connections there are, and which of them are too many. */
export class Connections {
  private open = 0;
  private readonly over = new WeakSet<Socket>();

  constructor(
    server: Server,
    private readonly limit: number,
  ) {
    server.maxConnections = limit + TOLD;
    server.on('connection', (socket) => this.add(socket));
  }

  areTooMany({ socket }: Pick<IncomingMessage, 'socket'>): boolean {
    return this.over.has(socket);
  }

  private add(socket: Socket): void {
    if (++this.open > this.limit) this.over.add(socket);
    socket.once('close', () => this.open--);
  }
}
