import { END, type AllStreamSubscription, type EventStoreDBClient, type Filter } from '@eventstore/db-client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.js';
import { commitOf } from './commit.js';
import type { Timing } from './timing.js';

/** Milliseconds after which a subscription that has ended is begun again, ever later while it hears nothing. */
const BEGIN_AGAIN = [50, 200, 1_000] as const;

/**
 * Tells its listeners that something was appended, from a subscription: a hint only, what it says is read from the log. The server drops
 * subscriptions under load, or ends them without an error; one that is begun again tells of it, since it may have missed something. One
 * that has only gone quiet is found out by looking at the end of the log now and then.
 */
export class Hints {
  private readonly listeners = new Set<() => void>();
  private begun = false;
  private subscription: AllStreamSubscription | undefined;
  /** What the subscription was begun with. */
  private client: EventStoreDBClient | undefined;
  private confirmed = false;
  /** Gives up the subscription for a new one. */
  private again: (() => void) | undefined;
  private attempts = 0;
  /** The last position the subscription told of, or need not tell of. */
  private hinted = 0;
  /** The last position of the log when last looked. */
  private there = 0;
  private closed = false;

  /** @param tail asks for the last position of the log @param filter of what is worth a hint */
  constructor(
    private readonly connection: Connection,
    private readonly tail: () => Promise<number>,
    private readonly filter: Filter,
    private readonly timing: Timing,
  ) {}

  listen(hint: () => void): () => void {
    this.listeners.add(hint);
    if (!this.begun) {
      this.begun = true;
      void this.begin();
      void this.watch();
    }
    return () => this.listeners.delete(hint);
  }

  close(): void {
    this.closed = true;
    this.listeners.clear();
    this.subscription?.unsubscribe().catch(() => undefined);
  }

  private async begin(): Promise<void> {
    const client = await this.connection.current();
    if (this.closed) return;
    this.client = client;
    this.confirmed = false;
    const subscription = client.subscribeToAll({ fromPosition: END, filter: this.filter, requiresLeader: true });
    this.subscription = subscription;
    let over = false;
    // Its end comes as several events, or as none.
    const again = (): void => {
      if (over || this.closed) return;
      over = true;
      this.again = undefined;
      clearTimeout(unconfirmed);
      subscription.unsubscribe().catch(() => undefined);
      this.beginLater();
    };
    this.again = again;
    const unconfirmed = setTimeout(again, this.timing.subscribe).unref();
    for (const event of ['error', 'end', 'close'] as const) subscription.on(event, again);
    subscription.on('confirmation', () => {
      clearTimeout(unconfirmed);
      this.confirmed = true;
      this.tell(this.there);
    });
    subscription.on('data', (resolved) => {
      this.attempts = 0;
      this.tell(commitOf(resolved));
    });
  }

  private beginLater(): void {
    const wait = BEGIN_AGAIN[Math.min(this.attempts++, BEGIN_AGAIN.length - 1)];
    setTimeout(() => {
      void this.begin();
    }, wait).unref();
  }

  private tell(position: number): void {
    this.hinted = Math.max(this.hinted, position);
    for (const hint of this.listeners) hint();
  }

  /** What was there at one look must have been heard by the next, and a subscription of a connection that was given up hears nothing. */
  private async watch(): Promise<void> {
    const look = (): Promise<number> => this.tail().catch(() => this.there);
    this.there = await look();
    this.hinted = Math.max(this.hinted, this.there);
    while (!this.closed) {
      await sleep(this.timing.watch, undefined, { ref: false });
      const isDeaf = this.confirmed && this.hinted < this.there;
      if (isDeaf || this.client !== (await this.connection.current())) this.again?.();
      this.there = await look();
    }
  }
}
