import type { TObject, TSchema } from 'typebox';
import { DECIMAL_FORM } from './answer-schema.js';
import type { Cell, CellType, Row, TableColumn } from './table.js';

/** As much of JSON Schema as answers are described with. */
interface Described extends TSchema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Described[];
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** An answer that is a list, as rows and columns. */
export interface ListTable {
  readonly columns: readonly TableColumn[];
  rowsOf(answer: object): readonly Row[];
}

/**
 * How an answer that has one list of things is a table: a row for each of them, or for each part of it where things have one list of parts.
 * What is neither text nor a number is written as JSON.
 * @returns undefined for an answer that has no list, or several
 */
export function listTable(answer: TObject): ListTable | undefined {
  const things = onlyList(answer);
  if (things === undefined) return undefined;
  const parts = onlyList(things.of);
  const own = Object.entries(things.of.properties ?? {}).filter(([name]) => name !== parts?.name);
  const inner = Object.entries(parts?.of.properties ?? {});
  const cellsOf = (thing: Fields, columns: typeof own): Row => columns.map(([name]) => cellOf(thing[name]));
  return {
    columns: [...own, ...inner].map(([name, schema]) => columnOf(name, typeOf(schema))),
    rowsOf: (found) =>
      listIn(found, things.name).flatMap((thing) => {
        const cells = cellsOf(thing, own);
        if (parts === undefined) return [cells];
        return listIn(thing, parts.name).map((part) => [...cells, ...cellsOf(part, inner)]);
      }),
  };
}

/** Decimals of things add up. */
function columnOf(name: string, type: CellType): TableColumn {
  return { name, type, ...(type === 'decimal' && { adds: true }) };
}

function onlyList({ properties = {} }: Described): { readonly name: string; readonly of: Described } | undefined {
  const lists = Object.entries(properties).flatMap(([name, { items }]) =>
    items?.properties === undefined ? [] : [{ name, of: items }],
  );
  return lists.length === 1 ? lists[0] : undefined;
}

function listIn(found: object, name: string): readonly Fields[] {
  return ((found as Fields)[name] ?? []) as readonly Fields[];
}

function typeOf({ anyOf, type, format, pattern, enum: values }: Described): CellType {
  if (anyOf !== undefined) return common(anyOf.filter((one) => one.type !== 'null').map(typeOf));
  if (values !== undefined) return 'text';
  if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'instant';
  return type === 'string' && pattern === DECIMAL_FORM ? 'decimal' : 'text';
}

/** The type that holds what all of these hold. */
function common(types: readonly CellType[]): CellType {
  const [first = 'text', ...others] = new Set(types);
  if (others.length === 0) return first;
  return types.every((type) => type === 'integer' || type === 'decimal') ? 'decimal' : 'text';
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}
