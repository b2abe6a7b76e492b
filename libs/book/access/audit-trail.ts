import type { AuditEntry, AuditStore } from '#kernel/ports/audit-store.js';
import { Problem } from '#kernel/problem.js';
import { reasonOf } from '#kernel/reason.js';

/** Milliseconds after which an entry that nobody waits for is written, and after which it is tried again. */
const SOON = 1_000;
/** Entries that are written at a time: more of them would hold up whoever asks meanwhile. */
const BATCH = 500;
/** Entries that may wait for a store that cannot be written; a further request is refused, so that none is without its entry. */
const MOST_WAITING = 20_000;

interface Waiting {
  readonly entry: AuditEntry;
  /** Tells whoever does not answer before it is on disk. */
  readonly settle?: { readonly done: () => void; readonly failed: (problem: Problem) => void };
}

/**
 * Writes down who asked for what, in the order in which they are answered. What shows people waits for its entry; all else is written within
 * a second, and what of it was not when a process is killed is lost.
 */
export class AuditTrail {
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isDue = false;
  private isFailing = false;
  private turn: Promise<void> = Promise.resolve();

  /**
   * @param hashed what a text that may be of a person is written down as; the same for the same text
   * @param onError told once why entries cannot be written; they are kept and tried again
   */
  constructor(
    private readonly store: AuditStore,
    readonly hashed: (text: string) => string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Whether so much waits that nothing more may be answered. */
  get isFull(): boolean {
    return this.waiting.length >= MOST_WAITING;
  }

  /** @throws Problem `audit-unavailable` where nothing more may be answered */
  needRoom(): void {
    if (this.isFull) throw unavailable('too many entries wait to be written');
  }

  /** Written within a second. */
  note(entry: AuditEntry): void {
    this.waiting.push({ entry });
    if (this.waiting.length >= BATCH && this.timer === undefined) this.writeNow();
    else this.writeSoon();
  }

  /** Resolves when it is on disk, with all that came before it. @throws Problem `audit-unavailable`, which is written down in its place */
  written(entry: AuditEntry): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ entry, settle: { done, failed } });
      this.writeNow();
    });
  }

  /** A page of what is written, with all that was answered before it is asked for. @throws Problem `audit-unavailable` */
  async find(...find: Parameters<AuditStore['find']>): ReturnType<AuditStore['find']> {
    await this.flush();
    try {
      return await this.store.find(...find);
    } catch (error) {
      throw unavailable(reasonOf(error));
    }
  }

  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.timer);
    await this.store.close();
  }

  private writeSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, SOON).unref();
  }

  /** With whatever else is answered in this turn of the event loop: one look at the disk for all of them. */
  private writeNow(): void {
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      void this.flush();
    });
  }

  /** Writes all that waits now. */
  private flush(): Promise<void> {
    this.turn = this.turn.then(() => this.write());
    return this.turn;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        await this.store.append(batch.map(({ entry }) => entry));
        this.isFailing = false;
      } catch (error) {
        if (!this.isFailing) this.onError(error);
        this.isFailing = true;
        this.keep([...batch, ...this.waiting], unavailable(reasonOf(error)));
        return;
      }
      for (const { settle } of batch) settle?.done();
    }
  }

  /** Those who wait are refused, which is an answer, too. */
  private keep(entries: readonly Waiting[], problem: Problem): void {
    this.waiting = entries.map(({ entry, settle }) => ({ entry: settle === undefined ? entry : refused(entry) }));
    for (const { settle } of entries) settle?.failed(problem);
    this.writeSoon();
  }
}

function refused(entry: AuditEntry): AuditEntry {
  return { ...entry, status: 503, position: null, recordsReturned: null, personal: false };
}

function unavailable(why: string): Problem {
  return new Problem('audit-unavailable', `nothing of it is shown, since it could not be written down: ${why}`);
}
