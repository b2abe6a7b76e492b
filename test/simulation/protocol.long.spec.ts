import { describe, expect, it } from '@jest/globals';
import { GUARDS } from './guards.js';
import { World } from './world.js';

const HISTORIES = 20_000;
/** Histories after which a missing guard must have shown itself. */
const ENOUGH = 3_000;

describe('the protocol of relay, bus and projectors, simulated', () => {
  it(`is right in ${String(HISTORIES)} histories with crashes, sleepers that wake, gaps, repetitions, swaps and an emptied topic`, async () => {
    for (let seed = 1; seed <= HISTORIES; seed++)
      expect([seed, await new World(seed).run()]).toEqual([seed, undefined]);
  });

  it.each(GUARDS)('goes wrong without: %s', async (guard) => {
    let wrong = 0;
    for (let seed = 1; seed <= ENOUGH && wrong === 0; seed++)
      if ((await new World(seed, guard).run()) !== undefined) wrong++;
    expect(wrong).toBeGreaterThan(0);
  });
});
