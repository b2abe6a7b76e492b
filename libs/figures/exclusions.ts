import type { Json } from '#kernel/event.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Document, Views } from '#kernel/ports/views.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';

/** One per customer of whom it was ever said whether it is excluded from figures, id = customer. */
export const EXCLUSIONS: CollectionSchema = { name: 'exclusions', fields: [] };

/** That a customer is excluded, or no more, from a day on. */
export interface ExclusionSaid {
  readonly at: string;
  readonly day: number;
  readonly id: string;
  readonly excluded: boolean;
  /** The day it was recorded on. */
  readonly recorded: number;
}

/** @param said by instant, then id */
export function exclusionDocument(customer: string, said: readonly ExclusionSaid[]): Document {
  return { id: customer, fields: {}, body: said.map(({ day, excluded, recorded }): Json => [day, excluded, recorded]) };
}

type Stored = readonly (readonly [day: number, excluded: boolean, recorded: number])[];

/** A day from whose end on a customer is excluded, or no more. */
export interface Turn {
  readonly day: number;
  readonly excluded: boolean;
}

/** Who is excluded when, by customer: the days, ascending, on which that changes. None without any. */
export class Exclusions {
  constructor(private readonly turns: ReadonlyMap<string, readonly Turn[]>) {}

  get customers(): readonly string[] {
    return [...this.turns.keys()];
  }

  turnsOf(customer: string): readonly Turn[] {
    return this.turns.get(customer) ?? [];
  }

  /** At the end of the day. */
  isExcluded(customer: string, day: number): boolean {
    return this.turnsOf(customer).findLast((turn) => turn.day <= day)?.excluded === true;
  }

  /** How many are, at the end of the day. */
  countOn(day: number): number {
    return this.customers.filter((customer) => this.isExcluded(customer, day)).length;
  }
}

/** All that was ever said of it. */
export async function exclusionsSaid(views: Pick<Views, 'find' | 'schema'>): Promise<readonly Document[]> {
  // Those of an earlier release do not have it.
  if (views.schema.collections.every(({ name }) => name !== EXCLUSIONS.name)) return [];
  const documents: Document[] = [];
  for await (const document of findAll(views, EXCLUSIONS.name)) documents.push(document);
  return documents;
}

/** How many customers are excluded at the end of a day, as known at the end of another. */
export async function excludedOn(
  views: Pick<Views, 'find' | 'schema'>,
  day: number,
  knownAt?: number,
): Promise<number> {
  return exclusionsKnown(await exclusionsSaid(views), knownAt).countOn(day);
}

/** As it was known at the end of a day; of all that is recorded where absent. */
export function exclusionsKnown(documents: readonly Document[], knownAt = Infinity): Exclusions {
  const turns = documents.map(({ id, body }) => [id, turnsIn(body as object as Stored, knownAt)] as const);
  return new Exclusions(new Map(turns.filter(([, own]) => own.length > 0)));
}

/** Of what is said of one day the last one holds. */
function turnsIn(said: Stored, knownAt: number): readonly Turn[] {
  const turns: Turn[] = [];
  for (const [i, [day, excluded, recorded]] of said.entries()) {
    const isLast = !said.slice(i + 1).some(([other, , later]) => other === day && later <= knownAt);
    if (recorded > knownAt || !isLast || excluded === (turns.at(-1)?.excluded ?? false)) continue;
    turns.push({ day, excluded });
  }
  return turns;
}
