import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { splitLines } from '#kernel/lines.js';
import { LINE_LIMIT } from '#ledger/bulk.js';
import { csvRows } from './csv-rows.js';
import { RowMapper, type ImportMap, type Refused } from './import-map.js';
import { UsageError } from './usage-error.js';
import { checkUtf8 } from './utf8.js';

/** A fact as a line for `/v1/bulk`, or why there is none; the line of the file it begins on, and how many bytes of the file were read for it. */
export type ImportLine = { readonly line: number; readonly bytes: number } & ({ readonly text: string } | Refused);

/** A file to import, looked through: it is there, and text. */
export interface ImportFile {
  readonly name: string;
  /** Bytes of it as it lies there. */
  readonly size: number;
  readonly maps?: readonly ImportMap[];
}

/** @throws UsageError for what is no file that can be imported, before anything of it is recorded */
export async function lookThrough(name: string, maps: readonly ImportMap[] | undefined): Promise<ImportFile> {
  const found = await stat(name).catch(() => undefined);
  if (found?.isFile() !== true) throw new UsageError(`there is no file ${name}`);
  if (kindOf(name) === 'csv' && maps === undefined)
    throw new UsageError('a CSV needs --map: it says how rows become facts');
  if (kindOf(name) === 'ndjson' && maps !== undefined)
    throw new UsageError('--map is for CSV files; NDJSON lines are facts already');
  await checkUtf8(name, open(name).chunks);
  return { name, size: found.size, ...(maps !== undefined && { maps }) };
}

/** The facts of a file, in its order: NDJSON as it is, CSV through maps. */
export async function* readImport({ name, maps }: ImportFile): AsyncIterable<ImportLine> {
  const { chunks, bytesRead } = open(name);
  const lines = maps === undefined ? ndjsonLines(chunks) : csvLines(name, chunks, maps);
  for await (const line of lines) yield { ...line, bytes: bytesRead() };
}

function kindOf(name: string): 'csv' | 'ndjson' {
  const [, kind] = /\.(csv|ndjson|jsonl)(?:\.gz)?$/i.exec(name) ?? [];
  if (kind === undefined) throw new UsageError(`${name} is neither .csv nor .ndjson nor .jsonl (.gz may follow)`);
  return kind.toLowerCase() === 'csv' ? 'csv' : 'ndjson';
}

function open(name: string): { readonly chunks: AsyncIterable<Buffer>; readonly bytesRead: () => number } {
  const raw = createReadStream(name);
  const stream: Readable = /\.gz$/i.test(name) ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  return { chunks: readable(name, stream), bytesRead: () => raw.bytesRead };
}

async function* readable(name: string, stream: Readable): AsyncIterable<Buffer> {
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as Error).message}`);
  }
}

type Unplaced = Omit<Extract<ImportLine, { text: string }>, 'bytes'> | Omit<Extract<ImportLine, Refused>, 'bytes'>;

async function* ndjsonLines(chunks: AsyncIterable<Buffer>): AsyncIterable<Unplaced> {
  for await (const { line, bytes } of splitLines(chunks, LINE_LIMIT)) {
    if (bytes === undefined) {
      yield { line, refused: { code: 'line-too-long', detail: 'the line is longer than 1 MiB' } };
      continue;
    }
    const whole = bytes.toString('utf8');
    const text = line === 1 ? whole.replace(/^\ufeff/, '') : whole;
    if (!/^[ \t\r]*$/.test(text)) yield { line, text };
  }
}

async function* csvLines(
  name: string,
  chunks: AsyncIterable<Buffer>,
  maps: readonly ImportMap[],
): AsyncIterable<Unplaced> {
  let mapper: RowMapper | undefined;
  for await (const row of csvRows(chunks)) {
    if (mapper !== undefined) yield* mapper.take(row);
    else if ('cells' in row) mapper = new RowMapper(maps, row.cells);
    else throw new UsageError(`the header of ${name}, on line ${String(row.line)}, cannot be read: ${row.fault}`);
  }
  if (mapper === undefined) throw new UsageError(`${name} has no header`);
  yield* mapper.end();
}
