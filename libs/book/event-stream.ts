import { Readable } from 'node:stream';
import type { JournalQuestion } from '#figures/journal/journal.js';
import { ACCESS_STREAM } from '#subjects/access/access.events.js';
import { askedAs, mayNow, principal, type Principal } from './access/principal.js';
import type { Book } from './book.js';

/** Events read at a time. */
const PAGE = 200;
/** Milliseconds between signs of life. */
const PING = 15_000;
const PINGED = 'event: ping\ndata: \n\n';

/** The journal says who may what to those only who look after that. */
export function seenOfJournal(asked: JournalQuestion): JournalQuestion {
  return mayNow('audit') ? asked : { ...asked, without: ACCESS_STREAM };
}

/**
 * The journal as server-sent events, as whoever asks sees it: `event` with what is there after a position and what comes, and `ping`, at once and from time to time. The id of
 * a message is the position of its event. It is read as fast as it is taken.
 */
export class EventStream extends Readable {
  private readonly who: Principal | undefined;
  private readonly unlisten: () => void;
  private readonly pings: NodeJS.Timeout;
  /** What is to be sent next: first of all that whoever listens is let in, which they would else hear with the first event. */
  private readonly read_: string[] = [PINGED];
  private isWanted = false;
  private isReading = false;
  private mayHaveMore = true;

  /** @param after the position up to which the listener has been told */
  constructor(
    private readonly book: Pick<Book, 'models'>,
    private readonly asked: Pick<JournalQuestion, 'type' | 'customerId'>,
    private after: number,
  ) {
    super({ highWaterMark: 1 });
    const who = principal();
    // Whoever listens has paid for asking once.
    if (who !== undefined) {
      const { allowance: _allowance, ...rest } = who;
      this.who = rest;
    }
    this.pings = setInterval(() => this.isWanted && this.send(PINGED), PING);
    this.unlisten = book.models.onProgress(() => {
      this.mayHaveMore = true;
      this.tell();
    });
  }

  override _read(): void {
    this.isWanted = true;
    this.tell();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearInterval(this.pings);
    this.unlisten();
    done(error);
  }

  private tell(): void {
    if (!this.isWanted || this.isReading || this.destroyed) return;
    const next = this.read_.shift();
    if (next !== undefined) this.send(next);
    else if (this.mayHaveMore) this.readOn();
  }

  private readOn(): void {
    this.isReading = true;
    this.mayHaveMore = false;
    this.page().then(
      (events) => {
        this.isReading = false;
        const messages = events.map((event) => {
          return `event: event\nid: ${event.position}\ndata: ${JSON.stringify(event)}\n\n`;
        });
        this.read_.push(...messages);
        this.after = Number(events.at(-1)?.position ?? this.after);
        if (events.length === PAGE) this.mayHaveMore = true;
        this.tell();
      },
      (error: unknown) => this.destroy(error as Error),
    );
  }

  private async page() {
    const question = { ...this.asked, after: this.after, limit: PAGE };
    const { events } = await askedAs(this.who, () =>
      this.book.models.use(undefined, (model) => model.read('journal', seenOfJournal(question))),
    );
    return events;
  }

  private send(message: string): void {
    this.isWanted = false;
    this.push(message);
  }
}
