import { hash } from 'node:crypto';

/** Bytes of a hash: SHA-256. */
export const HASH_BYTES = 32;

/** The root of a tree without a leaf. */
export const EMPTY_ROOT = hash('sha256', '', 'buffer');

/** Two neighbours behind what tells a node from a leaf; filled and read at once. */
const PAIR = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** Of a leaf, by what it holds: RFC 6962, section 2.1. The two kinds of hashes begin differently, so that no node passes for a leaf. */
export function leafHash(entry: string): Buffer {
  // As a string first: Node gives that three times as fast as a buffer.
  return Buffer.from(hash('sha256', `\0${entry}`, 'binary'), 'binary');
}

/** Of two neighbours of one height. */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  left.copy(PAIR, 1);
  right.copy(PAIR, 1 + HASH_BYTES);
  return Buffer.from(hash('sha256', PAIR, 'binary'), 'binary');
}

/** The root over as many as a power of two of some hashes that lie one behind another, from a place on. */
export function rootOfFull(hashes: Buffer, from: number, count: number): Buffer {
  const row = Buffer.from(hashes.subarray(from * HASH_BYTES, (from + count) * HASH_BYTES));
  for (let left = count; left > 1; left /= 2)
    for (let place = 0; place < left; place += 2) {
      row.copy(PAIR, 1, place * HASH_BYTES, (place + 2) * HASH_BYTES);
      row.write(hash('sha256', PAIR, 'binary'), (place / 2) * HASH_BYTES, HASH_BYTES, 'binary');
    }
  return row.subarray(0, HASH_BYTES);
}
