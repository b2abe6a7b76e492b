import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TokenBucket } from './token-bucket.js';

describe('a token bucket', () => {
  it('holds so many, and fills again by so many a second', () => {
    const bucket = new TokenBucket(100, 10, 0);
    bucket.take(100, 0);
    expect([bucket.left(0), bucket.wait(0), bucket.untilFull(0)]).toEqual([0, 1, 10]);
    expect([bucket.left(2_000), bucket.wait(2_000), bucket.left(60_000)]).toEqual([20, 0, 100]);
  });

  it('lets what is begun take more, to be paid back first, and never more than once again', () => {
    const bucket = new TokenBucket(100, 10, 0);
    bucket.take(150, 0);
    expect([bucket.left(0), bucket.wait(0)]).toEqual([0, 6]);
    bucket.take(1_000_000, 0);
    expect([bucket.wait(0), bucket.wait(10_100), bucket.left(10_100)]).toEqual([11, 0, 1]);
  });

  it('takes back what was not needed', () => {
    const bucket = new TokenBucket(10, 1, 0);
    bucket.take(4, 0);
    bucket.giveBack(3);
    expect(bucket.left(0)).toBe(9);
    bucket.giveBack(100);
    expect(bucket.left(0)).toBe(10);
  });

  it('gives nothing for a clock that is set back', () => {
    const bucket = new TokenBucket(10, 1, 5_000);
    bucket.take(10, 5_000);
    expect([bucket.left(0), bucket.left(1_000)]).toEqual([0, 1]);
  });

  it('never gives more in any time than it holds and what comes meanwhile', () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: 3_000 }), units: fc.integer({ min: 1, max: 30 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const bucket = new TokenBucket(50, 7, 0);
        let now = 0;
        let begun = 0;
        let last = 0;
        for (const { wait, units } of steps) {
          now += wait;
          if (bucket.wait(now) > 0) continue;
          bucket.take(units, now);
          begun += units;
          last = units;
        }
        expect(begun - last).toBeLessThanOrEqual(50 + (now / 1_000) * 7 + 1e-6);
      }),
    );
  });
});
