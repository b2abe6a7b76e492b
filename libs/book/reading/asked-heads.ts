import type { LogHead } from '#kernel/ports/log-tree.js';
import type { ToldHead } from './thread-reader.js';

/**
 * The heads of the log, for a thread that has no log: it says the position, and is told by who has the tree open, wherever that is kept. So
 * they are worked out once for all threads, and forgotten in one place.
 */
export class AskedHeads {
  private readonly asked = new Map<string, PromiseWithResolvers<LogHead | undefined>>();

  constructor(private readonly say: (position: string) => void) {}

  /** Undefined where there is none. */
  at(position: string): Promise<LogHead | undefined> {
    const before = this.asked.get(position);
    if (before !== undefined) return before.promise;
    const asked = Promise.withResolvers<LogHead | undefined>();
    this.asked.set(position, asked);
    this.say(position);
    return asked.promise;
  }

  told({ position, head }: ToldHead): void {
    this.asked.get(position)?.resolve(head);
    this.asked.delete(position);
  }
}
