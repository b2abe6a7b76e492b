import { faultOf, Moved, type FromThread, type ToThread } from './thread-message.js';

/** How questions of another thread are answered. */
export interface Answering<Question> {
  /** What it gives, or what is `Moved` by it, is the answer; `signal` aborts when nobody waits for it. What it throws is thrown where it was asked. */
  answer?(question: Question, signal: AbortSignal): PromiseLike<unknown>;
}

/** Questions of another thread that are being answered. */
export class Answers<Question> {
  private readonly asked = new Map<number, AbortController>();

  constructor(
    private readonly answering: Answering<Question>,
    private readonly post: (message: FromThread<never>, moved: readonly ArrayBuffer[]) => void,
  ) {}

  heard(message: Extract<ToThread<Question, never>, { kind: 'ask' | 'abort' }>): void {
    if (message.kind === 'abort') this.asked.get(message.id)?.abort();
    else void this.answer(message.id, message.question);
  }

  /** Nobody waits for any of them. */
  abort(): void {
    for (const abort of this.asked.values()) abort.abort();
  }

  private async answer(id: number, question: Question): Promise<void> {
    const abort = new AbortController();
    this.asked.set(id, abort);
    try {
      const given = await this.answering.answer?.(question, abort.signal);
      if (given instanceof Moved) this.post({ kind: 'answer', id, answer: given.answer }, given.buffers);
      else this.post({ kind: 'answer', id, answer: given }, []);
    } catch (error) {
      this.post({ kind: 'fault', id, fault: faultOf(error) }, []);
    } finally {
      this.asked.delete(id);
    }
  }
}
