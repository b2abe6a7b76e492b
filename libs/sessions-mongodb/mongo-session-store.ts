import type { Collection, MongoClient } from 'mongodb';
import type { SignedOut } from '#kernel/ports/identity-provider.js';
import type { KeptSession, SessionStore } from '#kernel/ports/session-store.js';

/** Permanent for as long as a session lasts. */
interface Stored {
  readonly _id: string;
  readonly until: Date;
  readonly subject?: string;
  readonly visit?: string;
  readonly text: string;
}

/** Sessions in a collection. Every step is one statement about one document or one condition, which all who speak MongoDB's protocol know. */
export class MongoSessionStore implements SessionStore {
  private readonly stored: Collection<Stored>;

  /** @param name of the collection */
  constructor(
    private readonly client: MongoClient,
    name: string,
  ) {
    this.stored = client.db().collection<Stored>(name, { writeConcern: { w: 'majority' } });
  }

  async keep({ id, until, subject, visit, text }: KeptSession, now: number): Promise<void> {
    await this.stored.deleteMany({ until: { $lte: new Date(now) } });
    const whose = { ...(subject !== undefined && { subject }), ...(visit !== undefined && { visit }) };
    await this.stored.insertOne({ _id: id, until: new Date(until), ...whose, text });
  }

  async get(id: string): Promise<KeptSession | undefined> {
    const found = await this.stored.findOne({ _id: id });
    return found === null ? undefined : sessionOf(found);
  }

  async extend(id: string, until: number): Promise<void> {
    await this.stored.updateOne({ _id: id, until: { $lt: new Date(until) } }, { $set: { until: new Date(until) } });
  }

  async take(id: string): Promise<KeptSession | undefined> {
    const session = await this.get(id);
    const { deletedCount } = await this.stored.deleteOne({ _id: id });
    return deletedCount === 1 ? session : undefined;
  }

  async takeOf({ subject, visit }: SignedOut): Promise<void> {
    if (subject === undefined && visit === undefined) return;
    await this.stored.deleteMany({
      ...(subject !== undefined && { subject }),
      ...(visit !== undefined && { visit }),
    });
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}

function sessionOf({ _id: id, until, subject, visit, text }: Stored): KeptSession {
  return {
    id,
    until: until.getTime(),
    ...(subject !== undefined && { subject }),
    ...(visit !== undefined && { visit }),
    text,
  };
}
