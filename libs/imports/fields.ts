import { DuckDBArrayType, DuckDBListType, DuckDBStructType, type DuckDBType } from '@duckdb/node-api';
import { LINE } from './columns.js';
import { didYouMean } from './did-you-mean.js';
import { ImportError } from './import-error.js';

/** What a field takes, as JSON Schema says it: as much of that as is looked at. */
export interface FieldSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
}

/** The types of facts that can be recorded, with the fields of their data. */
export type FactTypes = ReadonlyMap<string, FieldSchema>;

/** The column that says what a row is. */
export const TYPE = 'type';

/** The column that says since when a fact was known: beside its data. */
export const KNOWN_SINCE = 'knownSince';
/** Columns that are no field. */
export const BESIDE: ReadonlySet<string> = new Set([TYPE, LINE, KNOWN_SINCE]);

/** A column of a result. */
export interface Column {
  readonly name: string;
  readonly type: DuckDBType;
}

/** @throws ImportError for a column that is no field of one of the facts, and for a part of it that is none */
export function checkFields(columns: readonly Column[], types: readonly string[], known: FactTypes): void {
  for (const type of types) {
    const schema = known.get(type);
    if (schema === undefined)
      throw new ImportError(
        `there is no type ${type}${didYouMean(type, [...known.keys()])} Types: ${[...known.keys()].join(', ')}`,
      );
    for (const column of columns) if (!BESIDE.has(column.name)) checkPart(column.name, column.type, schema, type);
  }
}

function checkPart(path: string, type: DuckDBType, { properties }: FieldSchema, of: string): void {
  if (properties === undefined) return;
  const name = path.slice(path.lastIndexOf('.') + 1);
  const field = properties[name];
  if (field === undefined)
    throw new ImportError(
      `${of} has no field ${path}${didYouMean(name, Object.keys(properties))} Fields: ${Object.keys(properties).join(', ')}`,
    );
  const inner = innerOf(type, field);
  if (inner === undefined) return;
  inner.struct.entryNames.forEach((entry, i) => {
    checkPart(`${path}.${entry}`, inner.struct.entryTypes[i] as DuckDBType, inner.schema, of);
  });
}

/** The structure of a column, or of what it is a list of. */
function innerOf(
  type: DuckDBType,
  schema: FieldSchema,
): { readonly struct: DuckDBStructType; readonly schema: FieldSchema } | undefined {
  if (type instanceof DuckDBStructType) return { struct: type, schema };
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType)
    return innerOf(type.valueType, schema.items ?? {});
  return undefined;
}
