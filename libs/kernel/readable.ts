import type { Document } from './ports/views.js';

/**
 * What people read of the read models in the store itself, with its own tools, beside questions: collections that derive from the facts
 * and documents of every batch, declared by subjects. Names are permanent: somebody's reports are built on them.
 */
export type Readable = ReadableSums | ReadableStays | ReadableCards;

interface Named {
  /** Of the collection. */
  readonly name: string;
}

/** The facts of a series added up: one row for each valid day, recorded day and combination of some dimensions. */
export interface ReadableSums extends Named {
  readonly kind: 'sums';
  readonly series: string;
  readonly by: readonly string[];
  /** Those of them that say yes (`'1'`) or no (`''`). */
  readonly flags?: readonly string[];
  /** By the name that is shown, of which measures it is the sum, all of one kind. */
  readonly sums: Readonly<Record<string, Readonly<Record<string, 1 | -1>>>>;
}

/**
 * Facts that say who went from one part to another, as stays: who was in which part from one day to another, as it was known from one
 * recorded day to another. A part's dimensions are called `from_<name>` and `to_<name>`; a part that does not exist is all `''`.
 */
export interface ReadableStays extends Named {
  readonly kind: 'stays';
  readonly series: string;
  /** How many went; 0 for a fact that only counts something beside. */
  readonly measure: string;
  readonly parts: readonly string[];
  /** Those of them that say yes (`'1'`) or no (`''`). */
  readonly flags?: readonly string[];
}

/** What each document of a collection comes to as of today. */
export interface ReadableCards extends Named {
  readonly kind: 'cards';
  readonly collection: string;
  /** Those of its values that rows are looked up by. */
  readonly indexed: readonly string[];
  /** What else a document is shown with; nothing unless given. */
  together?(document: Document): Together;
  /** @param others those it is made of, too */
  show(document: Document, today: number, others: readonly Document[]): Card;
}

/** Documents that are one thing to whoever reads: the card of one is made of all. */
export interface Together {
  /** The ids of the others, of the one that has the card. */
  readonly others: readonly string[];
  /** The id of the next one towards that, of one of the others. */
  readonly partOf?: string;
}

export interface Card {
  readonly values: Readonly<Record<string, ReadableValue>>;
  /** The day on which it may come to something else although nothing happens; undefined where no day does. */
  readonly until: number | undefined;
}

/** A whole number is a bigint; an amount is in millionths, a day counted since 1970-01-01. What is missing is null. */
export type ReadableValue = string | boolean | null | bigint | { readonly amount: bigint } | { readonly day: number };
