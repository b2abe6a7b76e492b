import type { LogTree } from '#kernel/ports/log-tree.js';
import { entryBundle } from '#merkle/entry-bundle.js';
import type { NamedTile } from '#merkle/tile-path.js';

/** The bytes of a tile as C2SP has them; undefined where the tree has fewer. */
export async function keptTile(
  tree: Pick<LogTree, 'tile' | 'entries'>,
  { level, number, width }: NamedTile,
): Promise<Buffer | undefined> {
  if (level !== 'entries') return tree.tile(level, number, width);
  const entries = await tree.entries(number, width);
  return entries && entryBundle(entries);
}
