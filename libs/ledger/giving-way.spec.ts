import { describe, expect, it } from '@jest/globals';
import { GivingWay } from './giving-way.js';

/** A clock that goes on by pauses alone, and others who wait until some time. */
class Yard {
  now = 0;
  /** Until when others wait. */
  until = 0;
  readonly way = new GivingWay(() => this.now < this.until, {
    now: () => this.now,
    // Others have their turn between two pauses, as with a real clock.
    pause: async (ms) => {
      await Promise.resolve();
      this.now += ms;
    },
  });

  /** Works for some milliseconds, in pieces of four; how many it rested. */
  async work(ms: number): Promise<number> {
    let rested = 0;
    for (let left = ms; left > 0; left -= 4) {
      const before = this.now;
      await this.way.before(4);
      rested += this.now - before;
      this.now += 4;
    }
    return rested;
  }
}

describe('giving way', () => {
  it('given nobody who waits, work goes on without a rest', async () => {
    const yard = new Yard();
    expect([await yard.work(10_000), yard.now]).toEqual([0, 10_000]);
  });

  it('given others who wait, work rests after a stretch until they do no longer', async () => {
    const yard = new Yard();
    yard.until = 148;
    // A stretch of 48 ms, then what is left of the time in which they wait, then nobody.
    expect([await yard.work(10_000), yard.now]).toEqual([100, 10_100]);
  });

  it('given others who wait for ever, it goes on at a tenth', async () => {
    const yard = new Yard();
    yard.until = Infinity;
    const rested = await yard.work(48 * 100 + 4);
    expect(rested).toBe(9 * 48 * 100);
  });

  it('given others who wait now and again for less than a stretch, it does not rest', async () => {
    const yard = new Yard();
    let rested = 0;
    for (let round = 0; round < 100; round++) {
      yard.until = yard.now + 40;
      rested += await yard.work(80);
    }
    expect(rested).toBe(0);
  });

  it('given several who work at the same time, they rest together: all of them take a tenth', async () => {
    const yard = new Yard();
    yard.until = Infinity;
    const importing = Array.from({ length: 5 }, async () => {
      for (let piece = 0; piece < 120; piece++) await yard.way.before(4);
    });
    await Promise.all(importing);
    const worked = 5 * 120 * 4;
    // Of each rest but the last, which is still due.
    expect(yard.now).toBeGreaterThan(9 * (worked - 100));
    expect(yard.now).toBeLessThanOrEqual(9 * worked);
  });
});
