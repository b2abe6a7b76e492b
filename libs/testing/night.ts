import { it } from '@jest/globals';

/** Set by `infra/jest-all.config.mjs`. */
declare const IS_NIGHT: boolean | undefined;

const isNight = typeof IS_NIGHT !== 'undefined' && IS_NIGHT;

/** How many seeds, kills or rounds a law is tried with: few for every change, all of them in `npm run test:all`. */
export function cases(count: { readonly day: number; readonly night: number }): number {
  return isNight ? count.night : count.day;
}

/** A test that only `npm run test:all` has. What it shows, another that every change is held to shows of something like it. */
export function atNight(name: string, test: () => Promise<void>): void {
  if (isNight) it(name, test);
}
