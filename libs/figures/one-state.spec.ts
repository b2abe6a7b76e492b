import { describe, expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { fromOneState } from './one-state.js';

const request = (series: string): SumRequest => {
  return { series, measures: ['n'], where: {}, group: [], windows: [{ to: 1 }] };
};

/** Read models to which a fact is added before each look at them, as long as any are left to come. */
class Growing {
  position = 1;
  looks = 0;

  constructor(private coming: number) {}

  /** As much of them as is needed: each cell says the position it is of. */
  get views(): Views {
    return { sums: (requests: readonly SumRequest[]) => this.sums(requests) } as unknown as Views;
  }

  private sums(requests: readonly SumRequest[]) {
    this.looks++;
    if (this.coming-- > 0) this.position++;
    const cell = { window: 0, group: [], sums: [BigInt(this.position)] };
    return Promise.resolve({ position: this.position, cells: requests.map(() => [cell]) });
  }
}

const sumOf =
  (...series: readonly string[]) =>
  async (views: Views): Promise<readonly bigint[]> => {
    const found: bigint[] = [];
    for (const one of series) {
      const { cells } = await views.sums([request(one)]);
      found.push(cells[0]?.[0]?.sums[0] ?? 0n);
    }
    return found;
  };

describe('several answers', () => {
  it('are of one state where nothing came meanwhile, each worked out once', async () => {
    const growing = new Growing(0);
    expect(await fromOneState(growing.views, [sumOf('a'), sumOf('b', 'c')])).toEqual([[1n], [1n, 1n]]);
    expect(growing.looks).toBe(3);
  });

  it('are of one state where facts keep coming', async () => {
    const growing = new Growing(Infinity);
    const [one = [], other = []] = await fromOneState(growing.views, [sumOf('a', 'b'), sumOf('b', 'c')]);
    expect(new Set([...(one as bigint[]), ...(other as bigint[])])).toEqual(new Set([BigInt(growing.position)]));
    expect(growing.looks).toBe(5);
  });

  it('look again at what a new fact has them look at besides', async () => {
    const growing = new Growing(Infinity);
    let asked = 0;
    const changing = (views: Views) => sumOf('a', `grown-${String(Math.min(asked++, 1))}`)(views);
    const [one = [], other = []] = await fromOneState(growing.views, [changing, sumOf('a')]);
    expect(new Set([...(one as bigint[]), ...(other as bigint[])]).size).toBe(1);
  });

  it('look again at once at what many of them look at besides', async () => {
    const growing = new Growing(Infinity);
    const changing = (_: unknown, i: number) => {
      let asked = 0;
      return (views: Views) => sumOf('a', `grown-${String(i)}-${String(Math.min(asked++, 1))}`)(views);
    };
    const sums = (await fromOneState(growing.views, Array.from({ length: 20 }, changing))) as readonly bigint[][];
    expect(new Set(sums.flat())).toEqual(new Set([BigInt(growing.position)]));
  });

  it('are refused where what is looked at never stays the same', async () => {
    let asked = 0;
    const restless = (views: Views) => sumOf(`other-${String(asked++)}`)(views);
    await expect(fromOneState(new Growing(Infinity).views, [restless, sumOf('a')])).rejects.toThrow('took-too-long');
  });

  it('are told apart from the problem of one, and a fault is the fault of all', async () => {
    const wrong = () => Promise.reject(new Problem('answer-too-large', 'too many rows'));
    expect(await fromOneState(new Growing(0).views, [wrong, sumOf('a')])).toMatchObject([
      { code: 'answer-too-large' },
      [1n],
    ]);
    const broken = () => Promise.reject(new Error('the disk'));
    await expect(fromOneState(new Growing(0).views, [broken, sumOf('a')])).rejects.toThrow('the disk');
  });
});
