import { describe, expect, it } from '@jest/globals';
import { liesOf, type Answer, type Sample } from './honesty.js';

const samples = (ready: boolean, from: number, to: number): readonly Sample[] =>
  Array.from({ length: (to - from) / 100 + 1 }, (_, i) => {
    return { answered: from + i * 100, ready, troubles: ready ? [] : ['Store: away'] };
  });
const answers = (caller: string, served: boolean, from: number, to: number): readonly Answer[] =>
  Array.from({ length: (to - from) / 100 }, (_, i) => {
    const asked = from + i * 100;
    return { caller, asked, answered: asked + 50, served };
  });

describe('whether a process was true to its callers', () => {
  it('is no question where both say the same', () => {
    const said = [...samples(true, 0, 900), ...samples(false, 1_000, 9_000), ...samples(true, 9_100, 20_000)];
    const seen = [
      ...answers('a', true, 0, 1_000),
      ...answers('a', false, 1_000, 9_000),
      ...answers('a', true, 9_000, 20_000),
      ...answers('b', true, 0, 20_000),
    ];
    expect(liesOf(said, seen, 500)).toEqual([]);
  });

  it('finds one caller who was refused by a process that was ready', () => {
    const seen = [
      ...answers('a', true, 0, 5_000),
      ...answers('b', false, 1_000, 4_000),
      ...answers('b', true, 4_000, 5_000),
    ];
    expect(liesOf(samples(true, 0, 5_000), seen, 2_500)).toEqual(['ready for 3.0 s in which b was refused']);
    expect(liesOf(samples(true, 0, 5_000), seen, 3_000)).toEqual([]);
  });

  it('counts what a caller waited for its refusal', () => {
    const seen = [{ caller: 'a', asked: 1_000, answered: 5_000, served: false }];
    expect(liesOf(samples(true, 0, 6_000), seen, 2_500)).toEqual(['ready for 4.0 s in which a was refused']);
    expect(liesOf([...samples(true, 0, 2_000), ...samples(false, 2_100, 6_000)], seen, 2_500)).toEqual([]);
  });

  it('finds that nobody was refused by a process that was not ready', () => {
    const seen = [
      ...answers('a', false, 0, 1_000),
      ...answers('a', true, 1_000, 5_000),
      ...answers('b', true, 0, 5_000),
    ];
    const [lie] = liesOf(samples(false, 0, 5_000), seen, 2_500);
    expect(lie).toBe('not ready for 4.0 s in which nobody was refused: Store: away');
  });

  it('takes those who wait in vain for refused', () => {
    const seen = [{ caller: 'a', asked: 100, answered: 4_900, served: false }, ...answers('b', true, 0, 5_000)];
    expect(liesOf(samples(false, 0, 5_000), seen, 1_000)).toEqual([]);
  });

  it('has nothing to say where nobody asked', () => {
    expect(liesOf(samples(false, 0, 9_000), [], 1_000)).toEqual([]);
  });
});
