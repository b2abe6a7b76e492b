/**
 * The versions of the read models of a book: which one answers, which one is being built beside it, which ones have been left. Names are
 * permanent while a version lives: what it keeps is named after it.
 */
export interface Versions {
  /** Questions are answered from it; undefined while there is none that may answer. */
  readonly served?: string;
  /** Being built beside it, or to be the first that may answer. */
  readonly next?: string;
  /** The position that `next` has to cover before it is served where none is. */
  readonly goal?: number;
  /** Served before, newest last; kept while a question can reach them. */
  readonly retired: readonly Left[];
  /** Never to answer again: another one was begun in their place, or they are not of this log or this release. */
  readonly abandoned: readonly Left[];
  /** Of the version begun last. */
  readonly generation: number;
}

/** A version that is no longer followed, since an instant (RFC 3339). */
export interface Left {
  readonly name: string;
  readonly at: string;
}

/** What becomes of versions; `at` is RFC 3339. */
export type Happening =
  /** A further one is built, in place of one under construction. With nothing to cover it is served at once. */
  | { readonly type: 'Begun'; readonly name: string; readonly goal: number; readonly at: string }
  /** What was under construction is served. */
  | { readonly type: 'Switched'; readonly name: string; readonly at: string }
  /** It answers nothing any more, whatever it was. Where it was served, the next one is once it covers the goal. */
  | {
      readonly type: 'SetAside';
      readonly name: string;
      readonly why: string;
      readonly goal: number;
      readonly at: string;
    }
  /** It no longer exists. */
  | { readonly type: 'Forgotten'; readonly name: string };

export const NO_VERSIONS: Versions = { retired: [], abandoned: [], generation: 0 };

/** What a version is called. @param prefix of the book's versions @param publication the position of the publication it is built under */
export function versionName(prefix: string, publication: number, generation: number): string {
  return `${prefix}${String(publication)}.${String(generation)}`;
}

/** The publication whose policies a version was built with; 0 for the default. */
export function publicationOf(name: string): number {
  return Number(/(?:^|\.v)(\d+)\.\d+$/.exec(name)?.[1]);
}

/** All that may still answer or are about to. */
export function living({ served, next, retired }: Versions): readonly string[] {
  return [served, next, ...retired.map(({ name }) => name)].filter((name) => name !== undefined);
}

/** Those that follow the log. */
export function followed({ served, next }: Versions): readonly string[] {
  return [served, next].filter((name) => name !== undefined);
}

/** The version, of those retired the last, that has the policies of a publication. */
export function retiredOf({ retired }: Versions, publication: number): string | undefined {
  return retired.findLast(({ name }) => publicationOf(name) === publication)?.name;
}

/**
 * Those nobody needs any more: left before an instant, and not the version of a publication that questions can reach.
 * @param reachable positions of publications @param before milliseconds since 1970
 */
export function unneeded(versions: Versions, reachable: readonly number[], before: number): readonly string[] {
  const kept = reachable.map((publication) => retiredOf(versions, publication));
  return [...versions.retired, ...versions.abandoned]
    .filter(({ name, at }) => !kept.includes(name) && Date.parse(at) < before)
    .map(({ name }) => name);
}

export function evolve(versions: Versions, happening: Happening): Versions {
  const { name } = happening;
  switch (happening.type) {
    case 'Begun':
      return begun(versions, happening);
    case 'Switched': {
      const { served, next: _next, goal: _goal, ...rest } = versions;
      return { ...rest, served: name, retired: [...rest.retired, ...left(served, happening.at)] };
    }
    case 'SetAside':
      return setAside(versions, happening);
    case 'Forgotten':
      return without(versions, name);
  }
}

function begun(versions: Versions, { name, goal, at }: Happening & { type: 'Begun' }): Versions {
  const { served, next, goal: _goal, ...rest } = versions;
  const generation = rest.generation + 1;
  const abandoned = [...rest.abandoned, ...left(next, at)];
  if (served === undefined && goal === 0) return { ...rest, served: name, generation, abandoned };
  return { ...rest, ...(served !== undefined && { served }), next: name, ...goalOf(goal), generation, abandoned };
}

function setAside(versions: Versions, { name, goal, at }: Happening & { type: 'SetAside' }): Versions {
  const rest = without(versions, name);
  const isNextLeft = versions.served === name && rest.next !== undefined;
  return {
    ...rest,
    ...(isNextLeft && goalOf(Math.max(goal, rest.goal ?? 0))),
    abandoned: [...rest.abandoned, ...left(name, at)],
  };
}

function without({ served, next, goal, ...rest }: Versions, name: string): Versions {
  const others = (list: readonly Left[]) => list.filter((one) => one.name !== name);
  return {
    ...rest,
    ...(served !== undefined && served !== name && { served }),
    ...(next !== undefined && next !== name && { next, ...goalOf(goal) }),
    retired: others(rest.retired),
    abandoned: others(rest.abandoned),
  };
}

function goalOf(goal = 0): Pick<Versions, 'goal'> {
  return goal === 0 ? {} : { goal };
}

function left(name: string | undefined, at: string): readonly Left[] {
  return name === undefined ? [] : [{ name, at }];
}
