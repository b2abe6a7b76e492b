import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('turns', () => {
  it('let work on one key wait for the work before, and work on another begin', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const work = (name: string, until?: Promise<unknown>) => async () => {
      seen.push(`${name} begins`);
      await until;
      seen.push(`${name} ends`);
      return name;
    };
    const first = turns.take('a', work('first', gate.promise));
    const second = turns.take('a', work('second'));
    expect(await turns.take('b', work('other'))).toBe('other');
    gate.resolve(undefined);
    expect(await Promise.all([first, second])).toEqual(['first', 'second']);
    expect(seen).toEqual(['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends']);
  });

  it('go on after work that failed', async () => {
    const turns = new Turns();
    const failing = turns.take('a', () => Promise.reject(new Error('broken')));
    const next = turns.take('a', () => Promise.resolve('fine'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
