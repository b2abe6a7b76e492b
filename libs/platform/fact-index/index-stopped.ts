import { Problem } from '#kernel/problem.js';

/** Told to who asked the thread that has the indexes open, where that is dead. */
export function indexStopped(): Problem {
  const why = 'the index of the facts has stopped and is being started again';
  return new Problem('views-unavailable', `${why}: ask again in a moment`);
}
