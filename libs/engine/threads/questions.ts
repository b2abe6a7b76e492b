import type { MessagePort } from 'node:worker_threads';
import { errorOf, type FromThread, type ToThread } from './thread-message.js';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Questions that were sent to another thread and wait for their answers. */
export class Questions<Question> {
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  constructor(private readonly post: (message: ToThread<Question, never>, moved: readonly Movable[]) => void) {}

  /** An aborted question rejects with the signal's reason at once, and the other side is told. @param moved what of it is handed over, not copied */
  ask<Answer>(question: Question, signal?: AbortSignal, moved: readonly Movable[] = []): Promise<Answer> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    const id = ++this.asked;
    const abort = (): void => {
      this.waiting.get(id)?.reject(signal?.reason);
      this.post({ kind: 'abort', id }, []);
    };
    signal?.addEventListener('abort', abort, { once: true });
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.post({ kind: 'ask', id, question }, moved);
    }).finally(() => {
      this.waiting.delete(id);
      signal?.removeEventListener('abort', abort);
    });
  }

  /** What one of them is answered with. */
  heard(message: Extract<FromThread<never>, { kind: 'answer' | 'fault' }>): void {
    const waiting = this.waiting.get(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.answer as never);
    else waiting?.reject(errorOf(message.fault));
  }

  /** None of them is going to be answered. */
  reject(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
  }
}

/** What goes to another thread and is here no more. */
export type Movable = ArrayBuffer | MessagePort;
