import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decoded } from './decoded.js';

async function* inPieces(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** What is said of a file read in pieces of a size. */
async function saidOf(bytes: Buffer, size: number, encoding = 'utf-8'): Promise<string> {
  try {
    const read: Buffer[] = [];
    for await (const chunk of decoded({ name: 'f.csv', encoding, open: () => inPieces(bytes, size) })) read.push(chunk);
    return Buffer.concat(read).toString('utf8');
  } catch (error) {
    return (error as Error).message.replace(/;.*/s, '');
  }
}

describe('a file in UTF-8', () => {
  it('is good with characters of any length, cut anywhere', async () => {
    const text = fc.string({ unit: 'binary' }).map((one) => Buffer.from(one.toWellFormed()));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (bytes, size) => {
        expect(await saidOf(bytes, size)).toBe(bytes.toString());
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
  ])('is refused at %s', async (_, bytes, place) => {
    for (const size of [1, 2, 3, 64]) expect(await saidOf(bytes, size)).toBe(`f.csv is not UTF-8: ${place}`);
  });
});

describe('a file in another encoding', () => {
  it('is UTF-16 where its mark says so, whatever else is said', async () => {
    const text = 'a,b\nZoë,😀\n';
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()])
      for (const size of [1, 2, 3, 64]) {
        expect(await saidOf(bytes, size)).toBe(text);
        expect(await saidOf(bytes, size, 'windows-1252')).toBe(text);
      }
  });

  it('is read by its label, cut anywhere', async () => {
    const bytes = Buffer.from([0x80, 0x20, 0x8a, 0xfc, 0x0a, 0x83, 0x65]);
    for (const size of [1, 2, 3, 64]) {
      expect(await saidOf(bytes.subarray(0, 5), size, 'windows-1252')).toBe('€ Šü\n');
      expect(await saidOf(bytes.subarray(5), size, 'Shift_JIS')).toBe('テ');
    }
  });

  it('is refused at the first bytes that are none of it', async () => {
    const lone = Buffer.concat([Buffer.from('\ufeffab\nc', 'utf16le'), Buffer.from([0x00, 0xdc, 0x61, 0x00])]);
    const odd = Buffer.concat([Buffer.from('a\n'), Buffer.from([0x81])]);
    for (const size of [1, 2, 3, 64]) {
      expect(await saidOf(lone, size)).toBe('f.csv is not utf-16le: line 2, column 2 is the byte 0x00');
      expect(await saidOf(odd, size, 'shift_jis')).toBe('f.csv is not shift_jis: line 2, column 1 is the byte 0x81');
    }
  });
});
