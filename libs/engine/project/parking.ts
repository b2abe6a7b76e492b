import { positionId } from '#kernel/position-id.js';
import type { RecordedEvent } from '#kernel/event.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Changes } from '#kernel/projection.js';
import type { Document, ViewStore } from '#kernel/ports/views.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';

/** Permanent: where events wait that could not be decoded. A schema of read models that are followed live has these collections. */
export const PARKING = [
  /** One per shard with parked events, id = shard: how many keys and events. */
  { name: 'parking', fields: [] },
  /** One per key with parked events, id = key: the first of them, and how many wait. */
  { name: 'stale', fields: ['shard'] },
  /** One per parked event, id = position as 16 digits: the event whole. */
  { name: 'parked', fields: ['key'] },
] as const satisfies readonly CollectionSchema[];

/** Of a key whose figures are as they were before an event that cannot be decoded. */
export interface Stale {
  /** That event: its position, and why it cannot be. */
  readonly since: number;
  readonly type: string;
  readonly reason: string;
  /** How many events of the key wait, that one included. */
  readonly parked: number;
}

/** How many keys are stale, and how many events wait. */
export interface Parked {
  readonly keys: number;
  readonly events: number;
}

/** Parked events looked at for one batch at most; the rest follows with the next ones. */
const LOOKED_AT = 10_000;

/**
 * The events of one shard that wait to be decoded. An event that cannot be is parked, and so is every later one of its key, in order:
 * the key stands as it was, everybody else goes on. What is parked changes with the batch that parks it or gives it back, so it is
 * as exactly once as the facts are.
 */
export class Parking {
  /** Keys whose events may be decodable by now: those that were found parked, maybe by an older release. */
  private readonly untried: Set<string>;
  /** Keys that stand otherwise than in the read models. */
  private readonly touched = new Set<string>();
  private readonly changes: Changes['documents'][number][] = [];

  private constructor(
    private readonly shard: number,
    private readonly views: Pick<ViewStore, 'find'>,
    private readonly stale: Map<string, Stale>,
    /** How many wait in all. */
    private events: number,
  ) {
    this.untried = new Set(stale.keys());
  }

  /** As the read models have it at the shard's checkpoint. */
  static async of(shard: number, views: Pick<ViewStore, 'get' | 'find'>): Promise<Parking> {
    const stale = new Map<string, Stale>();
    const [summary] = await views.get('parking', [String(shard)]);
    if (summary === undefined) return new Parking(shard, views, stale, 0);
    for await (const { id, body } of findAll(views, 'stale', { where: { shard: String(shard) } }))
      stale.set(id, body as object as Stale);
    return new Parking(shard, views, stale, (summary.body as object as Parked).events);
  }

  /** Whether events of a key have to wait behind others. */
  holds(key: string): boolean {
    return this.stale.has(key);
  }

  /** @param reason why it cannot be decoded; not looked at where others of its key wait already */
  park(event: RecordedEvent, reason: string): void {
    const { key, position, type } = event;
    const known = this.stale.get(key);
    // What was given back and is parked again stands before what waits still.
    const first = known !== undefined && known.since < position ? known : { since: position, type, reason };
    this.mark(key, { ...first, parked: (known?.parked ?? 0) + 1 });
    this.events++;
    this.put('parked', parkedId(position), event, { key });
  }

  /**
   * Takes back, in the order of the log, what can be decoded by now and waits behind nothing that cannot.
   * @param objection why an event cannot be decoded; undefined where it can
   */
  async giveBack(objection: (event: RecordedEvent) => string | undefined): Promise<readonly RecordedEvent[]> {
    const given: RecordedEvent[] = [];
    let left = LOOKED_AT;
    for (const key of this.untried) {
      if (left <= 0) break;
      const before = given.length;
      let next: Omit<Stale, 'parked'> | undefined;
      for await (const { body } of findAll(this.views, 'parked', { where: { key } })) {
        const event = body as object as RecordedEvent;
        const reason = left-- <= 0 ? 'it waits for its turn' : objection(event);
        if (reason !== undefined) {
          next = { since: event.position, type: event.type, reason };
          break;
        }
        given.push(event);
      }
      // What only waits for its turn is tried again.
      if (left >= 0) this.untried.delete(key);
      this.leave(key, given.length - before, next);
    }
    for (const { position } of given) this.put('parked', parkedId(position), undefined);
    return given.sort((a, b) => a.position - b.position);
  }

  /** What changed since it was asked last, as documents of the batch. */
  documents(): Changes['documents'] {
    if (this.touched.size === 0) return [];
    for (const key of this.touched) this.put('stale', key, this.stale.get(key), { shard: String(this.shard) });
    this.touched.clear();
    const keys = this.stale.size;
    this.put('parking', String(this.shard), keys === 0 ? undefined : { keys, events: this.events });
    return this.changes.splice(0);
  }

  /** So many events of a key are given back; `next` is the first that still waits. */
  private leave(key: string, count: number, next: Omit<Stale, 'parked'> | undefined): void {
    if (count === 0) return;
    const parked = (this.stale.get(key)?.parked ?? 0) - count;
    this.mark(key, next === undefined ? undefined : { ...next, parked });
    this.events -= count;
  }

  private mark(key: string, stale: Stale | undefined): void {
    if (stale === undefined) this.stale.delete(key);
    else this.stale.set(key, stale);
    this.touched.add(key);
  }

  /** Removes it where there is nothing to put. */
  private put(collection: string, id: string, body: object | undefined, fields: Document['fields'] = {}): void {
    this.changes.push({ collection, document: { id, fields, body: body === undefined ? null : { ...body } } });
  }
}

/** How much is parked in all shards. */
export async function parkedIn(views: Pick<ViewStore, 'find'>): Promise<Parked> {
  const total = { keys: 0, events: 0 };
  for await (const { body } of findAll(views, 'parking')) {
    const { keys, events } = body as object as Parked;
    total.keys += keys;
    total.events += events;
  }
  return total;
}

/** The id of a parked event's document. */
export function parkedId(position: number): string {
  return positionId(position);
}
