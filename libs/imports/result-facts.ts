import { DuckDBListType, DuckDBTypeId, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { LINE, quoted } from './columns.js';
import { jsonWriter } from './fact-json.js';
import { BESIDE, KNOWN_SINCE, TYPE, type Column, type FactTypes } from './fields.js';
import type { Result } from './run-map.js';
import type { Scratch } from './scratch.js';

/** A fact of a map. */
export interface MappedFact {
  /** Where the map says it is from. */
  readonly line?: number;
  /** Its id, where that is a text. */
  readonly id: string;
  /** As `/v1/bulk` takes it. */
  readonly text: string;
  /** Whether it has a list of things, of which one could be missing. */
  readonly isListed: boolean;
}

/** The facts of a result in its order, read as they are taken. */
export async function* factsOf(scratch: Scratch, result: Result, types: FactTypes): AsyncIterable<MappedFact> {
  const selected = result.columns.map(selectedAs).join(', ');
  const stream = await scratch.connection.stream(`SELECT ${selected} FROM ${result.table}`);
  const names = result.columns.map(({ name }) => name);
  const [typeAt, lineAt, idAt] = [TYPE, LINE, 'id'].map((name) => names.indexOf(name)) as [number, number, number];
  const isListed = result.columns.some(({ type }) => type instanceof DuckDBListType);
  const writers = new Map<string, RowWriter>();
  for (;;) {
    const chunk = await stream.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const columns = chunk.getColumns();
    for (let row = 0; row < chunk.rowCount; row++) {
      const valueAt = (column: number): DuckDBValue => columns[column]?.[row] ?? null;
      const type = String(valueAt(typeAt));
      const write = writers.get(type) ?? rowWriter(result.columns, stream.columnTypes(), type, types);
      writers.set(type, write);
      const line = valueAt(lineAt);
      yield {
        ...(line !== null && { line: Number(line) }),
        id: String(valueAt(idAt) ?? ''),
        text: write(valueAt),
        isListed,
      };
    }
  }
}

const TIMESTAMPS = new Set<DuckDBTypeId>([
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_NS,
]);

/** A time without an offset is one on the clocks of the zone that the database is locked to. */
function selectedAs({ name, type }: Column): string {
  const column = quoted(name);
  return TIMESTAMPS.has(type.typeId) ? `${column}::TIMESTAMP::TIMESTAMPTZ AS ${column}` : column;
}

type RowWriter = (valueAt: (column: number) => DuckDBValue) => string;

function rowWriter(
  columns: readonly Column[],
  columnTypes: readonly DuckDBType[],
  type: string,
  types: FactTypes,
): RowWriter {
  const { properties = {} } = types.get(type) ?? {};
  const fields = columns.flatMap(({ name }, at) =>
    BESIDE.has(name)
      ? []
      : [{ at, key: JSON.stringify(name), write: jsonWriter(columnTypes[at] as DuckDBType, properties[name]) }],
  );
  const knownAt = columns.findIndex(({ name }) => name === KNOWN_SINCE);
  const writeKnown = knownAt === -1 ? undefined : jsonWriter(columnTypes[knownAt] as DuckDBType);
  const head = `{"type":${JSON.stringify(type)},"data":{`;
  return (valueAt) => {
    const parts: string[] = [];
    for (const { at, key, write } of fields) {
      const text = write(valueAt(at));
      if (text !== undefined) parts.push(`${key}:${text}`);
    }
    const knownSince = writeKnown?.(valueAt(knownAt));
    return `${head}${parts.join(',')}}${knownSince === undefined ? '' : `,"knownSince":${knownSince}`}}`;
  };
}
