import { takeOver, type TakenOver } from '#engine/deliver/take-over.js';
import { reasonOf } from '#kernel/reason.js';
import { Refused } from '#kernel/refused.js';
import type { MongoOutbox } from '#outbox-mongodb/mongo-outbox.js';
import { SqliteOutboxCopy } from '#outbox-sqlite/sqlite-outbox-copy.js';
import { checkRights } from '#views-mongodb/rights.js';
import { openSharedOutbox } from './distributed-adapters.js';
import { outboxFile } from './log-copies.js';
import type { Stores } from './settings.js';

type Distributed = Extract<Stores, { log: 'eventstoredb' }>;

/** The outbox of a copy on its way into MongoDB. */
export class OutboxTaking {
  /** What has come over, once it has. */
  taken: TakenOver | undefined;

  private constructor(
    private readonly copy: SqliteOutboxCopy,
    private readonly outbox: MongoOutbox,
  ) {}

  /**
   * Resolves when MongoDB takes it: what is to go with it may begin.
   * @param copy its folder, and the id of the book it is of @throws Refused where MongoDB does not take it, or does not answer
   */
  static async begin(stores: Distributed, copy: { readonly folder: string; readonly book: string }) {
    const taking = new OutboxTaking(new SqliteOutboxCopy(outboxFile(copy.folder)), openSharedOutbox(stores, copy.book));
    try {
      await checkRights(stores.mongoUri);
      await taking.outbox.prepare();
      return taking;
    } catch (error) {
      await taking.close();
      if (error instanceof Refused) throw error;
      const why = reasonOf(error);
      throw new Refused(`MongoDB does not take what is to leave the house: ${why}; see MONGODB_URI`, false);
    }
  }

  async take(end: number): Promise<void> {
    this.taken = await takeOver(this.copy, this.outbox, end);
  }

  async close(): Promise<void> {
    this.copy.close();
    await this.outbox.close();
  }
}
