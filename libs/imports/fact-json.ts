import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBArrayType,
  DuckDBArrayValue,
  DuckDBMapValue,
  DuckDBStructType,
  type DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTypeId,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { FieldSchema } from './fields.js';

/** Writes a value of a column as JSON; undefined for NULL, which is left out. */
export type JsonWriter = (value: DuckDBValue) => string | undefined;

/** How values of a type are written: exactly, whatever they are. @param field that they are for */
export function jsonWriter(type: DuckDBType, field: FieldSchema = {}): JsonWriter {
  const write = forField(writerOf(type, field), type, field);
  return (value) => (value === null ? undefined : write(value));
}

/** A field that counts takes the digits of a text, and a label those of a number. */
function forField(write: (value: DuckDBValue) => string, { typeId }: DuckDBType, field: FieldSchema): typeof write {
  if (field.type === 'integer' && typeId === DuckDBTypeId.VARCHAR)
    return (value) => (SAFE.test(value as string) ? String(Number(value)) : write(value));
  if (field.type !== 'string' || typeId === DuckDBTypeId.VARCHAR) return write;
  return (value) => {
    const text = write(value);
    return /^[-\d]/.test(text) ? JSON.stringify(text) : text;
  };
}

function writerOf(type: DuckDBType, field: FieldSchema): (value: DuckDBValue) => string {
  // A fact is one line: in JSON, breaks of lines stand between its parts only.
  if (type.alias === 'JSON') return (value) => String(value).replace(/[\r\n]+/g, ' ');
  if (type instanceof DuckDBStructType) return structWriter(type, field);
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType) return listWriter(type.valueType, field);
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return String;
    case DuckDBTypeId.VARCHAR:
      return (value) => JSON.stringify(value);
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return (value) => JSON.stringify(plain(value as number));
    default:
      return writeOther;
  }
}

/** Up to this size a whole number is the same in JSON, wherever that is read. */
const SAFE = /^-?\d{1,15}$/;

function writeOther(value: DuckDBValue): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return whole(String(value));
  if (value instanceof DuckDBDecimalValue) return decimal(value.toString());
  if (value instanceof DuckDBDateValue) return JSON.stringify(value.toString());
  if (value instanceof DuckDBTimestampTZValue) return JSON.stringify(instant(value));
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue)
    return `[${value.items.map((item) => (item === null ? 'null' : writeOther(item))).join(',')}]`;
  if (value instanceof DuckDBMapValue) {
    const entries = value.entries.filter((entry) => entry.value !== null);
    return `{${entries.map((entry) => `${JSON.stringify(String(entry.key))}:${writeOther(entry.value)}`).join(',')}}`;
  }
  return JSON.stringify(String(value));
}

function structWriter(type: DuckDBStructType, { properties = {} }: FieldSchema): (value: DuckDBValue) => string {
  const fields = type.entryNames.map((name, i) => ({
    name,
    key: JSON.stringify(name),
    write: jsonWriter(type.entryTypes[i] as DuckDBType, properties[name]),
  }));
  return (value) => {
    const { entries } = value as DuckDBStructValue;
    const parts: string[] = [];
    for (const { name, key, write } of fields) {
      const text = write(entries[name] ?? null);
      if (text !== undefined) parts.push(`${key}:${text}`);
    }
    return `{${parts.join(',')}}`;
  };
}

function listWriter(itemType: DuckDBType, { items }: FieldSchema): (value: DuckDBValue) => string {
  const write = jsonWriter(itemType, items);
  return (value) =>
    `[${(value as DuckDBListValue | DuckDBArrayValue).items.map((item) => write(item) ?? 'null').join(',')}]`;
}

function whole(digits: string): string {
  return SAFE.test(digits) ? digits : JSON.stringify(digits);
}

/** Whole ones as numbers, which a field that counts takes as well; all others as text, to the last digit. */
function decimal(text: string): string {
  const shortest = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return shortest.includes('.') ? JSON.stringify(shortest) : whole(shortest);
}

/** The shortest form of a double, without an exponent where it can be an amount. */
function plain(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function instant({ micros }: DuckDBTimestampTZValue): string {
  const ms = Number(micros / 1000n);
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(micros);
}
