import { describe, expect, it } from '@jest/globals';
import { REACTION_GUARDS, ReactionWorld } from './reactions.js';

const HISTORIES = 600;
/** Histories after which a missing guard must have shown itself. */
const ENOUGH = 200;

describe('reactions, simulated', () => {
  it(`issue the same once in ${String(HISTORIES)} histories with crashes, lost answers, sleepers and several reactors at once`, async () => {
    for (let seed = 1; seed <= HISTORIES; seed++)
      expect([seed, await new ReactionWorld(seed).run()]).toEqual([seed, undefined]);
  });

  it.each(REACTION_GUARDS)('go wrong without: %s', async (guard) => {
    let wrong = 0;
    for (let seed = 1; seed <= ENOUGH && wrong === 0; seed++)
      if ((await new ReactionWorld(seed, guard).run()) !== undefined) wrong++;
    expect(wrong).toBeGreaterThan(0);
  });
});
