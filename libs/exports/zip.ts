import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Problem } from '#kernel/problem.js';

/** A file of an archive, as text. */
export type Part = readonly [name: string, texts: AsyncIterable<string> | Iterable<string>];

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  /** In bytes: as it is in the archive, and unpacked. */
  readonly packed: number;
  readonly size: number;
  /** Where it begins. */
  readonly at: number;
}

/** Deflated, with sizes after the data since they are not known before, and names in UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** The first of January 1980: the same in every archive. */
const [TIME, DATE] = [0, 0x21];
const MOST = 2 ** 32 - 1;

/** A ZIP archive, piece by piece: the same parts are the same bytes. @throws Problem for more than it has room for */
export async function* zipped(parts: Iterable<Part>): AsyncGenerator<Uint8Array> {
  const entries: Entry[] = [];
  let at = 0;
  for (const [name, texts] of parts) {
    const sum = new Sum(texts);
    const head = localHead(Buffer.from(name));
    let packed = 0;
    yield head;
    for await (const piece of deflated(sum.bytes())) {
      packed += piece.length;
      yield piece;
    }
    const entry = { name: Buffer.from(name), crc: sum.crc, packed, size: sum.size, at };
    const tail = numbers([4, 0x0807_4b50], ...sizesOf(entry));
    at += head.length + packed + tail.length;
    if (at > MOST || sum.size > MOST) throw tooLarge();
    entries.push(entry);
    yield tail;
  }
  const directory = Buffer.concat(entries.map(directoryEntry));
  const count = entries.length;
  yield directory;
  yield numbers([4, 0x0605_4b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, at], [2, 0]);
}

/** Texts as bytes, and what a directory says of them when they are gone through. */
class Sum {
  crc = 0;
  size = 0;

  constructor(private readonly texts: Part[1]) {}

  async *bytes(): AsyncGenerator<Buffer> {
    for await (const text of this.texts) {
      const bytes = Buffer.from(text);
      this.crc = crc32(bytes, this.crc);
      this.size += bytes.length;
      yield bytes;
    }
  }
}

/** Whoever takes no more of it ends its source too. */
function deflated(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return pipeline(Readable.from(bytes, { objectMode: true }), createDeflateRaw(), () => undefined);
}

function localHead(name: Buffer): Buffer {
  const sizes = sizesOf({ crc: 0, packed: 0, size: 0 });
  return Buffer.concat([numbers([4, 0x0403_4b50], [2, VERSION], ...COMMON, ...sizes, [2, name.length], [2, 0]), name]);
}

function directoryEntry({ name, at, ...entry }: Entry): Buffer {
  const none: readonly Field[] = [
    [2, 0],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
  ];
  const head = numbers(
    [4, 0x0201_4b50],
    [2, VERSION],
    [2, VERSION],
    ...COMMON,
    ...sizesOf(entry),
    [2, name.length],
    ...none,
    [4, at],
  );
  return Buffer.concat([head, name]);
}

type Field = readonly [bytes: 2 | 4, value: number];

const COMMON: readonly Field[] = [
  [2, FLAGS],
  [2, DEFLATED],
  [2, TIME],
  [2, DATE],
];

function sizesOf({ crc, packed, size }: Pick<Entry, 'crc' | 'packed' | 'size'>): readonly Field[] {
  return [
    [4, crc],
    [4, packed],
    [4, size],
  ];
}

/** Numbers as an archive has them, the lowest byte first. */
function numbers(...fields: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [length]) => sum + length, 0));
  let at = 0;
  for (const [length, value] of fields) at = bytes.writeUIntLE(value, at, length);
  return bytes;
}

function tooLarge(): Problem {
  return new Problem(
    'answer-too-large',
    'it is larger than a file of XLSX may be: ask for csv or parquet, or for less',
  );
}
