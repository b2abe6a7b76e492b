import { describe, expect, it } from '@jest/globals';
import { Ahead } from './ahead.js';

const never = new AbortController().signal;

describe('what is asked ahead', () => {
  it('is taken once, by who asks the same', async () => {
    const ahead = new Ahead<number>();
    ahead.ask('a', () => Promise.resolve(1));
    expect(await ahead.taken('b', never)).toBeUndefined();
    expect(await ahead.taken('a', never)).toBe(1);
    expect(await ahead.taken('a', never)).toBeUndefined();
  });

  it('is nothing where it went wrong, so that it is asked again', async () => {
    const ahead = new Ahead<number>();
    ahead.ask('a', () => Promise.reject(new Error('nobody answers')));
    expect(await ahead.taken('a', never)).toBeUndefined();
  });

  it('is given up for another, and with who took it', async () => {
    const ahead = new Ahead<number>();
    const given: string[] = [];
    const ask = (name: string) =>
      ahead.ask(name, (signal) => {
        signal.addEventListener('abort', () => given.push(name));
        return Promise.resolve(1);
      });
    ask('a');
    ask('b');
    expect(given).toEqual(['a']);
    const ending = new AbortController();
    const taken = ahead.taken('b', ending.signal);
    ending.abort();
    expect([await taken, given]).toEqual([1, ['a', 'b']]);
  });
});
