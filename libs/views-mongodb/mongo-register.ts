import type { Collection, MongoClient } from 'mongodb';
import type { Register } from '#kernel/ports/register.js';
import { connectTo } from './connection.js';
import { isDuplicate } from './duplicates.js';

/** One JSON value of a name, with how often it had been changed by then. */
interface Stored {
  /** `NAME:REVISION`, so that only one can be the next; the name alone in registers of earlier releases, which changed that in place. */
  readonly _id: string;
  readonly name: string;
  readonly revision: number;
  readonly value: string;
}

/** Attempts at a change that others come before. */
const ATTEMPTS = 10;

/**
 * A small value that all processes of a deployment see and change, one change after another. A change inserts the next revision, which
 * one of many can do in every store that speaks MongoDB's protocol; the earlier ones stay and show what was when.
 */
export class MongoRegister<Value> implements Register<Value> {
  private readonly stored: Collection<Stored>;

  private constructor(
    private readonly client: MongoClient,
    private readonly name: string,
    private readonly initial: Value,
  ) {
    this.stored = client.db().collection<Stored>('registers', { writeConcern: { w: 'majority' } });
  }

  static connect<Value>(uri: string, name: string, initial: Value): MongoRegister<Value> {
    const client = connectTo(uri);
    return new MongoRegister(client, name, initial);
  }

  async read(): Promise<Value> {
    return (await this.last()).value;
  }

  /** @throws Error where others were first too often */
  async change(edit: (value: Value) => Value | undefined): Promise<Value> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { revision, value } = await this.last();
      const after = edit(value);
      if (after === undefined) return value;
      if (await this.inserted(revision + 1, JSON.stringify(after))) return after;
    }
    throw new Error(`${this.name} was changed by others ${String(ATTEMPTS)} times in a row`);
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async last(): Promise<{ readonly revision: number; readonly value: Value }> {
    const { name } = this;
    const newest = { sort: { revision: -1 } } as const;
    const found = await this.stored.findOne({ $or: [{ name }, { _id: name }] }, newest);
    if (found === null) return { revision: 0, value: this.initial };
    return { revision: found.revision, value: JSON.parse(found.value) as Value };
  }

  private async inserted(revision: number, value: string): Promise<boolean> {
    const { name } = this;
    try {
      await this.stored.insertOne({ _id: `${name}:${String(revision)}`, name, revision, value });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }
}
