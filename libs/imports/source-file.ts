import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportError } from './import-error.js';

/** How a file is read: rows of text with a separator, a sheet, an invoice, or facts as they are. */
export type FileKind = 'csv' | 'xlsx' | 'xml' | 'ndjson';

const KINDS: Readonly<Record<string, FileKind>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  xlsx: 'xlsx',
  xml: 'xml',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
};

/** By its name, in any case; .gz may follow. @throws ImportError */
export function kindOf(name: string): FileKind {
  const [, ending = ''] = /\.([a-z]+)(?:\.gz)?$/i.exec(name) ?? [];
  const kind = KINDS[ending.toLowerCase()];
  if (kind !== undefined) return kind;
  const possible = Object.keys(KINDS).map((known) => `.${known}`);
  throw new ImportError(`${name} is none of ${possible.join(', ')} (.gz may follow)`);
}

/** The bytes of a file, unpacked, and how many of it as it lies there were read for them. */
export interface Bytes {
  readonly chunks: AsyncIterable<Buffer>;
  readonly bytesRead: () => number;
}

/** @param most bytes that it may unpack to */
export function openBytes(name: string, most = Infinity): Bytes {
  const raw = createReadStream(name);
  const stream: Readable = /\.gz$/i.test(name) ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  return { chunks: readable(name, stream, most), bytesRead: () => raw.bytesRead };
}

async function* readable(name: string, stream: Readable, most: number): AsyncIterable<Buffer> {
  let left = most;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      left -= chunk.length;
      if (left < 0)
        throw new ImportError(`${name} unpacks to more than ${String(Math.floor(most / 1e6))} MB: split it`);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`${name} cannot be read: ${(error as Error).message}`);
  }
}
