import { MongoClient, type Collection } from 'mongodb';

interface Pointer {
  readonly _id: string;
  readonly name: string;
}

/** Names the version of the read models that is served, for all processes of a deployment. */
export class MongoPointer {
  private constructor(
    private readonly client: MongoClient,
    private readonly book: string,
  ) {}

  static connect(uri: string, book: string): MongoPointer {
    return new MongoPointer(new MongoClient(uri, { serverSelectionTimeoutMS: 10_000, socketTimeoutMS: 30_000 }), book);
  }

  /** Undefined where none was served yet. */
  async served(): Promise<string | undefined> {
    return (await this.pointers().findOne({ _id: this.book }))?.name;
  }

  /** Switches from one version to another; whoever comes second changes nothing. */
  async serve(name: string, instead: string | undefined): Promise<void> {
    if (instead === undefined)
      await this.pointers().updateOne({ _id: this.book }, { $setOnInsert: { name } }, { upsert: true });
    else await this.pointers().updateOne({ _id: this.book, name: instead }, { $set: { name } });
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private pointers(): Collection<Pointer> {
    return this.client.db().collection<Pointer>('served', { writeConcern: { w: 'majority' } });
  }
}
