import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openCheckpoint, signedCheckpoint } from './checkpoint.js';
import { entryBundle, readEntryBundle } from './entry-bundle.js';
import { hashLines, proofText, readHashLines, readProof } from './proof-text.js';
import { openNote, readVkey, signedNote, vkeyOf, type NoteSigner } from './signed-note.js';
import { readTilePath, tilePath } from './tile-path.js';

function signer(name: string): NoteSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { name, publicKey: Buffer.from(x, 'base64url'), sign: (text) => sign(null, text, privateKey) };
}

const LOG = signer('example.com/log');
const HEAD = { size: 70_000, root: Buffer.alloc(32, 7) };

function why(run: () => unknown): string {
  try {
    run();
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
}

/** That of the documentation of Go's sumdb/note. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SAID = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNED = `${SAID}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

describe('a signed note', () => {
  it('of another implementation is read, and its key is written as there', () => {
    expect(openNote(SIGNED, readVkey(PETER))).toBe(SAID);
    expect(vkeyOf(readVkey(PETER))).toBe(PETER);
  });

  it('is opened by its key alone, whoever else has signed it', () => {
    const note = signedNote('a\n\nb\n', LOG);
    const others = note + SIGNED.slice(SIGNED.indexOf('—'));
    for (const one of [note, others]) expect(openNote(one, readVkey(vkeyOf(LOG)))).toBe('a\n\nb\n');
    expect(why(() => openNote(note, signer(LOG.name)))).toMatch(
      /^the head is not signed by the key of example.com\/log/,
    );
    expect(why(() => openNote(note, signer('other')))).toBe(
      'the head is not signed by the key of other, but by example.com/log',
    );
    expect(why(() => openNote(note.replace('b', 'c'), LOG))).toMatch(/^the signature of example.com\/log is wrong/);
    for (const broken of ['', 'a\n', note.slice(0, -1), note.replace('—', '-'), `${note}\n`])
      expect(why(() => openNote(broken, LOG))).toMatch(/^the head is no signed note/);
  });

  it('has a key that a slip of the pen makes none', () => {
    const vkey = vkeyOf(LOG);
    for (const wrong of ['', vkey.replace('log', 'lag'), vkey.slice(0, -4), vkey.replace('+A', '+B')])
      expect(why(() => readVkey(wrong))).toMatch(/^the key is /);
  });
});

describe('a checkpoint', () => {
  it('has three lines, and is opened as what was signed', () => {
    const note = signedCheckpoint(HEAD, LOG);
    expect(note.split('\n').slice(0, 4)).toEqual(['example.com/log', '70000', HEAD.root.toString('base64'), '']);
    expect(openCheckpoint(note, LOG)).toEqual(HEAD);
  });

  it('of another log, or that is none, is refused although it is signed', () => {
    const other = signedNote(`other\n1\n${HEAD.root.toString('base64')}\n`, LOG);
    expect(why(() => openCheckpoint(other, LOG))).toBe(
      'the head is of the log other, and the key of the log example.com/log',
    );
    for (const text of ['example.com/log\n01\nAAAA\n', 'example.com/log\n1\nAAAA\n', 'example.com/log\n'])
      expect(why(() => openCheckpoint(signedNote(text, LOG), LOG))).toBe('what is signed is no head of a log');
  });
});

describe('a proof', () => {
  const checkpoint = signedCheckpoint(HEAD, LOG);
  it.each([0, 1, 5])('of %s hashes is read as it is written', (count) => {
    const proof = { index: 69_999, hashes: Array.from({ length: count }, (_, i) => Buffer.alloc(32, i)), checkpoint };
    expect(readProof(proofText(proof))).toEqual(proof);
    expect(readProof(proofText(proof).replace('index', 'extra YQ==\nindex'))).toEqual(proof);
    expect(readHashLines(hashLines(proof.hashes))).toEqual(proof.hashes);
  });

  it('that is none is refused', () => {
    const right = proofText({ index: 1, hashes: [Buffer.alloc(32)], checkpoint });
    for (const wrong of [
      '',
      right.replace('v1', 'v2'),
      right.replace('index 1', 'index 01'),
      right.replace('AAA=', '='),
    ])
      expect(why(() => readProof(wrong))).toMatch(/^the proof (is none|has a line that is no hash)/);
  });
});

describe('the name of a tile', () => {
  it.each([
    ['0/000', { level: 0, number: 0, width: 256 }],
    ['1/x001/067.p/5', { level: 1, number: 1_067, width: 5 }],
    ['entries/x001/x234/067', { level: 'entries', number: 1_234_067, width: 256 }],
  ] as const)('%s is read and written', (path, tile) => {
    expect(readTilePath(path)).toEqual(tile);
    expect(tilePath(tile)).toBe(path);
  });

  it.each([
    '',
    '0',
    '0/0',
    '0/x000/001',
    '00/000',
    '64/000',
    '0/000.p/0',
    '0/000.p/256',
    '0/001/x002',
    'a/000',
    '0/000/',
  ])('is not %s', (path) => expect(readTilePath(path)).toBeUndefined());

  it('is one for each', () => {
    const tiles = fc.record({
      level: fc.oneof(fc.constant('entries' as const), fc.nat({ max: 63 })),
      number: fc.nat({ max: 2 ** 40 }),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(fc.property(tiles, (tile) => expect(readTilePath(tilePath(tile))).toEqual(tile)));
  });
});

describe('a bundle of entries', () => {
  it('is read as it is written, and refused where it breaks off', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(), (entries, cut) => {
        const bundle = entryBundle(entries);
        expect(readEntryBundle(bundle)).toEqual(entries);
        const more = entryBundle([...entries, 'the last one']);
        const part = more.subarray(0, bundle.length + 1 + (cut % (more.length - bundle.length - 1)));
        expect(why(() => readEntryBundle(part))).toBe('the tile of entries breaks off');
      }),
    );
  });
});
