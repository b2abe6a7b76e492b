import type { Collection, Db, Document as Fields } from 'mongodb';
import type { Batch, Document } from '#kernel/ports/views.js';
import type { ReadableCards } from '#kernel/readable.js';
import type { DocumentStore } from '../document-store.js';
import { unlessDone } from '../duplicates.js';
import { dateOf, FOREVER, valueOf } from './values.js';
import type { ReadableWriter } from './writer.js';

/** What one document comes to, with the position of the batch that had it. */
interface Stored extends Fields {
  readonly _id: string;
  readonly pos: number;
  /** The day on which it may come to something else. */
  readonly until: Date;
}

/** Rows brought up to a day at a time. */
const PAGE = 500;

/** Full values, guarded by their position; brought up to each day as it comes. */
export class CardsWriter implements ReadableWriter {
  private readonly collection: Collection<Stored>;

  /** @param documents that the cards are of @param today on the business calendar */
  constructor(
    db: Db,
    prefix: string,
    private readonly readable: ReadableCards,
    private readonly documents: DocumentStore,
    private readonly today: () => number,
  ) {
    this.collection = db.collection<Stored>(`${prefix}.${readable.name}`, { writeConcern: { w: 'majority' } });
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ until: 1 });
    for (const name of this.readable.indexed) await this.collection.createIndex({ [name]: 1 });
  }

  async write({ to: pos, documents }: Batch): Promise<void> {
    const own = documents.filter(({ collection }) => collection === this.readable.collection);
    const last = new Map(own.map(({ document }) => [document.id, document]));
    const today = this.today();
    const operations = [...last.values()].map((document) => ({
      updateOne: {
        filter: { _id: document.id, pos: { $lt: pos } },
        update: { $set: { ...this.shown(document, today), pos } },
        upsert: true,
      },
    }));
    if (operations.length > 0) await unlessDone(this.collection.bulkWrite(operations, { ordered: false }));
  }

  async refresh(today: number): Promise<void> {
    const due = await this.collection
      .find({ until: { $lte: dateOf(today) } }, { projection: { pos: 1 }, limit: PAGE })
      .toArray();
    if (due.length === 0) return;
    const positions = new Map(due.map(({ _id, pos }) => [_id, pos]));
    const documents = await this.documents.get([...positions.keys()]);
    // One that a batch has written meanwhile is left alone.
    const operations = documents.map((document) => ({
      updateOne: {
        filter: { _id: document.id, pos: positions.get(document.id) ?? 0 },
        update: { $set: this.shown(document, today) },
      },
    }));
    await this.collection.bulkWrite(operations, { ordered: false });
  }

  private shown(document: Document, today: number): Omit<Stored, '_id' | 'pos'> {
    const { values, until } = this.readable.show(document, today);
    const shown = Object.entries(values).map(([name, value]): [string, unknown] => [name, valueOf(value)]);
    return { ...Object.fromEntries(shown), until: dateOf(until ?? FOREVER) };
  }
}
