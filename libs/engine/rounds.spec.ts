import { describe, expect, it } from '@jest/globals';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { TookTooLong } from '#kernel/with-timeout.js';
import { hurriedly, needTime } from './patience.js';
import { Rounds } from './rounds.js';

describe('work that many want done', () => {
  it('begins at once where none is under way, and is done once for all who ask meanwhile', async () => {
    const ends: ((failed?: Error) => void)[] = [];
    const rounds = new Rounds(
      () =>
        new Promise<number>((resolve, reject) =>
          ends.push((failed) => (failed ? reject(failed) : resolve(ends.length))),
        ),
    );
    const first = rounds.round();
    const waiting = [rounds.round(), rounds.round(), rounds.round()];
    expect(ends).toHaveLength(1);
    ends[0]?.();
    expect(await first).toBe(1);
    // Nobody begins another one beside those who wait.
    waiting.push(rounds.round());
    await othersTurn();
    expect(ends).toHaveLength(2);
    // Its failure is that of all who waited for it, and nobody else's.
    const third = rounds.round();
    ends[1]?.(new Error('not this one'));
    expect(await Promise.allSettled(waiting)).toEqual(
      waiting.map(() => ({ status: 'rejected', reason: new Error('not this one') })),
    );
    await othersTurn();
    expect(ends).toHaveLength(3);
    ends[2]?.();
    expect(await third).toBe(3);
    const fourth = rounds.round();
    ends[3]?.();
    expect(await fourth).toBe(4);
  }, 5_000);

  it('goes on for all others when who began it waits no longer', async () => {
    const ends: (() => void)[] = [];
    const rounds = new Rounds(async () => {
      await new Promise<void>((resolve) => ends.push(resolve));
      needTime();
      return 'done';
    });
    const underWay = rounds.round();
    const [hurried, patient] = [hurriedly(5, 'it', () => rounds.round()), rounds.round()];
    await expect(hurried).rejects.toThrow(TookTooLong);
    ends[0]?.();
    expect(await underWay).toBe('done');
    await othersTurn();
    ends[1]?.();
    expect(await patient).toBe('done');
  });
});
