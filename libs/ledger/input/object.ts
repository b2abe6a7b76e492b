import Type, { type Static, type TArray, type TObject, type TProperties, type TSchema, type TUnsafe } from 'typebox';
import { hide, type Rule } from './kind.js';

/** What is read of an object with these fields. */
export type Said<Fields extends TProperties> = Static<TObject<Fields>>;

/** An object with these fields and no others, read in their order. */
export function object<Fields extends TProperties>(fields: Fields, rule?: Rule<Said<Fields>>): TObject<Fields> {
  return hide(Type.Object(fields, { additionalProperties: false }), { rule });
}

/** A field that callers may leave out. */
export const optional = Type.Optional;

/** What a list can have. */
export const SIZE = { minItems: 1, maxItems: 1_000 };

/** 1 to 1,000 objects. */
export function list<Item extends TSchema>(item: Item): TArray<Item> {
  return Type.Array(item, SIZE);
}

/** Entries of a map at most. */
export const MOST_ENTRIES = 50;

/** Something by name, at most 50; a name is a label. */
export function map<Entry extends TSchema>(entry: Entry): TUnsafe<Readonly<Record<string, Static<Entry>>>> {
  const description = { type: 'object', additionalProperties: entry, maxProperties: MOST_ENTRIES };
  return hide(Type.Unsafe<Readonly<Record<string, Static<Entry>>>>(description), { entries: entry });
}

/** A value of a kind, such as the name of something, or an object in its place. */
export function orObject<Short extends TSchema, Fields extends TProperties>(
  short: Short,
  long: TObject<Fields>,
): TUnsafe<Static<Short> | Static<TObject<Fields>>> {
  return hide(Type.Unsafe<Static<Short> | Static<TObject<Fields>>>({ anyOf: [short, long] }), {
    either: { short, long },
  });
}

/** Whether a value is meant as the object of the two. */
export function isLong(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
