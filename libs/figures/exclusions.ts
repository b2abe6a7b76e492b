import type { Json } from '#kernel/event.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Document, Views } from '#kernel/ports/views.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';
import { exclusionsJoined, forestAfter, type KnownJoining } from './exclusions-joined.js';

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

/**
 * @param said by instant, then id
 * @param joinings all that are known of those who were ever one with it
 */
export function exclusionDocument(
  customer: string,
  said: readonly ExclusionSaid[],
  joinings?: readonly KnownJoining[],
): Document {
  const body =
    joinings === undefined
      ? said.map(({ day, excluded, recorded }): Json => [day, excluded, recorded])
      : { said: said.map((one) => ({ ...one })), joinings: joinings.map((one) => ({ ...one })) };
  return { id: customer, fields: {}, body };
}

type StoredAlone = readonly (readonly [day: number, excluded: boolean, recorded: number])[];

interface Stored {
  readonly said: readonly ExclusionSaid[];
  readonly joinings: readonly KnownJoining[];
}

function storedIn({ body }: Document): Stored {
  if (!Array.isArray(body)) return body as object as Stored;
  const said = (body as object as StoredAlone).map(([day, excluded, recorded]) => ({ day, excluded, recorded }));
  // In order, and compared with nobody else's.
  return { said: said.map((one) => ({ at: '', id: '', ...one })), joinings: [] };
}

/** A day from whose end on a customer is excluded, or no more. */
export interface Turn {
  readonly day: number;
  readonly excluded: boolean;
}

/** Who is excluded when, by customer: the days, ascending, on which that changes. None without any. */
export class Exclusions {
  /** @param merged those who are one with another of whom it is known: some things stay under their ids */
  constructor(
    private readonly turns: ReadonlyMap<string, readonly Turn[]>,
    private readonly merged: ReadonlySet<string> = new Set(),
  ) {}

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
    return this.customers.filter((customer) => !this.merged.has(customer) && this.isExcluded(customer, day)).length;
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

/** As it was known at the end of a day; of all that is recorded where absent. Customers who are one are excluded together. */
export function exclusionsKnown(documents: readonly Document[], knownAt = Infinity): Exclusions {
  const isKnown = ({ recorded }: { readonly recorded: number }): boolean => recorded <= knownAt;
  const stored = documents.map((document) => [document.id, storedIn(document)] as const);
  const forest = forestAfter(stored.flatMap(([, { joinings }]) => joinings.filter(isKnown)));
  const own = new Map(stored.map(([id, { said }]) => [id, said.filter(isKnown)]));
  const turns = new Map<string, readonly Turn[]>();
  const merged = new Set<string>();
  for (const survivor of new Set([...own.keys()].map((id) => forest.survivorOf(id)))) {
    const members = forest.membersOf(survivor);
    const known = turnsIn(exclusionsJoined(members.map((id) => own.get(id) ?? [])));
    if (known.length === 0) continue;
    for (const id of members) {
      turns.set(id, known);
      if (id !== survivor) merged.add(id);
    }
  }
  return new Exclusions(turns, merged);
}

/** Of what is said of one day the last one holds. */
function turnsIn(said: readonly ExclusionSaid[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const [i, { day, excluded }] of said.entries()) {
    const isLast = !said.slice(i + 1).some((later) => later.day === day);
    if (!isLast || excluded === (turns.at(-1)?.excluded ?? false)) continue;
    turns.push({ day, excluded });
  }
  return turns;
}
