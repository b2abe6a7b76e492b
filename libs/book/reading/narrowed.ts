import type { Rows } from '#figures/rows.js';
import type { Read } from '#subjects/read.js';
import { showsWhole } from '../access/principal.js';
import { readNamed, type Asked, type ReadKind } from './reads.js';

/** What a question is answered from for whoever sees a part only. */
export interface NarrowedTo {
  /** Only facts of these; of all where absent. */
  readonly rows?: Rows;
  /** Nothing of fewer customers than this; of however few where absent. */
  readonly minGroup?: number;
  /** The key by which positions are told to them. */
  readonly positions: Uint8Array;
}

/** What is known to be made of nothing but what is seen. All else shows the whole. */
const MADE_OF_ROWS: ReadonlySet<ReadKind> = new Set<ReadKind>([
  'query',
  'tiles',
  'forecast',
  'figures',
  'records',
  'shares',
  'recordsIn',
  'explain',
  'dimension',
]);

/** Of that, what is known to show nothing of groups that are too small. */
const MADE_OF_GROUPS: ReadonlySet<ReadKind> = new Set<ReadKind>(['query', 'tiles', 'forecast', 'figures', 'dimension']);

/** @throws Problem `restricted` for a question that cannot be answered for a part */
export function needMadeOfRows(kind: ReadKind, asked: unknown, narrowed: NarrowedTo | undefined): void {
  if (narrowed === undefined) return;
  if ((narrowed.minGroup === undefined ? MADE_OF_ROWS : MADE_OF_GROUPS).has(kind)) return;
  if (kind === 'show' && isShown(readNamed((asked as Asked<'show'>).read), narrowed)) return;
  throw showsWhole();
}

function isShown({ ofRows, ofGroups }: Pick<Read, 'ofRows' | 'ofGroups'>, { rows, minGroup }: NarrowedTo): boolean {
  return (rows === undefined || ofRows === true) && (minGroup === undefined || ofGroups === true);
}
