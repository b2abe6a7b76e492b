import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Value } from './value.js';

/** Per combination of `by` values (as JSON of the list) one value per window. */
export type Series = ReadonlyMap<string, readonly (Value | undefined)[]>;

/** How something is worked out on a frame: what to ask the views, and what to make of the answers. */
export interface Plan {
  readonly requests: readonly SumRequest[];
  finish(cells: readonly (readonly Cell[])[]): Series;
}
