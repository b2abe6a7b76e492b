import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { hashOf, keyIdError, keyIdIn, newSecret } from './key-secret.js';

const KEY_ID = fc.stringMatching(/^[A-Za-z0-9][\w.-]{0,63}$/);

describe('a key', () => {
  it('names its id, and is another one each time', () => {
    fc.assert(
      fc.property(KEY_ID, (id) => {
        const [one, other] = [newSecret(id), newSecret(id)];
        expect(one.secret).toMatch(/^tb_.+_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
        expect(keyIdIn(one.secret)).toBe(id);
        expect(one.secret).not.toBe(other.secret);
      }),
      { numRuns: 50 },
    );
  });

  it('is kept as its SHA-256 only', () => {
    const { secret, hash } = newSecret('ops');
    expect(hash).toBe(createHash('sha256').update(secret).digest('hex'));
    expect(hashOf(secret)).toBe(hash);
  });

  it('with a slip of the pen is none', () => {
    const { secret } = newSecret('ops');
    fc.assert(
      fc.property(fc.nat(secret.length - 1), fc.constantFrom('a', 'Z', '0', '9', '_'), (at, character) => {
        const slipped = secret.slice(0, at) + character + secret.slice(at + 1);
        expect(keyIdIn(slipped)).toBe(slipped === secret ? 'ops' : undefined);
      }),
    );
    expect([keyIdIn(secret.slice(1)), keyIdIn(`${secret} `), keyIdIn('')]).toEqual([undefined, undefined, undefined]);
  });
});

it.each(['ops', 'a', 'shop-2.till_1', '7'])('%s can be the id of a key', (id) => {
  expect(keyIdError(id)).toBeUndefined();
});

it.each(['', '-ops', 'a b', 'ä', 'a/b', 'x'.repeat(65), 7])('%j cannot be the id of a key', (id) => {
  expect(keyIdError(id)).toContain('must have 1 to 64');
});
