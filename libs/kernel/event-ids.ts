import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const BYTES = 16;
const pool = Buffer.alloc(256 * BYTES);
let used = pool.length;
let last = 0;
let sequence = 0;

/** When an id was made, in milliseconds since 1970, by the clock of the process that made it. */
export function madeAt(id: string): number {
  return parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

/**
 * A UUIDv7: ids of one process sort in the order they were made, which appends are fast with. The random bytes are drawn many ids at a
 * time: asking for them one by one costs more than the rest of the id.
 */
export function nextEventId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += BYTES));
  const now = Date.now();
  // Within a millisecond counted on from a random start, of 31 bits so that it cannot run over.
  sequence = now > last ? random.readUInt32BE(0) >>> 1 : sequence + 1;
  last = Math.max(now, last);
  return v7({ random, msecs: last, seq: sequence });
}
