import { open, rm } from 'node:fs/promises';
import { Problem } from '#kernel/problem.js';
import type { SqlType } from '#kernel/sql-table.js';
import type { Cell, CellType, TableColumn } from '#kernel/table.js';
import type { Plain } from './column-values.js';
import type { SqlRows } from './sql-rows.js';

/** Rows that wait in a file: lines of JSON, each a list of cells. */
export interface Spooled {
  readonly columns: readonly TableColumn[];
  readonly position: number;
}

/** Which texts a type of cells can be; a column with another one is of texts. */
const FORMS: Readonly<Partial<Record<CellType, RegExp>>> = {
  integer: /^-?\d{1,18}$/,
  decimal: /^-?\d{1,32}(\.\d{1,6})?$/,
  date: /^\d{4}-\d\d-\d\d$/,
  instant: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
  number: /^-?\d/,
};

const TYPES: Readonly<Record<SqlType, CellType>> = {
  string: 'text',
  integer: 'integer',
  decimal: 'decimal',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  instant: 'instant',
  json: 'text',
};

/** Writes all rows to a file, however many they are. @param most bytes @throws Problem `sql-too-large`; nothing is left then */
export async function spool(
  { columns, batches }: SqlRows,
  position: number,
  file: string,
  most: number,
): Promise<Spooled> {
  const types = columns.map(({ type }) => TYPES[type]);
  const handle = await open(file, 'wx', 0o600);
  try {
    let bytes = 0;
    for await (const rows of batches()) {
      const text = rows.map((row) => `${JSON.stringify(row.map((value, i) => cellOf(value, types, i)))}\n`).join('');
      bytes += text.length;
      if (bytes > most)
        throw new Problem(
          'sql-too-large',
          `the answer has more than ${String(most / 1_000_000)} MB: add up more, or narrow the WHERE`,
        );
      await handle.writeFile(text);
    }
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return { columns: columns.map(({ name }, i) => ({ name, type: types[i] ?? 'text' })), position };
}

/** Lists and objects as their JSON. A column is of texts from the first value on that its type does not have. */
function cellOf(value: Plain, types: CellType[], i: number): Cell {
  if (value === null) return null;
  const cell = typeof value === 'object' ? JSON.stringify(value) : value;
  const form = FORMS[types[i] ?? 'text'];
  if (form !== undefined && !form.test(String(cell))) types[i] = 'text';
  return cell;
}
