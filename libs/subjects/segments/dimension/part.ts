import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';

/** What is to be told of customers. */
export interface Needed {
  /** Whether it is a member at the end of a day. */
  add(customer: string, day: number): void;
}

/** What is told of them. A guest is nobody, and in no segment. */
export interface Seen {
  /** Of a day that was named as needed. */
  isIn(segment: string, customer: string, day: number): boolean;
  firstPurchase(customer: string): number | undefined;
}

/** One request, worked out of looks at facts and of who was in segments. */
export interface Part {
  readonly requests: readonly SumRequest[];
  /** Names what is to be known. @param cells of each of the requests */
  need(cells: readonly (readonly Cell[])[], needed: Needed): void;
  finish(cells: readonly (readonly Cell[])[], seen: Seen): readonly Cell[];
}
