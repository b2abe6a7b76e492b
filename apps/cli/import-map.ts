import { readFile } from 'node:fs/promises';
import { UsageError } from './usage-error.js';

/** A fact to record, and the row of the file it begins on. */
export interface MappedFact {
  readonly row: number;
  readonly fact: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

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

/** Turns rows into facts, one map at a time, as the rows come. */
export class RowMapper {
  private readonly states: readonly MapState[];

  constructor(maps: readonly ImportMap[]) {
    this.states = maps.map((map) => new MapState(map));
  }

  /** The facts that are complete with this row. @throws UsageError for a template that names a column which is not there */
  take(row: number, columns: Readonly<Record<string, string>>): readonly MappedFact[] {
    return this.states.flatMap((state) => state.take(row, columns));
  }

  /** The facts that were waiting for more rows. */
  end(): readonly MappedFact[] {
    return this.states.flatMap((state) => state.end());
  }
}

class MapState {
  private readonly seen = new Set<string>();
  private pending:
    { key: string; row: number; data: Record<string, unknown>; lines: Record<string, unknown>[] } | undefined;

  constructor(private readonly map: ImportMap) {}

  take(row: number, columns: Readonly<Record<string, string>>): readonly MappedFact[] {
    const { distinct, group } = this.map;
    if (distinct !== undefined && this.repeated(fill(distinct, columns))) return [];
    const key = group === undefined ? String(row) : fill(group, columns);
    const done = this.pending?.key === key ? [] : this.end();
    this.pending ??= { key, row, data: filled(this.map.data, columns), lines: [] };
    if (this.map.lines !== undefined) this.pending.lines.push(filled(this.map.lines, columns));
    return group === undefined ? [...done, ...this.end()] : done;
  }

  end(): readonly MappedFact[] {
    if (this.pending === undefined) return [];
    const { row, data, lines } = this.pending;
    this.pending = undefined;
    return [{ row, fact: { type: this.map.type, data: this.map.lines === undefined ? data : { ...data, lines } } }];
  }

  private repeated(value: string): boolean {
    if (this.seen.has(value)) return true;
    this.seen.add(value);
    return false;
  }
}

function filled(templates: Templates, columns: Readonly<Record<string, string>>): Record<string, unknown> {
  const entries = Object.entries(templates).map(([name, template]) => [name, fill(template, columns)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function fill(template: Template, columns: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^}]*)\}/g, (_, name: string) => {
    const value = columns[name];
    if (value === undefined)
      throw new UsageError(`the map names the column {${name}}; the file has ${Object.keys(columns).join(', ')}`);
    return value.trim();
  });
}
