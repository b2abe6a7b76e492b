import { crc32, inflateRawSync } from 'node:zlib';

/** A file in a ZIP archive, as it lies there. */
interface Entry {
  readonly name: Buffer;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly packed: Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const COMMENT_LENGTH = 0xffff;
const STORED = 0;
/** Names are UTF-8; sizes stand before the data. */
const FLAGS = 0x0800;
const VERSION = 20;

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
  const end = archive.lastIndexOf(signature(END), archive.length - END_LENGTH);
  if (end < 0 || end < archive.length - END_LENGTH - COMMENT_LENGTH) return [];
  const length = (place: number): number => archive.readUInt16LE(place);
  const long = (place: number): number => archive.readUInt32LE(place);
  const entries: Entry[] = [];
  let at = long(end + 16);
  for (let left = length(end + 10); left > 0; left--) {
    if (long(at) !== CENTRAL) return [];
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
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const local = Buffer.concat([signature(LOCAL), headOf(entry), entry.name]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([signature(CENTRAL), uint16(VERSION), headOf(entry), place, entry.name]));
    parts.push(local, entry.packed);
    at += local.length + entry.packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}

/** What the head of a file and the directory say alike: from the version needed to the length of what is beside the name. */
function headOf({ method, crc, packed, size, name }: Entry): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(VERSION, 0);
  head.writeUInt16LE(FLAGS, 2);
  head.writeUInt16LE(method, 4);
  head.writeUInt32LE(crc, 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(size, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value, 0);
  return bytes;
}
