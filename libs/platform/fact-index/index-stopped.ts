import { Problem } from '#kernel/problem.js';

const WHY = 'the index of the facts has stopped and is being started again: ask again in a moment';

/** Told to who asked the process that has the indexes open, where that is dead. */
export function indexStopped(): Problem {
  return new Problem('views-unavailable', WHY);
}

/** By its words: of a problem that came from another thread nothing else is left. */
export function isIndexStopped(error: unknown): boolean {
  return error instanceof Problem && error.detail === WHY;
}
