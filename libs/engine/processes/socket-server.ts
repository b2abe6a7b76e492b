import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Answers } from '#engine/threads/answers.js';
import type { Service } from '#engine/threads/thread-side.js';
import type { FromThread, ToThread } from '#engine/threads/thread-message.js';
import { Wire } from './wire.js';

/** How one that asks is served; `stop` when it is gone, or closes its end. */
export type Serving<Question, Told> = Required<Omit<Service<Question, Told>, 'sent'>>;

/** Answers every `SocketClient` that comes to a socket of this machine. */
export class SocketServer<Question, Told> {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  /** @param serve makes what serves the next that comes @param onError told of what goes wrong with one of them */
  constructor(
    private readonly serve: () => Serving<Question, Told>,
    private readonly onError: (error: unknown) => void,
  ) {
    this.server = createServer((socket) => this.come(socket));
  }

  /** @param path in a folder that nobody else may open */
  async listen(path: string): Promise<void> {
    this.server.listen(path);
    await once(this.server, 'listening');
  }

  /** Nobody is answered any more. */
  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private come(socket: Socket): void {
    const service = this.serve();
    const answers = new Answers(service, (message) => wire.send(message));
    const wire = new Wire<FromThread<never>, ToThread<Question, Told>>(socket, (message) => {
      if (message.kind === 'tell') service.told(message.message);
      else if (message.kind !== 'stop') answers.heard(message);
    });
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.sockets.delete(socket);
      answers.abort();
      service.stop().catch(this.onError);
    });
  }
}
