import { type AnyBulkWriteOperation, type Collection, type Db, type Document as Fields } from 'mongodb';
import type { Batch } from '#kernel/ports/views.js';
import type { Row, SeriesSchema } from '#kernel/ports/views-schema.js';
import type { ReadableSums } from '#kernel/readable.js';
import { unlessDone } from '../duplicates.js';
import { dateOf, sumOf, textOf } from './values.js';
import type { ReadableWriter } from './writer.js';

/** One combination of a shard: only its batches add to it, in order, so the position of the last one tells which it has. */
interface Stored extends Fields {
  readonly _id: string;
  readonly pos: number;
  readonly day: Date;
  readonly recorded: Date;
}

interface Sum {
  readonly row: Row;
  readonly sums: bigint[];
}

/** Facts added up per day, recorded day and dimensions. Adding is guarded by the position of the batch in the row itself. */
export class SumsWriter implements ReadableWriter {
  private readonly collection: Collection<Stored>;
  private readonly dimensions: readonly { readonly name: string; readonly index: number; readonly isFlag: boolean }[];
  private readonly sums: ReturnType<typeof sumsIn>;

  constructor(
    db: Db,
    prefix: string,
    private readonly readable: ReadableSums,
    schema: SeriesSchema,
  ) {
    this.collection = db.collection<Stored>(`${prefix}.${readable.name}`, { writeConcern: { w: 'majority' } });
    this.dimensions = readable.by.map((name) => ({
      name,
      index: indexIn(schema.dimensions, name),
      isFlag: readable.flags?.includes(name) === true,
    }));
    this.sums = sumsIn(readable, schema);
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ day: 1, recorded: 1 });
  }

  async write({ shard, to, facts }: Batch): Promise<void> {
    const operations = [...this.added(facts)].map(([key, sum]) => this.adding(`${String(shard)}:${key}`, to, sum));
    if (operations.length > 0) await unlessDone(this.collection.bulkWrite(operations, { ordered: false }));
  }

  private added(facts: Iterable<Row>): ReadonlyMap<string, Sum> {
    const added = new Map<string, Sum>();
    for (const row of facts) {
      if (row.series !== this.readable.series) continue;
      const key = JSON.stringify([
        row.valid,
        row.recorded,
        ...this.dimensions.map(({ index }) => row.dimensions[index] ?? ''),
      ]);
      let sum = added.get(key);
      if (sum === undefined) added.set(key, (sum = { row, sums: this.sums.map(() => 0n) }));
      for (const [i, { terms }] of this.sums.entries())
        for (const { index, sign } of terms) sum.sums[i] = (sum.sums[i] ?? 0n) + sign * (row.measures[index] ?? 0n);
    }
    return added;
  }

  /** One that finds the batch, or a later one, in the row fails as a duplicate. */
  private adding(_id: string, pos: number, { row, sums }: Sum): AnyBulkWriteOperation<Stored> {
    const by = this.dimensions.map(({ name, index, isFlag }): [string, unknown] => [
      name,
      textOf(row.dimensions[index] ?? '', isFlag),
    ]);
    const about = { day: dateOf(row.valid), recorded: dateOf(row.recorded), ...Object.fromEntries(by) };
    const increments = Object.fromEntries(this.sums.map(({ name, kind }, i) => [name, sumOf(kind, sums[i] ?? 0n)]));
    const update = { $inc: increments, $set: { pos }, $setOnInsert: about };
    const filter = { _id, pos: { $lt: pos } };
    return { updateOne: { filter, update, upsert: true } };
  }
}

function sumsIn({ sums }: ReadableSums, { measures }: SeriesSchema) {
  const names = Object.keys(measures);
  return Object.entries(sums).map(([name, of]) => {
    const terms = Object.entries(of).map(([measure, sign]) => ({
      index: indexIn(names, measure),
      sign: BigInt(sign),
    }));
    return { name, terms, kind: measures[Object.keys(of)[0] ?? ''] ?? 'count' };
  });
}

/** @throws Error for a name that there is not */
function indexIn(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  if (index < 0) throw new Error(`there is no ${name} to be read: there are ${names.join(', ')}`);
  return index;
}
