import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Problem } from '#kernel/problem.js';
import { behindData, DEFLATED, directoryOf, localHead, type PlacedEntry } from '#kernel/zip-records.js';

/** A file of an archive, as text. */
export type Part = readonly [name: string, texts: AsyncIterable<string> | Iterable<string>];

const MOST = 2 ** 32 - 1;

/** A ZIP archive, piece by piece: the same parts are the same bytes. @throws Problem for more than it has room for */
export async function* zipped(parts: Iterable<Part>): AsyncGenerator<Uint8Array> {
  const entries: PlacedEntry[] = [];
  let at = 0;
  for (const [name, texts] of parts) {
    const sum = new Sum(texts);
    const file = { name: Buffer.from(name), method: DEFLATED, isOpenEnded: true };
    const head = localHead({ ...file, crc: 0, packed: 0, size: 0 });
    let packed = 0;
    yield head;
    for await (const piece of deflated(sum.bytes())) {
      packed += piece.length;
      yield piece;
    }
    if (packed > MOST || sum.size > MOST) throw tooLarge();
    const entry = { ...file, crc: sum.crc, packed, size: sum.size, at };
    const tail = behindData(entry);
    at += head.length + packed + tail.length;
    if (at > MOST) throw tooLarge();
    entries.push(entry);
    yield tail;
  }
  yield directoryOf(entries, at);
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

function tooLarge(): Problem {
  return new Problem(
    'answer-too-large',
    'it is larger than a file of XLSX may be: ask for csv or parquet, or for less',
  );
}
