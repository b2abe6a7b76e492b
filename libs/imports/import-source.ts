import { stat } from 'node:fs/promises';
import { splitLines } from '#kernel/lines.js';
import { LINE_LIMIT } from '#ledger/bulk.js';
import { decoded, type Encoded } from './decoded.js';
import { ImportError } from './import-error.js';
import type { MappedFile } from './mapped-file.js';
import { encodingSaid, type ReadingOptions } from './reading-options.js';
import type { Cell, CellOf, Refusal } from './refusals.js';
import { valuesSaid } from './said-values.js';
import { openBytes } from './source-file.js';
import type { Unread } from './table.js';

/** Why there is no fact. */
export interface Refused {
  readonly refused: { readonly code: string; readonly detail: string };
  /** The cells of the row, where it has any. */
  readonly cells?: readonly string[];
}

/** A fact as a line for `/v1/bulk`, or why there is none; the line of the file it is from, and how much of the source is done with it. */
export type ImportLine = { readonly line?: number; readonly done: number } & ({ readonly text: string } | Refused);

/** Facts to import, all of them looked through: they can be read. */
export interface ImportSource {
  /** Of the file. */
  readonly name: string;
  /** Of all of it, in what `done` counts. */
  readonly size: number;
  readonly lines: () => AsyncIterable<ImportLine>;
  /** What to call the place of a fact of it. */
  readonly placeOf: (line: ImportLine) => string;
  readonly cellOf: CellOf;
  readonly close: () => Promise<void>;
}

/** @throws ImportError where there is no such file */
export async function sizeOf(name: string): Promise<number> {
  const found = await stat(name).catch(() => undefined);
  if (found?.isFile() !== true) throw new ImportError(`there is no file ${name}`);
  return found.size;
}

/** A file whose lines are facts. @throws ImportError for one that is not of its encoding, before anything of it is recorded */
export async function ndjsonSource(name: string, options: ReadingOptions, most?: number): Promise<ImportSource> {
  const size = await sizeOf(name);
  const encoding = encodingSaid(options);
  const looked = decoded({ name, encoding, open: () => openBytes(name, most).chunks })[Symbol.asyncIterator]();
  while ((await looked.next()).done !== true);
  return {
    name,
    size,
    lines: () => ndjsonLines(name, encoding),
    placeOf: ({ line = 0 }) => `line ${String(line)}`,
    // A field is in no column.
    cellOf: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}

async function* ndjsonLines(name: string, encoding: string): AsyncIterable<ImportLine> {
  const { chunks, bytesRead } = openBytes(name);
  const text: Encoded = { name, encoding, open: () => chunks };
  for await (const { line, bytes } of splitLines(decoded(text), LINE_LIMIT)) {
    const done = bytesRead();
    if (bytes === undefined) {
      yield { line, done, refused: { code: 'line-too-long', detail: 'the line is longer than 1 MiB' } };
      continue;
    }
    const whole = bytes.toString('utf8');
    const fact = line === 1 ? whole.replace(/^\ufeff/, '') : whole;
    if (!/^[ \t\r]*$/.test(fact)) yield { line, done, text: fact };
  }
}

/** A file that went through its map; what of it was no row comes first. */
export function mappedSource(name: string, file: MappedFile): ImportSource {
  return {
    name,
    size: file.count + file.unread.length,
    lines: () => mappedLines(file),
    placeOf: ({ done }) => `fact ${String(done - file.unread.length)} of ${String(file.count)}`,
    cellOf: (refusal) => cellIn(file, refusal),
    close: () => file.close(),
  };
}

async function cellIn(file: MappedFile, { line, detail, fact }: Refusal): Promise<Cell | undefined> {
  if (line === undefined) return undefined;
  const cells = await file.cellsOn(line);
  for (const value of valuesSaid({ detail, ...(fact !== undefined && { fact }) })) {
    const [column] = cells.find(([, text]) => text === value) ?? [];
    if (column !== undefined) return { column, value };
  }
  return undefined;
}

async function* mappedLines(file: MappedFile): AsyncIterable<ImportLine> {
  let done = 0;
  for (const { line, detail, cells } of file.unread)
    yield { line, done: ++done, cells, refused: { code: 'row-unreadable', detail } };
  const losses = lossesOf(file.unread);
  for await (const { line, id, text, isListed } of file.facts()) {
    done++;
    const place = line === undefined ? {} : { line };
    const lost = isListed ? losses.get(id) : undefined;
    if (lost === undefined) yield { ...place, done, text };
    else {
      const detail = `line ${String(lost)} cannot be read and may be of this fact, which would lack it`;
      yield { ...place, done, refused: { code: 'row-unreadable', detail } };
    }
  }
}

/** The lines that are no rows by what stands in them: a fact with that for its id would lack something. */
function lossesOf(unread: readonly Unread[]): ReadonlyMap<string, number> {
  const losses = new Map<string, number>();
  for (const { line, cells } of unread)
    for (const cell of cells) if (cell.trim() !== '' && !losses.has(cell.trim())) losses.set(cell.trim(), line);
  return losses;
}
