import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RowMapper, type ImportMap } from './import-map.js';
import { UsageError } from './usage-error.js';

/** One line for `/v1/bulk`, the row of the file it comes from, and how many bytes of the file were read for it. */
export interface ImportLine {
  readonly row: number;
  readonly text: string;
  readonly bytes: number;
}

/** The facts of a file, in its order: NDJSON as it is, CSV through maps. */
export async function* readImport(file: string, maps: readonly ImportMap[] | undefined): AsyncIterable<ImportLine> {
  const name = file.replace(/\.gz$/, '');
  const raw = createReadStream(file);
  const stream: Readable = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  if (name.endsWith('.csv')) {
    if (maps === undefined) throw new UsageError('a CSV needs --map: it says how rows become facts');
    yield* readCsv(stream, new RowMapper(maps), () => raw.bytesRead);
  } else if (/\.(ndjson|jsonl)$/.test(name)) {
    if (maps !== undefined) throw new UsageError('--map is for CSV files; NDJSON lines are facts already');
    yield* readNdjson(stream, () => raw.bytesRead);
  } else throw new UsageError(`${file} is neither .csv nor .ndjson nor .jsonl (.gz may follow)`);
}

async function* readCsv(stream: Readable, mapper: RowMapper, bytes: () => number): AsyncIterable<ImportLine> {
  const parser = stream.pipe(
    parse({ columns: true, bom: true, skip_empty_lines: true, info: true, relax_column_count: true }),
  );
  stream.on('error', (error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>)
    for (const { row, fact } of mapper.take(info.lines, record))
      yield { row, text: JSON.stringify(fact), bytes: bytes() };
  for (const { row, fact } of mapper.end()) yield { row, text: JSON.stringify(fact), bytes: bytes() };
}

async function* readNdjson(stream: Readable, bytes: () => number): AsyncIterable<ImportLine> {
  let row = 0;
  for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
    row++;
    if (text.trim() !== '') yield { row, text, bytes: bytes() };
  }
}
