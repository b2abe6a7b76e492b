import type { MessagePort } from 'node:worker_threads';
import { Questions } from './questions.js';
import type { FromThread } from './thread-message.js';

/** The other end of a port is gone, with the thread that answered there or because it refused to. */
export class PortClosed extends Error {
  override readonly name = 'PortClosed';
}

/** Asks who answers at the other end of a port; closing it is how nobody waits any more. */
export class PortClient<Question> {
  private readonly questions: Questions<Question>;
  private isClosed = false;

  constructor(private readonly port: MessagePort) {
    this.questions = new Questions((message, moved) => port.postMessage(message, [...moved]));
    port.on('message', (message: Extract<FromThread<never>, { kind: 'answer' | 'fault' }>) =>
      this.questions.heard(message),
    );
    port.once('close', () => this.closed());
  }

  /** @throws PortClosed where the other end is gone; the signal's reason; what the other side throws */
  ask<Answer>(question: Question, signal?: AbortSignal): Promise<Answer> {
    if (this.isClosed) return Promise.reject(new PortClosed('the other end is gone'));
    return this.questions.ask(question, signal);
  }

  close(): void {
    this.port.close();
    this.closed();
  }

  private closed(): void {
    this.isClosed = true;
    this.questions.reject(new PortClosed('the other end is gone'));
  }
}
