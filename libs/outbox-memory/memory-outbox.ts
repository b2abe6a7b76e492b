import { compareText } from '#kernel/compare.js';
import {
  claimed,
  enqueued,
  isDue,
  isOpen,
  retried,
  settled,
  type Delivery,
  type NewDelivery,
  type Outcome,
} from '#kernel/delivery.js';
import type { ClaimRequest, FindDeliveries, Outbox } from '#kernel/ports/outbox.js';

/** The outbox in memory: the readable reference of what every adapter does. */
export class MemoryOutbox implements Outbox {
  private readonly deliveries = new Map<string, Delivery>();
  private readonly kept = new Map<string, string>();
  private readonly checkpoints = new Map<string, number>();

  async enqueue(deliveries: readonly NewDelivery[], now: string): Promise<readonly string[]> {
    return deliveries.filter((delivery) => this.isNew(enqueued(delivery, now))).map(({ id }) => id);
  }

  async takeOver(deliveries: readonly Delivery[]): Promise<void> {
    for (const delivery of deliveries) this.isNew(delivery);
  }

  async claim({ kinds, now, until, limit, except = [] }: ClaimRequest): Promise<readonly Delivery[]> {
    return [...this.deliveries.values()]
      .filter((delivery) => kinds.includes(delivery.kind) && isDue(delivery, now))
      .filter((delivery) => !except.includes(delivery.channel) && this.isFirst(delivery))
      .toSorted((a, b) => compareText(a.due, b.due) || compareText(a.id, b.id))
      .slice(0, limit)
      .map((delivery) => this.put(claimed(delivery, now, until)));
  }

  async settle({ id, revision }: Delivery, now: string, outcome: Outcome): Promise<'settled' | 'lost'> {
    const known = this.deliveries.get(id);
    if (known?.state !== 'claimed' || known.revision !== revision) return 'lost';
    this.put(settled(known, now, outcome));
    return 'settled';
  }

  async retry(id: string, now: string): Promise<Delivery | undefined> {
    const known = this.deliveries.get(id);
    const again = known && retried(known, now);
    return again === undefined ? known : this.put(again);
  }

  async get(id: string): Promise<Delivery | undefined> {
    return this.deliveries.get(id);
  }

  async find({ channel, subject, state, before, limit }: FindDeliveries): Promise<readonly Delivery[]> {
    return [...this.deliveries.values()]
      .filter((delivery) => channel === undefined || delivery.channel === channel)
      .filter((delivery) => subject === undefined || delivery.subject === subject)
      .filter((delivery) => state === undefined || delivery.state === state)
      .filter((delivery) => before === undefined || newestFirst(before, delivery) < 0)
      .toSorted(newestFirst)
      .slice(0, limit);
  }

  async open(channel?: string): Promise<{ readonly count: number; readonly due: string | undefined }> {
    const open = [...this.deliveries.values()].filter(
      (delivery) => isOpen(delivery) && (channel === undefined || delivery.channel === channel),
    );
    const [due] = open.map((delivery) => delivery.due).toSorted(compareText);
    return { count: open.length, due };
  }

  async checkpoint(reaction: string): Promise<number | undefined> {
    return this.checkpoints.get(reaction);
  }

  async moveOn(reaction: string, from: number | undefined, to: number): Promise<'moved' | 'stale'> {
    if (this.checkpoints.get(reaction) !== from) return 'stale';
    this.checkpoints.set(reaction, to);
    return 'moved';
  }

  async keep(name: string, text: string): Promise<string> {
    const kept = this.kept.get(name) ?? text;
    this.kept.set(name, kept);
    return kept;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private isFirst({ lane }: Delivery): boolean {
    if (lane === undefined) return true;
    return ![...this.deliveries.values()].some(
      (other) => isOpen(other) && other.lane?.name === lane.name && other.lane.place < lane.place,
    );
  }

  private isNew(delivery: Delivery): boolean {
    if (this.deliveries.has(delivery.id)) return false;
    this.deliveries.set(delivery.id, delivery);
    return true;
  }

  private put(delivery: Delivery): Delivery {
    this.deliveries.set(delivery.id, delivery);
    return delivery;
  }
}

type Place = Pick<Delivery, 'enqueuedAt' | 'id'>;

function newestFirst(a: Place, b: Place): number {
  return compareText(b.enqueuedAt, a.enqueuedAt) || compareText(b.id, a.id);
}
