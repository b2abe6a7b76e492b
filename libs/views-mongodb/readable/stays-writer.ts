import type { Collection, Db, Document as Fields } from 'mongodb';
import type { Batch } from '#kernel/ports/views.js';
import type { Row, SeriesSchema } from '#kernel/ports/views-schema.js';
import type { ReadableStays } from '#kernel/readable.js';
import { unlessDone } from '../duplicates.js';
import { movesIn, restayed, type Move, type Stay } from './stays.js';
import { dateOf, dayOf, FOREVER, textOf } from './values.js';
import type { ReadableWriter } from './writer.js';

/**
 * One stay as it was known for a time. It is written once and closed once, each by one batch, whose position it has: so whoever writes a
 * batch again finds what there was before it, whatever has been written since. Batches of several shards have facts of who is merged: each
 * shard has stays of its own, which add up.
 */
interface Stored extends Fields {
  readonly _id: string;
  readonly customer: string;
  readonly shard: number;
  readonly count: number;
  readonly from: Date;
  readonly to: Date;
  readonly recordedFrom: Date;
  readonly recordedTo: Date;
  readonly pos: number;
  readonly closedPos: number;
}

interface Known extends Stay {
  readonly _id: string;
  readonly recordedFrom: number;
  readonly recordedTo: number;
}

/** Whose batch it is, and where that ends. */
type By = Pick<Batch, 'shard'> & { readonly pos: number };

/** The position of the batch that closes what none has closed yet. */
const OPEN = Number.MAX_SAFE_INTEGER;
/** Customers looked up at a time. */
const PAGE = 200;

export class StaysWriter implements ReadableWriter {
  private readonly collection: Collection<Stored>;
  private readonly moveOf: (row: Row) => Move;

  constructor(
    db: Db,
    prefix: string,
    private readonly readable: ReadableStays,
    schema: SeriesSchema,
  ) {
    this.collection = db.collection<Stored>(`${prefix}.${readable.name}`, { writeConcern: { w: 'majority' } });
    this.moveOf = movesIn(readable, schema);
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ customer: 1, to: 1 });
    await this.collection.createIndex({ from: 1, to: 1 });
  }

  async write({ shard, to: pos, facts }: Batch): Promise<void> {
    const moved = Array.from(facts).filter(({ series }) => series === this.readable.series);
    const customers = [...Map.groupBy(moved, ({ customer }) => customer)];
    for (let i = 0; i < customers.length; i += PAGE) await this.writePage(customers.slice(i, i + PAGE), { shard, pos });
  }

  private async writePage(customers: readonly (readonly [string, readonly Row[]])[], by: By): Promise<void> {
    const { pos } = by;
    const known = await this.before(customers, by);
    const come: Stored[] = [];
    const gone: Known[] = [];
    for (const [customer, rows] of customers) {
      const changed = this.changed(customer, rows, known.get(customer) ?? [], by);
      come.push(...changed.come);
      gone.push(...changed.gone);
    }
    if (come.length > 0) await unlessDone(this.collection.insertMany(come, { ordered: false }));
    const closing = gone.map(({ _id, recordedTo }) => ({
      updateOne: {
        filter: { _id, closedPos: OPEN },
        update: { $set: { recordedTo: dateOf(recordedTo), closedPos: pos } },
      },
    }));
    if (closing.length > 0) await this.collection.bulkWrite(closing, { ordered: false });
  }

  /** The stays of customers as the batches of a shard before a position left them, as far as a batch with these facts may change them. */
  private async before(
    customers: readonly (readonly [string, readonly Row[]])[],
    { shard, pos }: By,
  ): Promise<ReadonlyMap<string, readonly Known[]>> {
    const parts = customers.map(([customer, rows]) => ({
      customer,
      to: { $gte: dateOf(rows.reduce((least, { valid }) => Math.min(least, valid), Infinity)) },
    }));
    const found = await this.collection
      .find({ $or: parts, shard, pos: { $lt: pos }, closedPos: { $gte: pos } })
      .toArray();
    return Map.groupBy(
      found.map((stored) => ({ customer: stored.customer, ...this.read(stored) })),
      ({ customer }) => customer,
    );
  }

  /** Facts recorded on several days come in one batch where some had waited to be decoded. */
  private changed(customer: string, rows: readonly Row[], known: readonly Known[], by: By) {
    const byDay = [...Map.groupBy(rows, ({ recorded }) => recorded)].sort(([a], [b]) => a - b);
    const written: Known[] = [];
    const gone = new Map<string, Known>();
    let open = known;
    for (const [recorded, own] of byDay) {
      const change = restayed(open, own.map(this.moveOf));
      const closed = new Set(change.gone);
      for (const stay of change.gone) gone.set(stay._id, { ...stay, recordedTo: recorded });
      const come = change.come.map((stay, i) => ({
        ...stay,
        _id: JSON.stringify([customer, by.shard, by.pos, written.length + i]),
        recordedFrom: recorded,
        recordedTo: FOREVER,
      }));
      written.push(...come);
      open = [...open.filter((stay) => !closed.has(stay)), ...come];
    }
    const isOwn = new Set(written.map(({ _id }) => _id));
    return {
      come: written.map((stay) => this.stored(customer, gone.get(stay._id) ?? stay, by)),
      gone: [...gone.values()].filter(({ _id }) => !isOwn.has(_id)),
    };
  }

  private stored(customer: string, { recordedTo, ...stay }: Known, { shard, pos }: By): Stored {
    const { _id, from, to, part, count, recordedFrom } = stay;
    const { parts, flags } = this.readable;
    const names = parts.map((name, i): [string, unknown] => [
      name,
      textOf(part[i] ?? '', flags?.includes(name) === true),
    ]);
    return {
      _id,
      customer,
      shard,
      count: Number(count),
      from: dateOf(from),
      to: dateOf(to),
      recordedFrom: dateOf(recordedFrom),
      recordedTo: dateOf(recordedTo),
      ...Object.fromEntries(names),
      pos,
      closedPos: recordedTo === FOREVER ? OPEN : pos,
    };
  }

  private read(stored: Stored): Known {
    const value = (name: string): string => {
      const found: unknown = stored[name];
      if (typeof found === 'string') return found;
      return found === true ? '1' : '';
    };
    return {
      _id: stored._id,
      from: dayOf(stored.from),
      to: dayOf(stored.to),
      count: BigInt(stored.count),
      part: this.readable.parts.map(value),
      recordedFrom: dayOf(stored.recordedFrom),
      recordedTo: dayOf(stored.recordedTo),
    };
  }
}
