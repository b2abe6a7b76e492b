import { NotProven } from './not-proven.js';

const LENGTH_BYTES = 2;

/** What leaves hold, one behind another, each behind its length: a tile of entries of C2SP's tlog-tiles. @throws RangeError for one of 64 KiB */
export function entryBundle(entries: readonly string[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const bytes = Buffer.from(entry);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** @throws NotProven for what breaks off */
export function readEntryBundle(bundle: Buffer): readonly string[] {
  const entries: string[] = [];
  for (let at = 0; at < bundle.length;) {
    const end = at + LENGTH_BYTES + (at + LENGTH_BYTES <= bundle.length ? bundle.readUInt16BE(at) : bundle.length);
    if (end > bundle.length) throw new NotProven('the tile of entries breaks off');
    entries.push(bundle.toString('utf8', at + LENGTH_BYTES, end));
    at = end;
  }
  return entries;
}
