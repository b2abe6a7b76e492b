import type { Stale } from '#engine/project/parking.js';
import { unsendableIn } from '#book/delivering/unsendable.js';
import { findAll } from '#kernel/ports/find-all.js';
import { readViews } from '#platform/embedded-adapters.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';

/** How far a version of the read models in a data folder is. */
export async function positionOfCopy(folder: string, version: string): Promise<number> {
  const views = readViews(folder, version, VIEW_SCHEMA);
  return views.checkpoint(0).finally(() => views.close());
}

/** Channels there whose kind a plug-in brings that this process does not have. */
export async function channelsWithoutKind(
  folder: string,
  version: string,
): Promise<readonly { readonly id: string; readonly kind: string }[]> {
  const views = readViews(folder, version, VIEW_SCHEMA);
  return unsendableIn(views).finally(() => views.close());
}

/** What stands still there, since an event of it could not be decoded. */
export async function staleKeys(
  folder: string,
  version: string,
): Promise<readonly (Stale & { readonly id: string })[]> {
  const views = readViews(folder, version, VIEW_SCHEMA);
  try {
    const found: (Stale & { readonly id: string })[] = [];
    for await (const { id, body } of findAll(views, 'stale')) found.push({ ...(body as object as Stale), id });
    return found;
  } finally {
    await views.close();
  }
}
