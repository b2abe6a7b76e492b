import type { Readable } from 'node:stream';
import { Problem } from '#kernel/problem.js';

/** How long a sender may keep us waiting. Only time in which there is nothing to read counts: a long body under way is none. */
export class Patience {
  private left: number;

  constructor(private readonly ms: number) {
    this.left = ms;
  }

  /** What was waited for has come. */
  renew(): void {
    this.left = this.ms;
  }

  /** @throws Problem `body-too-slow` */
  async wait<Value>(next: Promise<Value>): Promise<Value> {
    const began = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(this.tooSlow()), this.left);
    });
    // It may fail long after nobody waits for it any more.
    next.catch(() => undefined);
    try {
      return await Promise.race([next, late]);
    } finally {
      clearTimeout(timer);
      this.left = Math.max(0, this.left - (performance.now() - began));
    }
  }

  private tooSlow(): Problem {
    const seconds = String(this.ms / 1_000);
    return new Problem('body-too-slow', `the body kept us waiting for ${seconds} s: send it in one go`);
  }
}

/** The chunks of a body. The stream stays open when it is left early, so that an answer can be sent. @throws Problem `body-too-slow` */
export async function* patiently(stream: Readable, patience: Patience): AsyncGenerator<Buffer> {
  const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  for (;;) {
    const next = await patience.wait(chunks.next());
    if (next.done === true) return;
    yield next.value;
  }
}

export function isTooSlow(error: unknown): boolean {
  return error instanceof Problem && error.code === 'body-too-slow';
}
