import { forestAfter, type KnownJoining } from '#figures/exclusions-joined.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Document, Views } from '#kernel/ports/views.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';

/** One per customer that was ever merged, id = customer: into whom, and what was taken back. */
export const MERGES_KEPT: CollectionSchema = { name: 'merges', fields: [] };

/** @param joinings all of the customer as the one that is merged */
export function mergesDocument(customer: string, joinings: readonly KnownJoining[]): Document {
  return { id: customer, fields: {}, body: joinings.map((one) => ({ ...one })) };
}

/** Who was known to be merged at the end of a day, and who stays of each. */
export async function mergesKnown(
  views: Pick<Views, 'find' | 'schema'>,
  knownAt = Infinity,
): Promise<readonly (readonly [merged: string, survivor: string])[]> {
  // Those of an earlier release do not have it.
  if (views.schema.collections.every(({ name }) => name !== MERGES_KEPT.name)) return [];
  const joinings: KnownJoining[] = [];
  for await (const { body } of findAll(views, MERGES_KEPT.name))
    joinings.push(...(body as object as readonly KnownJoining[]).filter(({ recorded }) => recorded <= knownAt));
  const forest = forestAfter(joinings);
  const merged = [...new Set(joinings.map((joining) => joining.merged))];
  return merged.map((id) => [id, forest.survivorOf(id)] as const).filter(([id, survivor]) => id !== survivor);
}
