import { connect } from 'node:net';
import { Questions } from '#engine/threads/questions.js';
import type { FromThread, ToThread } from '#engine/threads/thread-message.js';
import { Wire } from './wire.js';

/** Who answered at the other end of a socket is gone, or was never there. */
export class SocketClosed extends Error {
  override readonly name = 'SocketClosed';
}

/** Asks who answers at a socket of this machine, from any thread. It keeps no thread alive by itself. */
export class SocketClient<Question, Told = never> {
  private readonly wire: Wire<ToThread<Question, Told>, Answer>;
  private readonly socket: ReturnType<typeof connect>;
  private readonly questions = new Questions<Question>((message) => this.wire.send(message));

  /** @param path of the socket; what is asked before it is connected waits for that */
  constructor(path: string) {
    this.socket = connect(path).unref();
    this.wire = new Wire(this.socket, (message) => this.questions.heard(message));
    // What it is, is no matter: it closes after it.
    this.socket.on('error', () => undefined);
    this.socket.once('close', () => this.questions.reject(gone()));
  }

  get isClosed(): boolean {
    return this.socket.destroyed;
  }

  /** @throws SocketClosed where the other end is gone; the signal's reason; what the other side throws */
  ask<Given>(question: Question, signal?: AbortSignal): Promise<Given> {
    if (this.isClosed) return Promise.reject(gone());
    return this.questions.ask(question, signal);
  }

  /** Nobody hears it where the other end is gone. */
  tell(message: Told): void {
    if (!this.isClosed) this.wire.send({ kind: 'tell', message });
  }

  close(): void {
    this.socket.destroy();
  }
}

type Answer = Extract<FromThread<never>, { kind: 'answer' | 'fault' }>;

function gone(): SocketClosed {
  return new SocketClosed('the other end is gone');
}
