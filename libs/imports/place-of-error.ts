import { LINE, quoted } from './columns.js';
import { NO_AMOUNT } from './helpers.js';
import type { Scratch } from './scratch.js';

/** The value that an error of DuckDB is about. */
const VALUE = /(?:string|format:|value|input:?) "((?:[^"]|"")*?)"(?: to | according|, expected|\s|$)/i;

/** What DuckDB says, and where in the tables the value is that it says it of. */
export async function placed(scratch: Scratch, { message }: Error, tables: readonly string[]): Promise<string> {
  const [, value] = VALUE.exec(message) ?? [];
  if (value === undefined) return message.trimEnd();
  const said = value.startsWith(NO_AMOUNT) ? value.slice(NO_AMOUNT.length) : value;
  const place = await placeOf(scratch, said, tables);
  const what = value.startsWith(NO_AMOUNT) ? `"${said}" is no amount` : message.trimEnd();
  const where = place === undefined ? '' : `; "${said}" is in ${place}`;
  return `${what}${where}; TRY(…) makes it NULL`;
}

/** The first line with the value, and its column. */
async function placeOf(scratch: Scratch, value: string, tables: readonly string[]): Promise<string | undefined> {
  const { connection } = scratch;
  const found: { readonly line: number; readonly place: string }[] = [];
  for (const table of tables) {
    const described = await connection.run(`SELECT * FROM ${quoted(table)} LIMIT 0`);
    for (const column of described.columnNames().filter((name) => name !== LINE)) {
      const sql = `SELECT min(${LINE}) FROM ${quoted(table)} WHERE ${quoted(column)} = $1`;
      const [[line] = []] = (await connection.runAndReadAll(sql, [value])).getRows();
      if (typeof line === 'bigint')
        found.push({ line: Number(line), place: `column ${column} of ${table}, line ${String(line)}` });
    }
  }
  return found.sort((a, b) => a.line - b.line)[0]?.place;
}
