/**
 * The versions of the read models of a deployment. Names are permanent while a version lives: its collections and its consumer group are
 * named after it.
 */
export interface SharedVersions {
  /** Questions are answered from it; undefined until a projector has begun the first. */
  readonly served?: string;
  /** Being built beside it. */
  readonly next?: string;
  /** Served before, newest last; kept while a question can reach them. */
  readonly retired: readonly Left[];
  /** Never served: another one was begun in their place. */
  readonly abandoned: readonly Left[];
  /** Of the version begun last. */
  readonly generation: number;
}

/** A version that is no longer followed, since an instant (RFC 3339). */
export interface Left {
  readonly name: string;
  readonly at: string;
}

export const NO_VERSIONS: SharedVersions = { retired: [], abandoned: [], generation: 0 };

/** The publication whose policies a version was built with; 0 for the default. */
export function publicationOf(name: string): number {
  return Number(/\.v(\d+)\.\d+$/.exec(name)?.[1]);
}

/** A further version under the policies of a publication, in place of one under construction; the first of all is served at once. */
export function begun(versions: SharedVersions, book: string, publication: number, at: Date): SharedVersions {
  const { served, next, abandoned } = versions;
  const generation = versions.generation + 1;
  const name = `book-${book}.v${String(publication)}.${String(generation)}`;
  if (served === undefined) return { ...versions, served: name, generation };
  return { ...versions, next: name, generation, abandoned: [...abandoned, ...left(next, at)] };
}

/** What is under construction is served, if that is still `name`. */
export function switched(versions: SharedVersions, name: string, at: Date): SharedVersions | undefined {
  const { served, next, ...rest } = versions;
  if (next !== name) return undefined;
  return { ...rest, served: next, retired: [...rest.retired, ...left(served, at)] };
}

/** The version no longer exists. */
export function forgotten(versions: SharedVersions, name: string): SharedVersions {
  const others = (list: readonly Left[]) => list.filter((one) => one.name !== name);
  return { ...versions, retired: others(versions.retired), abandoned: others(versions.abandoned) };
}

/** The version, of those retired the last, that has the policies of a publication. */
export function retiredOf({ retired }: SharedVersions, publication: number): string | undefined {
  return retired.findLast(({ name }) => publicationOf(name) === publication)?.name;
}

function left(name: string | undefined, at: Date): readonly Left[] {
  return name === undefined ? [] : [{ name, at: at.toISOString() }];
}
