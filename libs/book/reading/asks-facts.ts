import { readNamed, type Asked, type ReadKind } from './reads.js';

const ASKING: ReadonlySet<ReadKind> = new Set([
  'query',
  'tiles',
  'rows',
  'forecast',
  'figures',
  'records',
  'shares',
  'dimension',
  'labels',
]);

/**
 * Whether a question is one about figures: their index follows before it is worked out, not meanwhile.
 * @param isPart of whoever sees a part only: what belongs to it is told by the facts
 */
export function asksFacts<Kind extends ReadKind>(kind: Kind, asked: Asked<Kind>, isPart = false): boolean {
  if (kind !== 'show') return ASKING.has(kind);
  if (isPart) return true;
  const { read } = asked as Asked<'show'>;
  const { answeredFrom, asksFacts: isAsking } = readNamed(read);
  return answeredFrom === 'figures' || isAsking === true;
}
