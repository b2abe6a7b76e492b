import type { Logger } from 'pino';
import { patiently } from '#engine/patience.js';
import { reasonOf } from '#kernel/reason.js';
import { StoreAway } from '#kernel/store-away.js';
import { inTime } from './in-time.js';

/** What is wrong with a thing, undefined when nothing is. May reject with the reason instead. */
export type Look = () => string | undefined | Promise<string | undefined>;

interface Trouble {
  readonly what: string;
  readonly reason: string;
}

/** Reasons by what has them. */
type Troubles = ReadonlyMap<string, string>;

/** Whether a process can do its work: everything it needs is looked at when somebody asks, each within a time of its own. */
export class Readiness {
  private readonly looks = new Map<string, () => Promise<Trouble | undefined>>();
  private said = '';

  constructor(private readonly log: Logger) {}

  /** From now on the process is ready only when there is nothing wrong with this. */
  needs(what: string, look: Look): this {
    // Who waits for a store here would only be late.
    const ask = inTime('its answer', () => patiently(0, async () => look()));
    this.looks.set(what, async () => {
      try {
        const reason = await ask();
        return reason === undefined ? undefined : { what, reason };
      } catch (error) {
        // Not the fault of what needs the store.
        if (error instanceof StoreAway) return { what: error.store, reason: error.reason };
        return { what, reason: reasonOf(error) };
      }
    });
    return this;
  }

  /** As above, where an answer is all there is to ask for. */
  needsAnswer(what: string, ask: () => PromiseLike<unknown>): this {
    return this.needs(what, async () => {
      await ask();
      return undefined;
    });
  }

  /** No longer: it has what it waited for. */
  has(what: string): void {
    this.looks.delete(what);
  }

  /** Why the process is not ready, a sentence for each thing; empty when it is. */
  async troubles(): Promise<readonly string[]> {
    const looked = await Promise.all([...this.looks.values()].map((look) => look()));
    const troubles = new Map(
      looked.flatMap((trouble) => (trouble === undefined ? [] : [[trouble.what, trouble.reason] as const])),
    );
    this.say(troubles);
    return sentences(troubles);
  }

  /** In the log when it changes. */
  private say(troubles: Troubles): void {
    const now = [...troubles.keys()].join();
    if (this.said === now) return;
    this.said = now;
    if (now === '') this.log.warn('ready again');
    else this.log.warn({ troubles: sentences(troubles) }, 'not ready');
  }
}

function sentences(troubles: Troubles): readonly string[] {
  return [...troubles].map(([what, reason]) => `${what}: ${reason}`);
}
