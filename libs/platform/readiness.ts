import type { Logger } from 'pino';
import { inTime } from './in-time.js';

/** What is wrong with a thing, undefined when nothing is. May reject with the reason instead. */
export type Look = () => string | undefined | Promise<string | undefined>;

/** Whether a process can do its work: everything it needs is looked at when somebody asks, each within a time of its own. */
export class Readiness {
  private readonly looks = new Map<string, () => Promise<string | undefined>>();
  private said = '';

  constructor(private readonly log: Logger) {}

  /** From now on the process is ready only when there is nothing wrong with this. */
  needs(what: string, look: Look): this {
    const ask = inTime('its answer', look);
    this.looks.set(what, () => ask().catch((error: unknown) => reasonOf(error)));
    return this;
  }

  /** As above, where an answer is all there is to ask for. */
  needsAnswer(what: string, ask: () => Promise<unknown>): this {
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
    const looked = await Promise.all(
      [...this.looks].map(async ([what, look]) => {
        const trouble = await look();
        return trouble === undefined ? [] : [`${what}: ${trouble}`];
      }),
    );
    const troubles = looked.flat();
    this.say(troubles);
    return troubles;
  }

  /** What to answer who asks: the status code and the body. */
  async answer(): Promise<{
    readonly code: 200 | 503;
    readonly body: { status: string; troubles: readonly string[] };
  }> {
    const troubles = await this.troubles();
    const ready = troubles.length === 0;
    return { code: ready ? 200 : 503, body: { status: ready ? 'ready' : 'not ready', troubles } };
  }

  /** In the log when it changes. */
  private say(troubles: readonly string[]): void {
    const now = [...this.looks.keys()].filter((what) => troubles.some((trouble) => trouble.startsWith(`${what}: `)));
    if (this.said === now.join()) return;
    this.said = now.join();
    if (now.length === 0) this.log.warn('ready again');
    else this.log.warn({ troubles }, 'not ready');
  }
}

export function reasonOf(error: unknown): string {
  return (error instanceof Error && error.message !== '' ? error.message : String(error)).split('\n')[0] ?? '';
}
