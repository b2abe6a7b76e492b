import XLSX from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { PRESETS } from '#book/importing/presets.js';
import { optionsIn, type ReadingOptions } from '#imports/reading-options.js';

/** A file with its map, and how its text is to be read here. */
export interface Original {
  /** Its path. */
  readonly file: string;
  readonly map: string;
  readonly zone: string;
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly encoding: 'utf8' | 'latin1';
  /** Lines before the header. */
  readonly skip: number;
}

export async function originalOf(file: string, zone: string, preset: string): Promise<Original> {
  return withMap(file, zone, await PRESETS.read(preset));
}

export function withMap(file: string, zone: string, map: string): Original {
  const { delimiter = ',', quote = '"', encoding = 'utf-8', skip = '0' } = optionsIn(map);
  return {
    file,
    map,
    zone,
    delimiter: delimiter === 'tab' ? '\t' : delimiter,
    isQuoted: quote === '"',
    encoding: encoding === 'utf-8' ? 'utf8' : 'latin1',
    skip: Number(skip),
  };
}

/** A file that was made another, and the options with which it is read. */
export interface Variant {
  readonly content: Buffer;
  readonly name: string;
  readonly options: ReadingOptions;
}

/** Its text, the header first. */
export function textOf({ file, encoding }: Original): string {
  return readFileSync(file, encoding).replace(/^\ufeff/, '');
}

/** The cells of the file from the header on. */
function cellsOf(original: Original): readonly (readonly string[])[] {
  const text = textOf(original).split('\n').slice(original.skip).join('\n');
  return parse(text, {
    delimiter: original.delimiter,
    quote: original.isQuoted ? '"' : null,
    relax_column_count: true,
    skip_empty_lines: true,
  });
}

function csvOf({ delimiter, isQuoted }: Original, rows: readonly (readonly string[])[], lineEnd = '\n'): string {
  const cell = (text: string) => (isQuoted ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join(delimiter) + lineEnd).join('');
}

const UTF8 = { encoding: 'utf-8', skip: '0' };

/** The same rows in another form; what they are made of is the same. */
export const VARIANTS: Readonly<Record<string, (original: Original) => Variant>> = {
  'with its rows shuffled': (original) => {
    const [header = [], ...rows] = cellsOf(original);
    let state = 20_260_401;
    const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
    const shuffled = rows.map((row) => ({ row, at: next() })).sort((a, b) => a.at - b.at);
    return {
      name: 'f.csv',
      content: Buffer.from(csvOf(original, [header, ...shuffled.map(({ row }) => row)])),
      options: UTF8,
    };
  },
  'newest first': (original) => {
    const [header = [], ...rows] = cellsOf(original);
    return { name: 'f.csv', content: Buffer.from(csvOf(original, [header, ...rows.reverse()])), options: UTF8 };
  },
  'in UTF-16': (original) => ({
    name: 'f.txt',
    content: Buffer.from(`\ufeff${textOf(original)}`, 'utf16le'),
    options: {},
  }),
  'in UTF-8': (original) => ({ name: 'f.csv', content: Buffer.from(textOf(original)), options: { encoding: 'utf-8' } }),
  'in Windows-1252': (original) => ({
    name: 'f.csv',
    content: Buffer.from(textOf(original), 'latin1'),
    options: { encoding: 'windows-1252' },
  }),
  'with CRLF': (original) => ({
    name: 'f.csv',
    content: Buffer.from(csvOf(original, cellsOf(original), '\r\n')),
    options: UTF8,
  }),
  'with 3 heading lines': (original) => ({
    name: 'f.csv',
    content: Buffer.from(`Report\nMade by hand\n\n${textOf(original)}`),
    options: { encoding: 'utf-8', skip: String(original.skip + 3) },
  }),
  'as XLSX': (original) => {
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cellsOf(original).map((row) => [...row])), 'Sheet');
    return { name: 'f.xlsx', content: XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, options: UTF8 };
  },
};
