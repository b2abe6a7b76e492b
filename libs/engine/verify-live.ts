import type { Document, ViewStore } from '#kernel/ports/views.js';
import { differentDocuments, documentDiffers, text, type DifferentDocument } from './verify.js';

/** Times that documents which others change meanwhile are looked at again. */
const LOOKS = 20;

/**
 * The first document, in a sentence, that is not what it should be although nobody has changed it since; undefined where there is none. For
 * documents that others change meanwhile: what differs is looked at again when what is right is as far as they were.
 * @param catchUp takes `right` to where `stored` is by then, which is at least where the log ended when it was called
 */
export async function firstWrongDocument(
  stored: ViewStore,
  right: ViewStore,
  catchUp: () => Promise<void>,
): Promise<string | undefined> {
  for (const { name } of stored.schema.collections)
    for await (const different of differentDocuments(name, stored, right)) {
      const wrong = await firstWrong(name, different, { stored, right, catchUp });
      if (wrong !== undefined) return wrong;
    }
  return undefined;
}

async function firstWrong(
  collection: string,
  different: readonly DifferentDocument[],
  { stored, right, catchUp }: { stored: ViewStore; right: ViewStore; catchUp: () => Promise<void> },
): Promise<string | undefined> {
  const seen = new Map(different.map(({ id, have }) => [id, text(have)]));
  for (let look = 0; seen.size > 0; look++) {
    if (look === LOOKS)
      return `collection ${collection} changes too fast to be compared: ${String(seen.size)} documents`;
    await catchUp();
    const ids = [...seen.keys()];
    const want = byId(await right.get(collection, ids));
    // After those that are right, so that one which is the same as before was so at their position.
    const have = byId(await stored.get(collection, ids));
    for (const id of ids) {
      const pair = { have: have.get(id), want: want.get(id) };
      const now = text(pair.have);
      if (now === text(pair.want)) seen.delete(id);
      else if (now === seen.get(id)) return documentDiffers(collection, pair);
      else seen.set(id, now);
    }
  }
  return undefined;
}

function byId(documents: readonly Document[]): ReadonlyMap<string, Document> {
  return new Map(documents.map((document) => [document.id, document]));
}
