import { MongoServerError, type Collection, type OptionalUnlessRequiredId } from 'mongodb';

/** What is answered is on most of the servers. */
export const MAJORITY = { writeConcern: { w: 'majority' } } as const;

const DUPLICATE = 11_000;

/** Inserts a document of an id that nobody has used: the one step that is atomic in every store that speaks MongoDB's protocol. */
export async function inserted<Stored extends { readonly _id: string }>(
  collection: Collection<Stored>,
  document: OptionalUnlessRequiredId<Stored>,
): Promise<boolean> {
  try {
    await collection.insertOne(document);
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE) return false;
    throw error;
  }
}
