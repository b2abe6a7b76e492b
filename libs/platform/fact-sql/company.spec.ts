import { describe, expect, it } from '@jest/globals';
import { Company } from './company.js';

describe('company', () => {
  /** Work that ends when the test says so. */
  const work = () => {
    const end = Promise.withResolvers<string>();
    let isBegun = false;
    const run = (): Promise<string> => {
      isBegun = true;
      return end.promise;
    };
    return { run, end, isBegun: () => isBegun };
  };

  it('tells work that had some from work that had none', async () => {
    const company = new Company();
    const [a, b, c] = [work(), work(), work()];
    const first = company.beside(a.run);
    const second = company.beside(b.run);
    a.end.resolve('a');
    expect(await first).toEqual({ outcome: 'a', hadCompany: true });
    b.end.resolve('b');
    expect(await second).toEqual({ outcome: 'b', hadCompany: true });
    c.end.resolve('c');
    expect(await company.beside(c.run)).toEqual({ outcome: 'c', hadCompany: false });
  });

  it('is left by work that is to be by itself: it waits for all that has begun, and all else waits for it', async () => {
    const company = new Company();
    const [before, alone, another, after] = [work(), work(), work(), work()];
    const first = company.beside(before.run);
    const byItself = company.byItself(alone.run);
    const nextByItself = company.byItself(another.run);
    const last = company.beside(after.run);
    await Promise.resolve();
    expect([alone, another, after].map(({ isBegun }) => isBegun())).toEqual([false, false, false]);
    before.end.reject(new Error('it failed'));
    await expect(first).rejects.toThrow('it failed');
    alone.end.resolve('alone');
    expect(await byItself).toBe('alone');
    another.end.resolve('another');
    after.end.resolve('after');
    expect([await nextByItself, (await last).outcome]).toEqual(['another', 'after']);
  });
});
