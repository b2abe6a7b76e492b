import { LINE, quoted } from './columns.js';
import { ImportError } from './import-error.js';
import { loadTable } from './load-table.js';
import { namesIn, optionsIn, type ReadingOptions } from './reading-options.js';
import { factsOf, type MappedFact } from './result-facts.js';
import type { FactTypes } from './fields.js';
import { runMap, type Result } from './run-map.js';
import { Scratch, type Room } from './scratch.js';
import { FILE } from './table-name.js';
import { tableOf } from './table-of-file.js';
import type { Unread } from './table.js';

/** Files and the map that makes facts of them. */
export interface ToMap {
  readonly name: string;
  /** SQL. */
  readonly map: string;
  /** What wins over the options that the map gives. */
  readonly options: ReadingOptions;
  /** Further tables by name, each with its file. */
  readonly others: ReadonlyMap<string, string>;
  readonly types: FactTypes;
  /** IANA name of the zone of times without an offset, unless an option says another. */
  readonly zone: string;
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Told of bytes read of the file. */
  readonly onRead?: (bytes: number) => void;
  /** What the work may take; plenty unless said. */
  readonly room?: Room;
  /** Bytes that a packed file may unpack to. */
  readonly most?: number;
}

/** A file that went through its map: all its facts are known, and none was sent yet. */
export class MappedFile {
  readonly count: number;

  private constructor(
    private readonly scratch: Scratch,
    private readonly results: readonly Result[],
    private readonly types: FactTypes,
    /** What of the file is no row. */
    readonly unread: readonly Unread[],
  ) {
    this.count = results.reduce((sum, { count }) => sum + count, 0);
  }

  /** @throws ImportError where the file cannot be read or the map does not fit it */
  static async open(asked: ToMap): Promise<MappedFile> {
    const scratch = await Scratch.open(asked.room);
    try {
      return await scratch.until(asked.signal, async () => {
        const options = { ...optionsIn(asked.map), ...asked.options };
        const isUsed = usedBy(asked.map);
        const { onRead, most } = asked;
        const table = await tableOf(asked.name, options, { isUsed, ...(onRead && { onRead }), ...(most && { most }) });
        const unread = await loadTable(scratch, FILE, table, asked.signal);
        await addOptional(scratch, table.columns, namesIn(asked.map, 'optional'));
        for (const [name, file] of asked.others)
          await loadOther(scratch, { name, file, isUsed, most }, options, asked.signal);
        await scratch.lock(options.timezone ?? asked.zone);
        const results = await runMap(scratch, asked.map, [FILE, ...asked.others.keys()], asked.types);
        await scratch.keepToRead();
        return new MappedFile(scratch, results, asked.types, unread);
      });
    } catch (error) {
      await scratch.close();
      throw error;
    }
  }

  /** The facts, statement by statement, in the order of the rows. */
  async *facts(): AsyncIterable<MappedFact> {
    for (const result of this.results) yield* factsOf(this.scratch, result, this.types);
  }

  /** The columns and cells of the row that begins on a line; none where there is no such row. */
  async cellsOn(line: number): Promise<readonly (readonly [column: string, text: string])[]> {
    const found = await this.scratch.connection.runAndReadAll(`SELECT * FROM ${FILE} WHERE ${LINE} = $1`, [line]);
    const [cells] = found.getRows();
    if (cells === undefined) return [];
    return found
      .columnNames()
      .flatMap((name, i) => (name === LINE || cells[i] === null ? [] : [[name, String(cells[i])] as const]));
  }

  close(): Promise<void> {
    return this.scratch.close();
  }
}

/** Columns that a file may lack are NULL then, so that one map is for files with and without them. */
async function addOptional(scratch: Scratch, columns: readonly string[], optional: readonly string[]): Promise<void> {
  const known = new Set(columns.map((name) => name.toLowerCase()));
  for (const name of optional)
    if (!known.has(name.toLowerCase()))
      await scratch.connection.run(`ALTER TABLE ${FILE} ADD COLUMN ${quoted(name)} VARCHAR`);
}

/** Every column of a `*`, as in `SELECT *` or `file.*`; not a product, nor `count(*)`. */
const ALL_COLUMNS = /(?:\bselect\s|,|\w\.)\s*\*|\bcolumns\s*\(/i;

/** Whether a map may ask for a column of its tables. */
function usedBy(map: string): (column: string) => boolean {
  const text = map.toLowerCase();
  return (column) => ALL_COLUMNS.test(map) || text.includes(column.toLowerCase());
}

/** Where every row must be one: a table that is looked into cannot lack some. */
async function loadOther(
  scratch: Scratch,
  {
    name,
    file,
    isUsed,
    most,
  }: {
    readonly name: string;
    readonly file: string;
    readonly isUsed: (column: string) => boolean;
    readonly most: number | undefined;
  },
  { delimiter: _delimiter, quote: _quote, skip: _skip, sheet: _sheet, ...options }: ReadingOptions,
  signal: AbortSignal,
): Promise<void> {
  const [first] = await loadTable(
    scratch,
    name,
    await tableOf(file, options, { isUsed, ...(most && { most }) }),
    signal,
  );
  if (first !== undefined) throw new ImportError(`${file}, line ${String(first.line)}: ${first.detail}`);
}
