import type { AnyBulkWriteOperation, Collection, Db, Document as Fields } from 'mongodb';
import type { Batch, Document } from '#kernel/ports/views.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { ReadableCards, Together } from '#kernel/readable.js';
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
  /** Of whoever said last that it has to be made again, by another document it is made of; absent once it is. */
  readonly due?: string;
}

type Operation = AnyBulkWriteOperation<Stored>;

/** Before every day. */
const AT_ONCE = new Date(-1);

const NOT_DUE = { $unset: { due: true } } as const;

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
    const last = [...new Map(own.map(({ document }) => [document.id, document])).values()];
    const today = this.today();
    const cards = last.map(async (document): Promise<Operation> => {
      const isMade = this.together(document).others.length > 0;
      // Of others the documents here may be behind: it is shown once more, as soon as it may be.
      const shown = { ...(await this.shown(document, today)), ...(isMade && dueNow()) };
      return {
        updateOne: {
          filter: { _id: document.id, pos: { $lt: pos } },
          update: { $set: { ...shown, pos }, ...(!isMade && NOT_DUE) },
          upsert: true,
        },
      };
    });
    await this.change([...(await Promise.all(cards)), ...last.flatMap((document) => this.due(document))]);
  }

  async refresh(today: number): Promise<void> {
    const found = await this.collection
      .find({ until: { $lte: dateOf(today) } }, { projection: { pos: 1, due: 1 }, limit: PAGE })
      .toArray();
    if (found.length === 0) return;
    const known = new Map(found.map((row) => [row._id, row]));
    const documents = await this.documents.get([...known.keys()]);
    const cards = documents.map(async (document): Promise<readonly Operation[]> => {
      const { pos, due } = known.get(document.id) as Stored;
      // One that a batch has written meanwhile, or made due, is left alone.
      const filter = { _id: document.id, pos, due: due ?? { $exists: false } };
      const update = { $set: await this.shown(document, today), ...NOT_DUE };
      return [...this.due(document), { updateOne: { filter, update } }];
    });
    await this.change((await Promise.all(cards)).flat());
  }

  private async change(operations: readonly Operation[]): Promise<void> {
    if (operations.length > 0) await unlessDone(this.collection.bulkWrite([...operations], { ordered: false }));
  }

  /** The card that a document is part of has to be made again. */
  private due(document: Document): readonly Operation[] {
    const { partOf } = this.together(document);
    if (partOf === undefined) return [];
    const { due, until } = dueNow();
    return [{ updateOne: { filter: { _id: partOf }, update: { $set: { due, until } } } }];
  }

  private together(document: Document): Together {
    return this.readable.together?.(document) ?? { others: [] };
  }

  private async shown(document: Document, today: number): Promise<Pick<Stored, 'until'>> {
    const { others } = this.together(document);
    const found = others.length === 0 ? [] : await this.documents.get(others);
    const { values, until } = this.readable.show(document, today, found);
    const shown = Object.entries(values).map(([name, value]): [string, unknown] => [name, valueOf(value)]);
    return { ...Object.fromEntries(shown), until: dateOf(until ?? FOREVER) };
  }
}

/** Whoever makes the card sees whether it became due once more meanwhile, whatever shard that was of. */
function dueNow(): Required<Pick<Stored, 'due' | 'until'>> {
  return { due: nextEventId(), until: AT_ONCE };
}
