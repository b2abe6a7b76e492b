import { readFile } from 'node:fs/promises';
import type { CsvRow } from './csv-rows.js';
import { UsageError } from './usage-error.js';

/** Why there is no fact. */
export interface Refused {
  readonly refused: { readonly code: string; readonly detail: string };
  /** The cells of the row, where it has any. */
  readonly cells?: readonly string[];
}

/** A fact to record as JSON, or why there is none, and the line of the file it begins on. */
export type Mapped = { readonly line: number } & ({ readonly text: string } | Refused);

type Template = string;
type Templates = Readonly<Record<string, Template>>;

/**
 * How rows of a CSV become facts. Templates are text with `{column}` in it; what comes out empty is left out.
 * `group`: consecutive rows with the same value make one fact, each row one of its `lines`. `distinct`: only the first row with a value makes a fact.
 */
export interface ImportMap {
  readonly type: string;
  readonly data: Templates;
  readonly lines?: Templates;
  readonly group?: Template;
  readonly distinct?: Template;
}

const FIELDS = ['type', 'data', 'lines', 'group', 'distinct'];

/** Reads a map file: one map, or a list of maps that are all applied to every row, in order. @throws UsageError */
export async function readImportMaps(file: string): Promise<readonly ImportMap[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`the map ${file} cannot be read: ${(error as Error).message}`);
  }
  const maps = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
  return maps.map((map) => checkedMap(map, file));
}

function checkedMap(map: unknown, file: string): ImportMap {
  const fields = (typeof map === 'object' && map !== null ? map : {}) as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`the map ${file} has a field ${unknown}; possible are ${FIELDS.join(', ')}`);
  const { type, data, lines, group, distinct } = fields;
  const texts = [type, ...[group, distinct].filter((one) => one !== undefined)];
  if (
    texts.some((one) => typeof one !== 'string') ||
    !isTemplates(data) ||
    (lines !== undefined && !isTemplates(lines))
  )
    throw new UsageError(
      `the map ${file} needs a type and data (and may have lines, group, distinct), all of them text or objects of text`,
    );
  return fields as object as ImportMap;
}

function isTemplates(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
}

type Columns = ReadonlyMap<string, string>;

/** Turns rows into facts, all maps row by row, as the rows come. */
export class RowMapper {
  private readonly header: readonly string[];
  private readonly states: readonly MapState[];

  /** @throws UsageError for a header with line ends in it, and for a map that names a column which is not there */
  constructor(maps: readonly ImportMap[], header: readonly string[]) {
    if (header.some((name) => name.includes('\r')))
      throw new UsageError('the lines of a CSV must end with \\n or \\r\\n');
    this.header = unique(header);
    for (const map of maps) checkColumns(map, this.header);
    this.states = maps.map((map) => new MapState(map));
  }

  /** What is complete with this row: facts, and refusals of what is none. */
  take(row: CsvRow): readonly Mapped[] {
    if ('fault' in row) return this.broken(row.line, row.fault, []);
    const { line, cells } = row;
    if (cells.length !== this.header.length)
      return this.broken(
        line,
        `the row has ${String(cells.length)} cells, the header ${String(this.header.length)}: is a comma not quoted?`,
        cells,
      );
    const columns = new Map(this.header.map((name, i) => [name, cells[i] ?? '']));
    return this.states.flatMap((state) => state.take(line, columns));
  }

  /** The facts that were waiting for more rows. */
  end(): readonly Mapped[] {
    return this.states.flatMap((state) => state.end());
  }

  private broken(line: number, detail: string, cells: readonly string[]): readonly Mapped[] {
    const columns = new Map(this.header.map((name, i) => [name, cells[i] ?? '']));
    for (const state of this.states) state.lose(line, columns);
    return [{ line, refused: { code: 'row-unreadable', detail }, ...(cells.length > 0 && { cells }) }];
  }
}

/** A second column of a name is `name_1`, so that none hides another. */
function unique(header: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return header.map((name) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}_${String(before)}`;
  });
}

function checkColumns({ data, lines = {}, group = '', distinct = '' }: ImportMap, header: readonly string[]): void {
  for (const template of [...Object.values(data), ...Object.values(lines), group, distinct])
    for (const [, name = ''] of template.matchAll(COLUMN))
      if (!header.includes(name))
        throw new UsageError(`the map names the column {${name}}; the file has ${header.join(', ')}`);
}

class MapState {
  private readonly seen = new Set<string>();
  private pending:
    | {
        readonly key: string;
        readonly line: number;
        readonly data: Record<string, unknown>;
        readonly lines: Record<string, unknown>[];
        /** The line of a row that may belong to it and cannot be read. */
        lost?: number;
      }
    | undefined;
  /** The last row that cannot be read, and the group it seems to be of. */
  private lost: { readonly line: number; readonly key: string } | undefined;

  constructor(private readonly map: ImportMap) {}

  take(line: number, columns: Columns): readonly Mapped[] {
    const { distinct, group } = this.map;
    if (distinct !== undefined && this.repeated(fill(distinct, columns))) return [];
    const key = group === undefined ? String(line) : fill(group, columns);
    const done = this.pending?.key === key ? [] : this.end();
    const goesOn = this.pending !== undefined;
    this.pending ??= { key, line, data: filled(this.map.data, columns), lines: [] };
    if (this.lost !== undefined && (goesOn || this.lost.key === key)) this.pending.lost ??= this.lost.line;
    this.lost = undefined;
    if (this.map.lines !== undefined) this.pending.lines.push(filled(this.map.lines, columns));
    return group === undefined ? [...done, ...this.end()] : done;
  }

  /** A row between two of a group, or one that seems to be of it, is a line that would be missing from its fact. */
  lose(line: number, columns: Columns): void {
    const { group } = this.map;
    if (group === undefined) return;
    const key = fill(group, columns);
    if (this.pending?.key === key) this.pending.lost ??= line;
    this.lost = { line, key };
  }

  end(): readonly Mapped[] {
    if (this.pending === undefined) return [];
    const { line, data, lines, lost } = this.pending;
    this.pending = undefined;
    if (lost !== undefined) {
      const detail = `line ${String(lost)} cannot be read and may be of this fact, which would lack it`;
      return [{ line, refused: { code: 'row-unreadable', detail } }];
    }
    const fact = { type: this.map.type, data: this.map.lines === undefined ? data : { ...data, lines } };
    return [{ line, text: JSON.stringify(fact) }];
  }

  private repeated(value: string): boolean {
    if (this.seen.has(value)) return true;
    this.seen.add(value);
    return false;
  }
}

function filled(templates: Templates, columns: Columns): Record<string, unknown> {
  const entries = Object.entries(templates).map(([name, template]) => [name, fill(template, columns)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

const COLUMN = /\{([^}]*)\}/g;

function fill(template: Template, columns: Columns): string {
  return template.replace(COLUMN, (_, name: string) => (columns.get(name) ?? '').trim());
}
