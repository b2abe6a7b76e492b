import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkUtf8 } from './utf8.js';

async function* inPieces(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** What is said of a file read in pieces of a size. */
async function saidOf(bytes: Buffer, size: number): Promise<string> {
  try {
    await checkUtf8('f.csv', inPieces(bytes, size));
    return 'good';
  } catch (error) {
    return (error as Error).message.replace(/;.*/s, '');
  }
}

describe('a file that must be UTF-8', () => {
  it('is good with characters of any length, cut anywhere', async () => {
    const text = fc.string({ unit: 'binary' }).map((one) => Buffer.from(one.toWellFormed()));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (bytes, size) => {
        expect(await saidOf(bytes, size)).toBe('good');
      }),
    );
  });

  it.each([
    ['a byte of windows-1252', Buffer.from('ä,b\nxé', 'latin1'), 'line 1, column 1 is the byte 0xE4'],
    [
      'after longer characters',
      Buffer.concat([Buffer.from('a\n😀é'), Buffer.from([0xff])]),
      'line 2, column 3 is the byte 0xFF',
    ],
    [
      'a character that ends with the file',
      Buffer.concat([Buffer.from('a\n'), Buffer.from([0xe2, 0x82])]),
      'line 2, column 1 is the byte 0xE2',
    ],
    [
      'a surrogate',
      Buffer.concat([Buffer.from('ab'), Buffer.from([0xed, 0xa0, 0x80])]),
      'line 1, column 3 is the byte 0xED',
    ],
    [
      'an overlong slash',
      Buffer.concat([Buffer.from('\n\n'), Buffer.from([0xc0, 0xaf])]),
      'line 3, column 1 is the byte 0xC0',
    ],
    ['a continuation alone', Buffer.from([0x61, 0x80]), 'line 1, column 2 is the byte 0x80'],
    ['UTF-16', Buffer.from('\ufeffa,b', 'utf16le'), 'line 1, column 1 is the byte 0xFF'],
  ])('is refused at %s', async (_, bytes, place) => {
    for (const size of [1, 2, 3, 64]) expect(await saidOf(bytes, size)).toBe(`f.csv is not UTF-8: ${place}`);
  });
});
