import type { Table } from '#kernel/table.js';
import { writeCsv, type CsvOptions } from './csv.js';
import { spooled, writePieces } from './spooled.js';
import { xlsxPieces } from './xlsx.js';

/** What a table can be made a file of. */
export interface FileFormat {
  /** As HTTP calls it. */
  readonly type: string;
  /** Of a file's name. */
  readonly extension: string;
  /**
   * The bytes of a file, made as they are taken. Whoever takes no more ends it (`return`): nothing is left behind.
   * @throws Problem `answer-too-large` before the first of them where the format has no room for the table
   */
  write(table: Table, how: HowToWrite): AsyncGenerator<Uint8Array>;
}

export interface HowToWrite extends CsvOptions {
  /** Where files are made that are not sent as they are written; of this process only. */
  readonly folder: string;
}

export type FileFormatName = 'csv' | 'xlsx' | 'parquet';

export const FILE_FORMATS: Readonly<Record<FileFormatName, FileFormat>> = {
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv', write: writeCsv },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    // A sheet has room for so many rows: that there are more is known when they are written.
    write: (table, { folder }) => spooled(folder, (file) => writePieces(file, xlsxPieces(table))),
  },
  parquet: {
    type: 'application/vnd.apache.parquet',
    extension: 'parquet',
    write: (table, { folder }) =>
      spooled(folder, async (file, own) => {
        // It needs DuckDB, which is dear to load: few tables are wanted so.
        const { writeParquet } = await import('./parquet.js');
        return writeParquet(table, file, own);
      }),
  },
};
