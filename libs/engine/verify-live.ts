import type { Document, ViewStore } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { differentDocuments, documentDiffers, text, type DifferentDocument } from './verify.js';

/** A document as a batch left it. */
export interface Written {
  readonly id: string;
  /** Where that batch ends. */
  readonly position: number;
  /** Undefined where the batch removed it. */
  readonly document: Document | undefined;
}

/** Stored documents that others change meanwhile. */
export interface LiveDocuments extends Pick<ViewStore, 'find'> {
  readonly schema: ViewSchema;
  /** Those of the ids that any batch has written, as the last one left them. */
  written(collection: string, ids: readonly string[]): Promise<readonly Written[]>;
}

/** What is right, at one position for all shards, which only ever goes on. */
export interface RightDocuments {
  readonly documents: Pick<ViewStore, 'find' | 'get'>;
  readonly position: number;
  /** Takes it on to a later position. */
  foldTo(position: number): Promise<void>;
  /** Waits until all that is stored covers the position. */
  covered(): Promise<void>;
}

/**
 * The first document, in a sentence, that is not what the log makes of it; undefined where there is none. Others may change them meanwhile,
 * as fast as they can: each is held against what was right at the position it was written at.
 * @param right with a position that what is stored covers
 */
export async function firstWrongDocument(stored: LiveDocuments, right: RightDocuments): Promise<string | undefined> {
  for (const { name } of stored.schema.collections)
    for await (const different of differentDocuments(name, stored, right.documents)) {
      const wrong = await firstWrong(name, different, stored, right);
      if (wrong !== undefined) return wrong;
    }
  return undefined;
}

async function firstWrong(
  collection: string,
  different: readonly DifferentDocument[],
  stored: LiveDocuments,
  right: RightDocuments,
): Promise<string | undefined> {
  if (different.length === 0) return undefined;
  const found = await stored.written(
    collection,
    different.map(({ id }) => id),
  );
  const written = new Map(found.map((one) => [one.id, one]));
  const later: Written[] = [];
  for (const { id, want } of different) {
    const one = written.get(id);
    if (one !== undefined && one.position > right.position) later.push(one);
    else if (text(one?.document) !== text(want)) return documentDiffers(collection, { have: one?.document, want });
  }
  return firstWrongLater(collection, later, right);
}

/** Of documents that were written after what is right at first. */
async function firstWrongLater(
  collection: string,
  later: readonly Written[],
  right: RightDocuments,
): Promise<string | undefined> {
  const inOrder = later.toSorted((a, b) => a.position - b.position);
  for (const [position, ones] of Map.groupBy(inOrder, (one) => one.position)) {
    await right.foldTo(position);
    const ids = ones.map(({ id }) => id);
    const wanted = new Map((await right.documents.get(collection, ids)).map((document) => [document.id, document]));
    for (const { id, document: have } of ones) {
      const want = wanted.get(id);
      if (text(have) !== text(want)) return documentDiffers(collection, { have, want });
    }
  }
  if (later.length > 0) await right.covered();
  return undefined;
}
