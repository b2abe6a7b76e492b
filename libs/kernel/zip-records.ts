/** A file of a ZIP archive, as its directory tells of it. */
export interface ZipEntry {
  /** In UTF-8. */
  readonly name: Buffer;
  readonly method: number;
  readonly crc: number;
  /** In bytes: as it is in the archive, and unpacked. */
  readonly packed: number;
  readonly size: number;
  /** Whether checksum and sizes stand behind the data, where they are not known before it. */
  readonly isOpenEnded?: boolean;
}

/** A file with the place at which it begins. */
export type PlacedEntry = ZipEntry & { readonly at: number };

/** Methods: as it is, and deflated. */
export const STORED = 0;
export const DEFLATED = 8;

/** What records begin with. Source of all of them: PKWARE's APPNOTE.TXT, 4.3. */
const LOCAL_HEAD = 0x0403_4b50;
const BEHIND = 0x0807_4b50;
export const IN_DIRECTORY = 0x0201_4b50;
export const END_OF_DIRECTORY = 0x0605_4b50;

/** Names are UTF-8; the other one is that of `isOpenEnded`. */
const UTF8 = 0x0800;
const OPEN_ENDED = 0x0008;
const VERSION = 20;
/** The first of January 1980: the same in every archive. */
const [TIME, DATE] = [0, 0x21];

/** What stands in front of the data of a file. */
export function localHead({ name, ...entry }: ZipEntry): Buffer {
  const known = entry.isOpenEnded === true ? { ...entry, crc: 0, packed: 0, size: 0 } : entry;
  return Buffer.concat([numbers([4, LOCAL_HEAD], ...headOf(known), [2, name.length], [2, 0]), name]);
}

/** What stands behind the data of a file whose size was not known before. */
export function behindData(entry: Pick<ZipEntry, 'crc' | 'packed' | 'size'>): Buffer {
  return numbers([4, BEHIND], ...sizesOf(entry));
}

/** What an archive ends with. @param at where that begins */
export function directoryOf(entries: readonly PlacedEntry[], at: number): Buffer {
  const directory = Buffer.concat(entries.map(inDirectory));
  const count = entries.length;
  const end = numbers(
    [4, END_OF_DIRECTORY],
    ...none(2),
    ...[count, count].map((value): Field => [2, value]),
    [4, directory.length],
    [4, at],
    ...none(1),
  );
  return Buffer.concat([directory, end]);
}

function inDirectory({ name, at, ...entry }: PlacedEntry): Buffer {
  const places: readonly Field[] = [[2, name.length], ...none(4), [4, 0], [4, at]];
  return Buffer.concat([numbers([4, IN_DIRECTORY], [2, VERSION], ...headOf(entry), ...places), name]);
}

type Field = readonly [bytes: 2 | 4, value: number];

/** What head and directory say alike. */
function headOf({ method, isOpenEnded = false, ...sizes }: Omit<ZipEntry, 'name'>): readonly Field[] {
  return [
    [2, VERSION],
    [2, UTF8 | (isOpenEnded ? OPEN_ENDED : 0)],
    [2, method],
    [2, TIME],
    [2, DATE],
    ...sizesOf(sizes),
  ];
}

function sizesOf({ crc, packed, size }: Pick<ZipEntry, 'crc' | 'packed' | 'size'>): readonly Field[] {
  return [crc, packed, size].map((value): Field => [4, value]);
}

function none(fields: number): readonly Field[] {
  return Array.from({ length: fields }, (): Field => [2, 0]);
}

/** Numbers as an archive has them, the lowest byte first. */
function numbers(...fields: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [length]) => sum + length, 0));
  let at = 0;
  for (const [length, value] of fields) at = bytes.writeUIntLE(value, at, length);
  return bytes;
}
