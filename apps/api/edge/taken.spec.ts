import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { PassThrough } from 'node:stream';
import { takenBy } from './taken.js';

const PIECE = Buffer.alloc(1_000_000);

/** An answer without end, to a client whose connection is `client`. */
function answer(client: PassThrough): { readonly given: () => number; readonly dropped: () => boolean } {
  let given = 0;
  let dropped = false;
  const reply = { raw: client } as unknown as FastifyReply;
  const stream = takenBy(reply, {
    next: () => {
      given++;
      return PIECE;
    },
    drop: () => {
      dropped = true;
    },
  });
  client.on('close', () => stream.destroy());
  stream.pipe(client);
  return { given: () => given, dropped: () => dropped };
}

/** What streams do in their own turn is done. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('access, contract test 9: an answer', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is held for twenty clients that take nothing for thirty seconds, a few pieces each, and then let go', async () => {
    const clients = Array.from({ length: 20 }, () => new PassThrough());
    const answers = clients.map(answer);
    await settled();
    expect(answers.every(({ given }) => given() <= 3)).toBe(true);
    jest.advanceTimersByTime(29_900);
    await settled();
    expect(clients.some(({ destroyed }) => destroyed)).toBe(false);
    jest.advanceTimersByTime(200);
    await settled();
    expect(clients.every(({ destroyed }) => destroyed)).toBe(true);
    expect(answers.every(({ dropped }) => dropped())).toBe(true);
  });

  it('goes on for a client that is slow and takes some', async () => {
    const client = new PassThrough();
    const { given } = answer(client);
    for (let i = 0; i < 10; i++) {
      await settled();
      const before = given();
      jest.advanceTimersByTime(20_000);
      client.read();
      await settled();
      expect([client.destroyed, given() > before]).toEqual([false, true]);
    }
    client.destroy();
  });
});
