import { MongoBulkWriteError, type AnyBulkWriteOperation, type Collection, type Db, type Filter } from 'mongodb';
import type { Document, Find } from '#kernel/views.port.js';
import type { CollectionSchema } from '#kernel/views.schema.js';

/** A document with the position of the batch that wrote it: an older batch that comes later changes nothing. */
interface Stored {
  readonly _id: string;
  readonly pos: number;
  /** By place in the schema: what callers name never becomes a field name here. */
  readonly fields: readonly string[];
  /** JSON text; null for one that was removed. */
  readonly body: string | null;
}

const DUPLICATE = 11_000;
const PAGE = 1_000;

/** One collection of documents. */
export class DocumentStore {
  private readonly collection: Collection<Stored>;

  constructor(
    db: Db,
    prefix: string,
    private readonly schema: CollectionSchema,
  ) {
    this.collection = db.collection<Stored>(`${prefix}.docs.${schema.name}`, { writeConcern: { w: 'majority' } });
  }

  async prepare(): Promise<void> {
    for (const [i] of this.schema.fields.entries())
      await this.collection.createIndex({ [`fields.${String(i)}`]: 1, _id: 1 });
  }

  /** Writes full values, unless a later batch has been there. May be repeated. */
  async put(documents: readonly Document[], pos: number): Promise<void> {
    // Of several of one id in a batch the last one counts.
    const last = new Map(documents.map((document) => [document.id, document]));
    const operations = [...last.values()].map(({ id, fields, body }): AnyBulkWriteOperation<Stored> => {
      const values = {
        pos,
        fields: this.schema.fields.map((name) => fields[name] ?? ''),
        body: body === null ? null : JSON.stringify(body),
      };
      return { updateOne: { filter: { _id: id, pos: { $lt: pos } }, update: { $set: values }, upsert: true } };
    });
    for (let i = 0; i < operations.length; i += PAGE) await this.write(operations.slice(i, i + PAGE));
  }

  async get(ids: readonly string[]): Promise<readonly Document[]> {
    const found: Document[] = [];
    for (let i = 0; i < ids.length; i += PAGE) {
      const page = await this.collection.find({ _id: { $in: ids.slice(i, i + PAGE) }, body: { $ne: null } }).toArray();
      found.push(...page.map((stored) => this.read(stored)));
    }
    return found;
  }

  async find({ where = {}, contains, after, descending = false, limit }: Find): Promise<readonly Document[]> {
    const filter: Record<string, unknown> = { body: { $ne: null } };
    for (const [name, value] of Object.entries(where)) filter[this.field(name)] = value;
    if (contains !== undefined) filter[this.field(contains.field)] = { $regex: literally(contains.text) };
    if (after !== undefined) filter['_id'] = descending ? { $lt: after } : { $gt: after };
    const found = await this.collection
      .find(filter as Filter<Stored>, { sort: { _id: descending ? -1 : 1 }, limit })
      .toArray();
    return found.map((stored) => this.read(stored));
  }

  /** An upsert that finds a newer document of the id fails as a duplicate: just what is wanted. */
  private async write(operations: readonly AnyBulkWriteOperation<Stored>[]): Promise<void> {
    try {
      await this.collection.bulkWrite([...operations], { ordered: false });
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error;
      const errors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
      if (errors.some(({ code }) => code !== DUPLICATE)) throw error;
      // Not every server goes on with the others after one that fails.
      if (operations.length > 1) for (const operation of operations) await this.write([operation]);
    }
  }

  private field(name: string): string {
    const index = this.schema.fields.indexOf(name);
    if (index < 0) throw new Error(`documents of ${this.schema.name} cannot be found by ${name}`);
    return `fields.${String(index)}`;
  }

  private read({ _id, fields, body }: Stored): Document {
    const named = Object.fromEntries(this.schema.fields.map((name, i): [string, string] => [name, fields[i] ?? '']));
    return { id: _id, fields: named, body: JSON.parse(body ?? 'null') as Document['body'] };
  }
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
