import {
  DuckDBArrayType,
  type DuckDBArrayValue,
  type DuckDBDecimalValue,
  DuckDBListType,
  type DuckDBListValue,
  DuckDBMapType,
  type DuckDBMapValue,
  DuckDBStructType,
  type DuckDBStructValue,
  type DuckDBTimestampTZValue,
  DuckDBTypeId,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { SqlType } from '#kernel/sql-table.js';

/** A value as JSON has it. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/** What a column's values are as JSON: exact, whatever they are. */
export interface PlainColumn {
  readonly type: SqlType;
  readonly plain: (value: DuckDBValue) => Plain;
}

const WHOLE: readonly DuckDBTypeId[] = [
  ...[DuckDBTypeId.TINYINT, DuckDBTypeId.SMALLINT, DuckDBTypeId.INTEGER, DuckDBTypeId.BIGINT, DuckDBTypeId.HUGEINT],
  ...[
    DuckDBTypeId.UTINYINT,
    DuckDBTypeId.USMALLINT,
    DuckDBTypeId.UINTEGER,
    DuckDBTypeId.UBIGINT,
    DuckDBTypeId.UHUGEINT,
  ],
];

export function plainColumn(type: DuckDBType): PlainColumn {
  const { type: name, plain } = columnOf(type);
  return { type: name, plain: (value) => (value === null ? null : plain(value)) };
}

function columnOf(type: DuckDBType): PlainColumn {
  const { typeId } = type;
  if (WHOLE.includes(typeId)) return { type: 'integer', plain: whole };
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType)
    return { type: 'json', plain: items(type.valueType) };
  if (type instanceof DuckDBStructType) return { type: 'json', plain: fields(type) };
  if (type instanceof DuckDBMapType) return { type: 'json', plain: entries(type) };
  switch (typeId) {
    case DuckDBTypeId.BOOLEAN:
      return { type: 'boolean', plain: (value) => value as boolean };
    case DuckDBTypeId.DECIMAL:
      return { type: 'decimal', plain: (value) => decimal((value as DuckDBDecimalValue).toString()) };
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return { type: 'number', plain: (value) => (Number.isFinite(value) ? (value as number) : String(value)) };
    case DuckDBTypeId.DATE:
      return { type: 'date', plain: String };
    case DuckDBTypeId.TIMESTAMP_TZ:
      return { type: 'instant', plain: (value) => instant(value as DuckDBTimestampTZValue) };
    default:
      return { type: 'string', plain: String };
  }
}

/** As a number where every reader of JSON has the same one. */
function whole(value: DuckDBValue): Plain {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** Without trailing zeros, as figures are. */
function decimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function instant(value: DuckDBTimestampTZValue): string {
  const ms = Number(value.micros / 1_000n);
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(value);
}

function items(of: DuckDBType): PlainColumn['plain'] {
  const { plain } = plainColumn(of);
  return (value) => (value as DuckDBListValue | DuckDBArrayValue).items.map(plain);
}

function fields({ entryNames, entryTypes }: DuckDBStructType): PlainColumn['plain'] {
  const columns = entryTypes.map(plainColumn);
  return (value) => {
    const { entries: found } = value as DuckDBStructValue;
    return Object.fromEntries(entryNames.map((name, i) => [name, columns[i]?.plain(found[name] ?? null) ?? null]));
  };
}

/** Keys may be anything: a list of them with their values. */
function entries({ keyType, valueType }: DuckDBMapType): PlainColumn['plain'] {
  const [key, value] = [plainColumn(keyType), plainColumn(valueType)];
  return (map) =>
    (map as DuckDBMapValue).entries.map((entry) => ({ key: key.plain(entry.key), value: value.plain(entry.value) }));
}
