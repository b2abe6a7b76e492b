import type { Decider } from '#kernel/decider.js';
import { evolve, living, NO_VERSIONS, publicationOf, versionName, type Happening, type Versions } from './state.js';

/**
 * How a version stands to the log there is and to the release that looks: `current` can be followed further; `still`: another release made
 * it, what it has can be read; `newer`: a later release made it, to which it is left; `useless`: it must not answer, and `why`.
 */
export type Standing =
  /** The position it covers; undefined where whoever looks does not know. */
  | { readonly kind: 'current'; readonly position?: number }
  | { readonly kind: 'still' | 'newer' }
  | { readonly kind: 'useless'; readonly why: string };

/** What a process has found out, and when (RFC 3339). */
export interface Seen {
  readonly at: string;
  /** Of the book's versions, see `versionName`. */
  readonly prefix: string;
  /** The position of the publication that is the newest in the log; 0 without one. */
  readonly newest: number;
  /** The last position of the log. */
  readonly tail: number;
  /** Whether the log has nothing to count yet. */
  readonly isUnused: boolean;
  /** Positions within which a version is as good as up to the log's end. */
  readonly near: number;
  /** Positions within which one is as good as up to the served one: a process that starts right after the switch shows so much less. */
  readonly nearServed: number;
  /**
   * Whether the process that looks has just been started: of two releases at work the one started last says of which the read models are.
   */
  readonly isFirstLook: boolean;
  /** Whether somebody wants the read models anew. */
  readonly isRebuildWanted: boolean;
  /** Of the versions that it has looked at; of others, which somebody else has begun meanwhile, it judges nothing. */
  readonly standings: ReadonlyMap<string, Standing>;
}

/**
 * What is due. Versions that must not answer are set aside; a version is begun where none is at work under the newest publication; the one
 * under construction is served when it shows no less than the one before, or where none is served, all that the log had when it was begun.
 */
export const VERSIONS: Decider<Versions, Seen, Happening> = {
  initial: NO_VERSIONS,
  evolve,
  decide(seen, versions) {
    const aside = uselessIn(seen, versions);
    const left = aside.reduce(evolve, versions);
    const begun = isBeginDue(seen, left) ? [begin(seen, left)] : [];
    const after = begun.reduce(evolve, left);
    return [...aside, ...begun, ...switched(seen, after)];
  },
};

function uselessIn(seen: Seen, versions: Versions): readonly Happening[] {
  const { standings, at, tail: goal } = seen;
  return living(versions).flatMap((name): readonly Happening[] => {
    const standing = standings.get(name);
    if (standing?.kind === 'useless') return [{ type: 'SetAside', name, why: standing.why, goal, at }];
    const isPast = name !== versions.served && name !== versions.next;
    if (!isPast || standing?.kind !== 'still' || !seen.isFirstLook) return [];
    return [{ type: 'SetAside', name, why: 'another release made it', goal, at }];
  });
}

function isBeginDue(seen: Seen, { served, next }: Versions): boolean {
  const last = next ?? served;
  if (last === undefined) return true;
  const standing = seen.standings.get(last);
  if (standing === undefined || standing.kind === 'newer') return false;
  if (publicationOf(last) < seen.newest) return true;
  // Where none that is served follows the log, the next one is being built from all of it anyway.
  if (seen.isRebuildWanted) return next === undefined || isFollowed(served, seen);
  return seen.isFirstLook && standing.kind === 'still';
}

function begin(seen: Seen, { served, generation }: Versions): Happening {
  const { at, prefix, newest, tail, isUnused } = seen;
  const goal = isUnused || isFollowed(served, seen) ? 0 : tail;
  return { type: 'Begun', name: versionName(prefix, newest, generation + 1), goal, at };
}

function switched(seen: Seen, versions: Versions): readonly Happening[] {
  const { next: name } = versions;
  return name !== undefined && isSwitchDue(name, seen, versions) ? [{ type: 'Switched', name, at: seen.at }] : [];
}

function isSwitchDue(
  next: string,
  { standings, near, nearServed, tail }: Seen,
  { served, goal = 0 }: Versions,
): boolean {
  const made = positionOf(standings.get(next));
  if (made === undefined) return false;
  const before = served === undefined ? undefined : standings.get(served);
  // A log that was put back since may never have as much again.
  if (before?.kind !== 'current') return made >= Math.min(goal, tail) && tail - made <= near;
  const shown = positionOf(before);
  // What was served before tells what was known before the publication.
  return shown !== undefined && made >= shown - nearServed && shown >= publicationOf(next) - 1;
}

function isFollowed(served: string | undefined, { standings }: Seen): boolean {
  return served !== undefined && standings.get(served)?.kind === 'current';
}

function positionOf(standing: Standing | undefined): number | undefined {
  return standing?.kind === 'current' ? standing.position : undefined;
}
