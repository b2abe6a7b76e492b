import Type, { type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { labelError } from '../label.js';
import { hiddenOf } from './kind.js';
import { isLong, MOST_ENTRIES, SIZE } from './object.js';

/** A compiled check whether nothing is wrong with the fields of a value. The rules between them are not part of it. */
export function checkOf(schema: TSchema): (value: unknown) => boolean {
  const compiled = Compile(lawOf(schema));
  return (value) => compiled.Check(value);
}

/**
 * What a schema demands, without what it says of it: a kind is a question to its own law, and an object looks its fields up in a set,
 * which compiles to something three times as quick as the keywords of JSON Schema.
 */
function lawOf(schema: TSchema): TSchema {
  const { kind, entries, either } = hiddenOf(schema);
  if (kind !== undefined) return Type.Refine(Type.Unknown(), kind.accepts);
  if (either !== undefined) {
    const [short, long] = [checkOf(either.short), checkOf(either.long)];
    return Type.Refine(Type.Unknown(), (value) => (isLong(value) ? long(value) : short(value)));
  }
  if (entries !== undefined)
    return Type.Refine(Type.Unsafe<object>({ type: 'object', additionalProperties: lawOf(entries) }), fewLabels);
  if (Type.IsArray(schema)) return Type.Array(lawOf(schema.items), SIZE);
  if (!Type.IsObject(schema)) throw new Error('an input is made of kinds, lists, maps and objects');
  const fields = Object.entries(schema.properties).map(([name, field]): [string, TSchema] => [
    name,
    Type.IsOptional(field) ? Type.Optional(lawOf(field)) : lawOf(field),
  ]);
  return Type.Refine(Type.Object(Object.fromEntries(fields)), hasOnly(new Set(fields.map(([name]) => name))));
}

function hasOnly(names: ReadonlySet<string>): (value: object) => boolean {
  return (value) => {
    for (const name in value) if (!names.has(name)) return false;
    return true;
  };
}

function fewLabels(value: object): boolean {
  const names = Object.keys(value);
  return names.length <= MOST_ENTRIES && names.every((name) => labelError(name) === undefined);
}
