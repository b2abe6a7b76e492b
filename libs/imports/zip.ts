import { crc32, inflateRawSync } from 'node:zlib';
import {
  directoryOf,
  END_OF_DIRECTORY,
  IN_DIRECTORY,
  localHead,
  STORED,
  type PlacedEntry,
  type ZipEntry,
} from '#kernel/zip-records.js';

/** A file with its data as it lies there. */
type Entry = Omit<ZipEntry, 'packed'> & { readonly packed: Buffer };

const END_LENGTH = 22;
const COMMENT_LENGTH = 0xffff;

/**
 * A ZIP archive with some of its files changed, the others as they lie there; the archive itself where none is, or where it is of a kind
 * that sheets are not in (beyond 4 GiB).
 * @param change what a file is to be, undefined where it stays
 */
export function withChanged(
  archive: Buffer,
  change: (name: string, content: () => Buffer) => Buffer | undefined,
): Buffer {
  const entries = entriesOf(archive);
  const now = entries.map((entry) => {
    const content = (): Buffer => (entry.method === STORED ? entry.packed : inflateRawSync(entry.packed));
    const changed = change(entry.name.toString('utf8'), content);
    if (changed === undefined) return entry;
    return { ...entry, method: STORED, crc: crc32(changed), size: changed.length, packed: changed };
  });
  return now.every((entry, i) => entry === entries[i]) ? archive : archiveOf(now);
}

function entriesOf(archive: Buffer): readonly Entry[] {
  const end = archive.lastIndexOf(signature(END_OF_DIRECTORY), archive.length - END_LENGTH);
  if (end < 0 || end < archive.length - END_LENGTH - COMMENT_LENGTH) return [];
  const length = (place: number): number => archive.readUInt16LE(place);
  const long = (place: number): number => archive.readUInt32LE(place);
  const entries: Entry[] = [];
  let at = long(end + 16);
  for (let left = length(end + 10); left > 0; left--) {
    if (long(at) !== IN_DIRECTORY) return [];
    const nameLength = length(at + 28);
    const local = long(at + 42);
    const data = local + 30 + length(local + 26) + length(local + 28);
    const name = archive.subarray(at + 46, at + 46 + nameLength);
    const packed = archive.subarray(data, data + long(at + 20));
    entries.push({ name, method: length(at + 10), crc: long(at + 16), size: long(at + 24), packed });
    at += 46 + nameLength + length(at + 30) + length(at + 32);
  }
  return entries;
}

function archiveOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const placed: PlacedEntry[] = [];
  let at = 0;
  for (const { packed, ...file } of entries) {
    const entry = { ...file, packed: packed.length };
    const head = localHead(entry);
    placed.push({ ...entry, at });
    parts.push(head, packed);
    at += head.length + packed.length;
  }
  return Buffer.concat([...parts, directoryOf(placed, at)]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
