import { csvTable } from './csv-table.js';
import { dialectSaid, encodingSaid, type ReadingOptions } from './reading-options.js';
import { kindOf, openBytes, type Bytes } from './source-file.js';
import type { Table } from './table.js';
import { ublTable } from './ubl/ubl-table.js';
import { xlsxTable } from './xlsx-table.js';

/** Who reads a table, and for what. */
interface Reader {
  /** Whether a column is asked for; none where its cells are only looked at. */
  readonly isUsed?: (column: string) => boolean;
  /** Told of bytes read of the file. */
  readonly onRead?: (bytes: number) => void;
  /** Bytes that a packed file may unpack to. */
  readonly most?: number;
}

/** A file as rows. @throws ImportError */
export async function tableOf(
  name: string,
  options: ReadingOptions,
  { isUsed, onRead, most }: Reader = {},
): Promise<Table> {
  const kind = kindOf(name);
  if (kind === 'xlsx') {
    const said = { ...dialectSaid(options), ...(options.sheet !== undefined && { sheet: options.sheet }) };
    return xlsxTable(name, said, isUsed);
  }
  const encoded = { name, encoding: encodingSaid(options), open: () => watched(openBytes(name, most), onRead) };
  return kind === 'xml' ? ublTable(encoded, options.encoding !== undefined) : csvTable(encoded, dialectSaid(options));
}

async function* watched({ chunks, bytesRead }: Bytes, onRead?: (bytes: number) => void): AsyncIterable<Buffer> {
  for await (const chunk of chunks) {
    onRead?.(bytesRead());
    yield chunk;
  }
}
