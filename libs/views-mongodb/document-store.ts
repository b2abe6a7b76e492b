import type { Collection, Db, Filter } from 'mongodb';
import type { Written } from '#engine/verify-live.js';
import type { Document, Find } from '#kernel/ports/views.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';
import { isDuplicate } from './duplicates.js';

/** A document with the position of the batch that wrote it: an older batch that comes later changes nothing. */
interface Stored {
  readonly _id: string;
  readonly pos: number;
  /** By place in the schema: what callers name never becomes a field name here. */
  readonly fields: readonly string[];
  /** JSON text; null for one that was removed. */
  readonly body: string | null;
}

const PAGE = 1_000;
/** Updates in one request: some servers grow slow with many. */
const UPDATES = 20;

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

  /** Writes full values, unless a later batch has been there. May be repeated, and by several at once. */
  async put(documents: readonly Document[], pos: number): Promise<void> {
    // Of several of one id in a batch the last one counts.
    const last = [...new Map(documents.map((document) => [document.id, document])).values()];
    for (let i = 0; i < last.length; i += PAGE)
      await this.putPage(last.slice(i, i + PAGE).map((one) => this.toStored(one, pos)));
  }

  async get(ids: readonly string[]): Promise<readonly Document[]> {
    const found: Document[] = [];
    for (let i = 0; i < ids.length; i += PAGE) {
      const page = await this.collection.find({ _id: { $in: ids.slice(i, i + PAGE) }, body: { $ne: null } }).toArray();
      found.push(...page.map((stored) => this.read(stored)));
    }
    return found;
  }

  /** Those of the ids that any batch has written, with the position of the last one; without a document where that removed it. */
  async written(ids: readonly string[]): Promise<readonly Written[]> {
    const found: Written[] = [];
    for (let i = 0; i < ids.length; i += PAGE) {
      const page = await this.collection.find({ _id: { $in: ids.slice(i, i + PAGE) } }).toArray();
      for (const stored of page) {
        const document = stored.body === null ? undefined : this.read(stored);
        found.push({ id: stored._id, position: stored.pos, document });
      }
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

  /** Most documents are new, and inserting many at once is much the fastest. */
  private async putPage(page: readonly Stored[]): Promise<void> {
    const ids = page.map(({ _id }) => _id);
    const existing = await this.collection.find({ _id: { $in: ids } }, { projection: { pos: 1 } }).toArray();
    const positions = new Map(existing.map(({ _id, pos }) => [_id, pos]));
    const fresh = page.filter(({ _id }) => !positions.has(_id));
    if (fresh.length > 0 && !(await this.inserted(fresh))) for (const stored of fresh) await this.upsert(stored);
    const older = page.filter(({ _id, pos }) => (positions.get(_id) ?? pos) < pos);
    for (let i = 0; i < older.length; i += UPDATES) {
      const operations = older.slice(i, i + UPDATES).map(({ _id, ...values }) => ({
        updateOne: { filter: { _id, pos: { $lt: values.pos } }, update: { $set: values } },
      }));
      await this.collection.bulkWrite(operations, { ordered: false });
    }
  }

  /** False where somebody else inserted one of them meanwhile; servers differ in which of the others they took. */
  private async inserted(fresh: readonly Stored[]): Promise<boolean> {
    try {
      await this.collection.insertMany([...fresh], { ordered: false });
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return false;
    }
  }

  /** One that finds a newer document of the id fails as a duplicate: just what is wanted. */
  private async upsert({ _id, ...values }: Stored): Promise<void> {
    try {
      await this.collection.updateOne({ _id, pos: { $lt: values.pos } }, { $set: values }, { upsert: true });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }

  private toStored({ id, fields, body }: Document, pos: number): Stored {
    const named = this.schema.fields.map((name) => fields[name] ?? '');
    return { _id: id, pos, fields: named, body: body === null ? null : JSON.stringify(body) };
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
