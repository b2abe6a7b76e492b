import { join } from 'node:path';
import { FILE_FORMATS } from '#exports/formats.js';
import { listTable } from '#kernel/list-table.js';
import { onePage, type CellType, type TableColumn } from '#kernel/table.js';
import { ownFile } from '#platform/own-file.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { CUSTOMERS_PAGE } from '#subjects/customers/customer.answers.js';
import type { Table } from './table.js';

type Rows = Table['rows'];

/** Tells what the cells of a column are. */
type TypeOf = (name: string, rows: Rows) => CellType;

const CUSTOMER_TYPES = new Map(listTable(CUSTOMERS_PAGE)?.columns.map(({ name, type }) => [name, type]));

/** Of customers, as the API describes them; what is no single value there is text of JSON. */
export const ofCustomers: TypeOf = (name) => CUSTOMER_TYPES.get(name) ?? 'text';

/** Of figures by month and a dimension. The catalogue does not know metrics that callers defined: their amounts are text in JSON, all else numbers. */
export const ofFigures: TypeOf = (name, rows) => {
  if (name === 'month' || CATALOGUE.dimensions.includes(name)) return 'text';
  const built = CATALOGUE.metrics.get(name);
  if (built !== undefined) return built.type;
  return rows.some((row) => typeof row[name] === 'string') ? 'decimal' : 'number';
};

/** Writes rows into `name.csv`, as they are written in JSON, and into `name.parquet`, where amounts are exact decimals and days are days. */
export async function writeTable(
  folder: string,
  name: string,
  { rows, typeOf }: { readonly rows: Rows; readonly typeOf: TypeOf },
  { bom }: { readonly bom: boolean },
): Promise<void> {
  // In the order in which rows first have them.
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((column) => ({ name: column, type: typeOf(column, rows) }));
  await writeAs('csv', { folder, name, rows, bom, columns: columns.map((column) => ({ ...column, type: 'text' })) });
  // There is no file of this form without a column.
  if (columns.length > 0) await writeAs('parquet', { folder, name, rows, bom, columns });
}

interface Written {
  readonly folder: string;
  readonly name: string;
  readonly rows: Rows;
  readonly columns: readonly TableColumn[];
  readonly bom: boolean;
}

async function writeAs(form: 'csv' | 'parquet', { folder, name, rows, columns, bom }: Written): Promise<void> {
  const format = FILE_FORMATS[form];
  const pages = onePage(rows.map((row) => columns.map((column) => row[column.name] ?? null)));
  const file = await ownFile(join(folder, `${name}.${format.extension}`));
  try {
    const pieces = format.write({ name, columns, pages, about: () => [] }, { folder, bom });
    for await (const piece of pieces) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}
