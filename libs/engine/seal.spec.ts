import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { Seal } from './seal.js';

describe('a seal', () => {
  it('gives back what was sealed, in every process of a book', async () => {
    const outbox = new MemoryOutbox();
    const [one, other] = [new Seal(() => outbox), new Seal(() => outbox)];
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (secret) => {
        const sealed = await one.close(secret);
        expect([await other.open(sealed), await other.close(secret)]).toEqual([secret, sealed]);
        expect(secret.length > 3 && sealed.includes(secret)).toBe(false);
      }),
    );
  });

  it('is opened by nobody else, nor where it was changed', async () => {
    const seal = new Seal(() => outbox);
    const outbox = new MemoryOutbox();
    const sealed = await seal.close('whsec_abc');
    await expect(new Seal(() => new MemoryOutbox()).open(sealed)).rejects.toThrow('say it again');
    const changed = `${sealed.slice(0, -3)}${sealed.at(-3) === 'A' ? 'B' : 'A'}${sealed.slice(-2)}`;
    for (const wrong of [changed, 'sealed:1:', 'whsec_abc', ''])
      await expect(seal.open(wrong)).rejects.toThrow('say it again');
  });

  it('asks for its key again where the store was away', async () => {
    const outbox = new MemoryOutbox();
    let away = true;
    const keep = async (name: string, text: string): Promise<string> => {
      if (away) throw new Error('away');
      return outbox.keep(name, text);
    };
    const seal = new Seal(() => ({ keep }));
    await expect(seal.close('a')).rejects.toThrow('away');
    away = false;
    expect(await seal.open(await seal.close('a'))).toBe('a');
  });
});
