import { MongoClient, MongoServerError, type Collection } from 'mongodb';

/** One JSON value under a name, with how often it was changed: what a change is compared with. */
interface Stored {
  readonly _id: string;
  readonly revision: number;
  readonly value: string;
}

const DUPLICATE = 11_000;
/** Attempts at a change that others come before. */
const ATTEMPTS = 10;

/** A small value that all processes of a deployment see and change, one change after another. */
export class MongoRegister<Value> {
  private readonly stored: Collection<Stored>;

  private constructor(
    private readonly client: MongoClient,
    private readonly name: string,
    private readonly initial: Value,
  ) {
    this.stored = client.db().collection<Stored>('registers', { writeConcern: { w: 'majority' } });
  }

  static connect<Value>(uri: string, name: string, initial: Value): MongoRegister<Value> {
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000, socketTimeoutMS: 30_000 });
    return new MongoRegister(client, name, initial);
  }

  /** The value; the initial one where nobody has changed it. */
  async read(): Promise<Value> {
    const found = await this.stored.findOne({ _id: this.name });
    return found === null ? this.initial : (JSON.parse(found.value) as Value);
  }

  /**
   * Changes the value in one step, again if somebody else was first. @param edit answers the new value, undefined to leave it as it is
   * @returns the value as it is then @throws Error where others were first too often
   */
  async change(edit: (value: Value) => Value | undefined): Promise<Value> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const found = await this.stored.findOne({ _id: this.name });
      const before = found === null ? this.initial : (JSON.parse(found.value) as Value);
      const after = edit(before);
      if (after === undefined) return before;
      if (await this.replaced(found, JSON.stringify(after))) return after;
    }
    throw new Error(`${this.name} was changed by others ${String(ATTEMPTS)} times in a row`);
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async replaced(found: Stored | null, value: string): Promise<boolean> {
    if (found === null) return this.inserted(value);
    const { revision } = found;
    const filter = { _id: this.name, revision };
    const { modifiedCount } = await this.stored.updateOne(filter, { $set: { revision: revision + 1, value } });
    return modifiedCount === 1;
  }

  private async inserted(value: string): Promise<boolean> {
    try {
      await this.stored.insertOne({ _id: this.name, revision: 1, value });
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE) return false;
      throw error;
    }
  }
}
