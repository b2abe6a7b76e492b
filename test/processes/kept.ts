import { BSON, MongoClient } from 'mongodb';

/** What a book keeps in MongoDB, in the collections of all its versions. */
export interface Kept {
  /** Documents by the collection's name without the version's; not those of the chain, whose number is a matter of time. */
  readonly documents: Readonly<Record<string, number>>;
  /** Of all documents as BSON, those of the chain too. */
  readonly bytes: number;
}

/** @param uri names the database too @param book its id, which its versions are named after */
export async function keptOf(uri: string, book: string): Promise<Kept> {
  const client = new MongoClient(uri);
  const documents: Record<string, number> = {};
  let bytes = 0;
  for (const name of (await collectionNames(client)).filter((one) => one.startsWith(`book-${book}.`))) {
    const short = name.replace(/^book-[^.]+\.v\d+\.\d+\./, '');
    let count = 0;
    for await (const document of client.db().collection(name).find()) {
      count++;
      bytes += BSON.calculateObjectSize(document);
    }
    if (short.startsWith('docs.')) documents[short] = count;
  }
  await client.close();
  return { documents, bytes };
}

/** The ids of the books that have collections in a database. */
export async function booksIn(uri: string): Promise<readonly string[]> {
  const client = new MongoClient(uri);
  const ids = (await collectionNames(client)).flatMap((name) => /^book-([^.]+)\./.exec(name)?.[1] ?? []);
  await client.close();
  return [...new Set(ids)];
}

async function collectionNames(client: MongoClient): Promise<readonly string[]> {
  return (await client.db().listCollections().toArray()).map(({ name }) => name);
}
