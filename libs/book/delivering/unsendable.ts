import type { Json } from '#kernel/event.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Views } from '#kernel/ports/views.js';
import { CHANNEL_KINDS } from '#subjects/index.js';
import type { NamedVersion } from '#subjects/named.facts.js';
import type { Book } from '../book.js';

/** Channels whose kind is not there, as of a plug-in that is missing: what is to go through them waits. */
export function unsendable({
  models,
}: Pick<Book, 'models'>): Promise<readonly { readonly id: string; readonly kind: string }[]> {
  return models.use(undefined, ({ views }) => unsendableIn(views));
}

/** The same, in read models that nobody serves. */
export async function unsendableIn(
  views: Pick<Views, 'find'>,
): Promise<readonly { readonly id: string; readonly kind: string }[]> {
  const found: { readonly id: string; readonly kind: string }[] = [];
  for await (const { id, body } of findAll(views, 'channels')) {
    const kind = kindIn(body);
    if (kind !== undefined && !Object.hasOwn(CHANNEL_KINDS, kind)) found.push({ id, kind });
  }
  return found;
}

function kindIn(body: Json): string | undefined {
  const { content, retired } = body as object as NamedVersion;
  const { kind } = content;
  return retired || typeof kind !== 'string' ? undefined : kind;
}
