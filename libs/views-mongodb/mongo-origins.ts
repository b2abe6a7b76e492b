import type { Collection, MongoClient } from 'mongodb';
import type { Head, Origin, WriteAheadOrigins } from '#kernel/ports/origins.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { connectTo } from './connection.js';
import { isDuplicate } from './duplicates.js';

interface Stored {
  /** The version's name. */
  readonly _id: string;
  /** JSON. */
  readonly schema: string;
  /** JSON; `''` while it has none. */
  readonly head: string;
}

/** What versions were made by and from, one document for each. */
export class MongoOrigins implements WriteAheadOrigins {
  private readonly stored: Collection<Stored>;

  private constructor(private readonly client: MongoClient) {
    this.stored = client.db().collection<Stored>('origins', { writeConcern: { w: 'majority' } });
  }

  /** @param uri names the database too */
  static connect(uri: string): MongoOrigins {
    return new MongoOrigins(connectTo(uri));
  }

  async read(names: readonly string[]): Promise<ReadonlyMap<string, Origin>> {
    const found = await this.stored.find({ _id: { $in: [...names] } }).toArray();
    return new Map(found.map((stored) => [stored._id, originOf(stored)]));
  }

  async begin(name: string, schema: ViewSchema): Promise<void> {
    try {
      await this.stored.insertOne({ _id: name, schema: JSON.stringify(schema), head: '' });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }

  async move(name: string, from: Head | undefined, to: Head): Promise<boolean> {
    const [before, after] = [written(from), written(to)];
    // Changed without an answer, it is changed by the next attempt.
    const filter = { _id: name, head: { $in: [before, after] } };
    return (await this.stored.updateOne(filter, { $set: { head: after } })).matchedCount === 1;
  }

  async forget(name: string): Promise<void> {
    await this.stored.deleteOne({ _id: name });
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}

/** Always in the same order: heads are compared as text. */
function written(head: Head | undefined): string {
  if (head === undefined) return '';
  const { position, id, stream, revision } = head;
  return JSON.stringify({ position, id, stream, revision });
}

function originOf({ schema, head }: Stored): Origin {
  const made = JSON.parse(schema) as ViewSchema;
  return head === '' ? { schema: made } : { schema: made, head: JSON.parse(head) as Head };
}
