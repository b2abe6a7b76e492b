import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wavesOf, type Touched } from './waves.js';

describe('waves', () => {
  const waves = (...work: readonly Touched[]) => wavesOf(work, (touched) => touched);

  it('hold work on different streams together', () => {
    const work = [{ writes: 'a' }, { writes: 'b', reads: ['x'] }, { writes: 'c', reads: ['x'] }, {}];
    expect(waves(...work)).toEqual([work]);
    expect(waves()).toEqual([]);
  });

  it('keep a look after the change before it, and a change after the look before it', () => {
    const first = { writes: 'c' };
    const look = { writes: 's', reads: ['c'] };
    const second = { writes: 'c' };
    expect(waves(first, look, second)).toEqual([[first], [look], [second]]);
  });

  it('keep every pair that depends on each other in order, for any work', () => {
    const stream = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(fc.record({ writes: stream, reads: fc.array(stream, { maxLength: 2 }) }), { maxLength: 30 }),
        (work) => {
          const waveOf = new Map(
            wavesOf(work, (touched) => touched).flatMap((wave, i) => wave.map((piece) => [piece, i])),
          );
          expect(waveOf.size).toBe(work.length);
          const pairs = work.flatMap((later, i) => work.slice(0, i).map((earlier) => ({ earlier, later })));
          const broken = pairs
            .filter(({ earlier, later }) => dependent(earlier, later))
            .filter(({ earlier, later }) => !((waveOf.get(earlier) ?? NaN) < (waveOf.get(later) ?? NaN)));
          expect(broken).toEqual([]);
        },
      ),
    );
  });
});

function dependent(a: Touched, b: Touched): boolean {
  const changes = (one: string | undefined, { writes, reads = [] }: Touched) =>
    one !== undefined && [writes, ...reads].includes(one);
  return changes(a.writes, b) || changes(b.writes, a);
}
