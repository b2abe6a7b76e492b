import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Turns, type Touched } from './turns.js';

/** Work that lasts until somebody says so, by its number, and what became of it. */
class Worked {
  readonly begun: number[] = [];
  private readonly ends = new Map<number, (fault?: Error) => void>();
  private readonly turns = new Turns();

  take(touched: Touched, number: number): Promise<number> {
    return this.turns.take(touched, () => {
      this.begun.push(number);
      return new Promise((resolve, reject) =>
        this.ends.set(number, (fault) => (fault ? reject(fault) : resolve(number))),
      );
    });
  }

  async end(number: number, fault?: Error): Promise<void> {
    this.ends.get(number)?.(fault);
    await new Promise(setImmediate);
  }
}

describe('turns', () => {
  it('are given at once to work on different streams', () => {
    const worked = new Worked();
    const work = [{ writes: 'a' }, { writes: 'b', reads: ['x'] }, { writes: 'c', reads: ['x', undefined] }, {}];
    work.forEach((touched, i) => void worked.take(touched, i));
    expect(worked.begun).toEqual([0, 1, 2, 3]);
  });

  it('are given to a look after the change before it, and to a change after the look before it', async () => {
    const worked = new Worked();
    const work = [{ writes: 'c' }, { writes: 's', reads: ['c'] }, { writes: 'c' }, { writes: 'c' }];
    const outcomes = work.map((touched, i) => worked.take(touched, i));
    for (let i = 0; i < 4; i++) {
      expect(worked.begun).toEqual([0, 1, 2, 3].slice(0, i + 1));
      await worked.end(i);
    }
    expect(await Promise.all(outcomes)).toEqual([0, 1, 2, 3]);
  });

  it('are given to those behind work that failed, which fails alone', async () => {
    const worked = new Worked();
    const outcomes = Promise.allSettled([worked.take({ writes: 'c' }, 0), worked.take({ writes: 'c' }, 1)]);
    await worked.end(0, new Error('no'));
    expect(worked.begun).toEqual([0, 1]);
    await worked.end(1);
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('keep every pair that depends on each other in order, for any work that lasts for any time', async () => {
    const stream = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined });
    const touched = fc.record({ writes: stream, reads: fc.array(stream, { maxLength: 2 }) });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(touched, { maxLength: 20 }), async (scheduler, work) => {
        const log: { readonly number: number; readonly what: 'begins' | 'ends' }[] = [];
        const turns = new Turns();
        const all = work.map((one, number) =>
          turns.take(one, async () => {
            log.push({ number, what: 'begins' });
            await scheduler.schedule(Promise.resolve());
            log.push({ number, what: 'ends' });
          }),
        );
        await scheduler.waitFor(Promise.all(all));
        const place = (number: number, what: string) =>
          log.findIndex((one) => one.number === number && one.what === what);
        const pairs = work.flatMap((later, i) => work.slice(0, i).map((earlier, j) => ({ earlier, later, i, j })));
        const broken = pairs
          .filter(({ earlier, later }) => dependent(earlier, later))
          .filter(({ i, j }) => place(j, 'ends') > place(i, 'begins'));
        expect(broken).toEqual([]);
        expect(log).toHaveLength(2 * work.length);
      }),
    );
  });
});

function dependent(a: Touched, b: Touched): boolean {
  const changes = (one: string | undefined, { writes, reads = [] }: Touched) =>
    one !== undefined && [writes, ...reads].includes(one);
  return changes(a.writes, b) || changes(b.writes, a);
}
