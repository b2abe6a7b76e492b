import { Readable } from 'node:stream';
import type { Observable, Subscription } from 'rxjs';
import type { Definitions } from '#subjects/policies/policy-sets.js';
import type { LiveFacts } from './live.answers.js';
import type { Figure } from '#figures/value.js';

/** How far the figures were at a moment, and the counters as of that day. */
export interface LiveState {
  readonly position: number;
  readonly day: number;
  readonly counters: Readonly<Record<string, Figure>>;
  readonly definitions: Definitions;
}

/** Events by type; null where more came than are worth counting, or where they are not all seen. */
export type EventCounts = Readonly<Record<string, number>> | null;

/** What one who listens is told of how far the figures have come. */
export interface Progress {
  readonly events: EventCounts;
  /** How far they are, and what a stream goes on after: as that one is told positions. */
  readonly position: string;
  readonly id: string;
}

/** Milliseconds between signs of life. */
const PING = 15_000;

/**
 * The server-sent events of one listener: `facts` with how far the figures are, which events came since the last message and the counters
 * that changed by them (all in the first message), and `ping`. The id is the position: what a resuming listener sends back as
 * Last-Event-ID. A message is made when the client has taken the one before; of what came meanwhile only the newest state is kept.
 */
export class LiveListener extends Readable {
  private readonly subscription: Subscription;
  private readonly pings: NodeJS.Timeout;
  private newest: LiveState | undefined;
  private shown: LiveState | undefined;
  private isWanted = false;
  private isTelling = false;

  /** @param last the position up to which the listener has been told */
  constructor(
    states: Observable<LiveState>,
    private last: number,
    private readonly told: (after: number, to: number) => Promise<Progress>,
  ) {
    super({ highWaterMark: 1 });
    this.pings = setInterval(() => this.ping(), PING);
    this.subscription = states.subscribe({
      next: (state) => {
        this.newest = state;
        this.tell();
      },
      error: (error: Error) => this.destroy(error),
      complete: () => {
        clearInterval(this.pings);
        this.push(null);
      },
    });
  }

  override _read(): void {
    this.isWanted = true;
    this.tell();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearInterval(this.pings);
    this.subscription.unsubscribe();
    done(error);
  }

  private tell(): void {
    const { newest: state, shown } = this;
    if (!this.isWanted || this.isTelling || state === undefined) return;
    if (shown !== undefined && state.position <= shown.position) return;
    const after = this.last;
    this.isTelling = true;
    this.told(after, state.position).then(
      ({ events, position, id }) => {
        this.isTelling = false;
        this.last = Math.max(after, state.position);
        this.shown = state;
        const { definitions } = state;
        const changed = Object.entries(state.counters).filter(([name, figure]) => shown?.counters[name] !== figure);
        const data: LiveFacts = { position, events, counters: Object.fromEntries(changed), definitions };
        this.send(`event: facts\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
      },
      (error: unknown) => this.destroy(error as Error),
    );
  }

  private ping(): void {
    if (this.isWanted && !this.isTelling) this.send('event: ping\ndata: \n\n');
  }

  private send(message: string): void {
    if (this.destroyed || this.subscription.closed) return;
    this.isWanted = false;
    this.push(message);
  }
}
