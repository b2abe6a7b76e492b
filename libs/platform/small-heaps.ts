import { setFlagsFromString } from 'node:v8';

/**
 * An argument of Node for programs that import: nearly all objects of an import die young, and collected often they need little room. In
 * less than this they are collected so often that it takes a tenth of an import. Node has it from its command line only: a thread that runs
 * has its young generation already.
 */
export const SMALL_YOUNG = '--max-semi-space-size=16';

/** Has V8 collect more often and keep less: what survives in this thread, and everything in those begun later. */
export function keepHeapsSmall(): void {
  setFlagsFromString(SMALL_YOUNG);
  // What does not die young is garbage soon after; by default as much of that is kept as is in use, and more while it grows. With less room
  // than this all that is in use is looked through so often that it takes a tenth of an import.
  setFlagsFromString('--heap-growing-percent=80');
}
