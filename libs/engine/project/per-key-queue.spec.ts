import { describe, expect, it } from '@jest/globals';
import { PerKeyQueue } from './per-key-queue.js';

describe('a queue per key', () => {
  it('lets work on one key wait for the work before, and work on another begin', async () => {
    const queue = new PerKeyQueue();
    const seen: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const work = (name: string, until?: Promise<unknown>) => async () => {
      seen.push(`${name} begins`);
      await until;
      seen.push(`${name} ends`);
      return name;
    };
    const first = queue.add('a', work('first', gate.promise));
    const second = queue.add('a', work('second'));
    expect(await queue.add('b', work('other'))).toBe('other');
    gate.resolve(undefined);
    expect(await Promise.all([first, second])).toEqual(['first', 'second']);
    expect(seen).toEqual(['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends']);
  });

  it('goes on after work that failed', async () => {
    const queue = new PerKeyQueue();
    const failing = queue.add('a', () => Promise.reject(new Error('broken')));
    const next = queue.add('a', () => Promise.resolve('fine'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
