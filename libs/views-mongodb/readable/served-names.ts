import { MongoServerError, type Db, type MongoClient } from 'mongodb';
import { connectTo } from '../connection.js';

const UNAUTHORIZED = 13;

/** What the server lists of one collection or view. */
interface Listed {
  readonly name: string;
  readonly type?: string;
  readonly options?: { readonly viewOn?: string };
}

/**
 * Lasting names of readable collections: views, each on the collection of the version that is served. A server without views has none.
 */
export class ServedNames {
  private readonly db: Db;
  private target: string | undefined;
  private hasViews = true;

  private constructor(
    private readonly client: MongoClient,
    private readonly prefix: string,
    private readonly names: readonly string[],
  ) {
    this.db = client.db();
  }

  /** @param uri names the database too @param prefix permanent: `PREFIX.NAME` are the views @param names of the collections */
  static connect(uri: string, prefix: string, names: readonly string[]): ServedNames {
    return new ServedNames(connectTo(uri, { maxPoolSize: 1 }), prefix, names);
  }

  /** Whether a version is what is found under the names, as far as this process knows. */
  pointsAt(version: string): boolean {
    return this.target === version;
  }

  /** @returns whether they point at the version: not where the server has no views */
  async point(version: string): Promise<boolean> {
    if (this.target === version || !this.hasViews) return this.hasViews;
    const listed = new Map((await this.listed()).map((one) => [one.name, one]));
    for (const name of this.names) {
      const [view, source] = [`${this.prefix}.${name}`, `${version}.${name}`];
      const found = listed.get(view);
      if (found?.options?.viewOn === source) continue;
      if (found !== undefined) await this.move(view, source);
      else if (!(await this.made(view, source))) return (this.hasViews = false);
    }
    this.target = version;
    return true;
  }

  /** There are no such names any more. */
  async remove(): Promise<void> {
    const own = this.names.map((name) => `${this.prefix}.${name}`);
    for (const { name, type } of await this.listed())
      if (type === 'view' && own.includes(name)) await this.db.collection(name).drop();
    this.target = undefined;
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async listed(): Promise<readonly Listed[]> {
    return this.db.listCollections().toArray();
  }

  /** In one step where the user may change collections; others drop it first, and for a moment there is none. */
  private async move(view: string, source: string): Promise<void> {
    try {
      await this.db.command({ collMod: view, viewOn: source, pipeline: [] });
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== UNAUTHORIZED) throw error;
      await this.db.collection(view).drop();
      await this.db.createCollection(view, { viewOn: source, pipeline: [] });
    }
  }

  /** False where the server refuses, or makes an empty collection of it. */
  private async made(view: string, source: string): Promise<boolean> {
    try {
      await this.db.createCollection(view, { viewOn: source, pipeline: [] });
    } catch (error) {
      // Another process may have been first.
      const found = (await this.listed()).find(({ name }) => name === view);
      if (found !== undefined) return found.type === 'view';
      if (error instanceof MongoServerError && error.code === NOT_IMPLEMENTED) return false;
      throw error;
    }
    const made = (await this.listed()).find(({ name }) => name === view);
    if (made?.type === 'view') return true;
    await this.db.collection(view).drop();
    return false;
  }
}

const NOT_IMPLEMENTED = 238;
