import { Type, type Static, type TProperties, type TSchema } from 'typebox';

/** What answers are declared with: one declaration is what callers read of an answer, and the type of what makes it. */

/** The type of what a schema describes; whoever was told something does not change it. */
export type Told<Schema extends TSchema> = Unchanging<Static<Schema>>;
type Unchanging<Value> = Value extends readonly (infer Item)[]
  ? readonly Unchanging<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Unchanging<Value[Name]> }
    : Value;

/** An object with these properties and no others. */
export function closed<Properties extends TProperties>(properties: Properties, description?: string) {
  return Type.Object(properties, { additionalProperties: false, ...(description !== undefined && { description }) });
}

/** The same under a name of its own. Permanent: clients have a type of this name. */
export function named<Properties extends TProperties>(name: string, description: string, properties: Properties) {
  return Type.Object(properties, { $id: name, additionalProperties: false, description });
}

export function nullable<Schema extends TSchema>(schema: Schema, description?: string) {
  return Type.Union([schema, Type.Null()], description === undefined ? {} : { description });
}

export function oneOf<const Values extends readonly string[]>(values: Values, description?: string) {
  return Type.Unsafe<Values[number]>({
    type: 'string',
    enum: values,
    ...(description !== undefined && { description }),
  });
}

/** Something by a name that only the answer knows. */
export function byName<Schema extends TSchema>(schema: Schema, description?: string) {
  return Type.Unsafe<Record<string, Static<Schema>>>({
    type: 'object',
    additionalProperties: schema,
    ...(description !== undefined && { description }),
  });
}

export function text(description: string) {
  return Type.String({ description });
}

export function count(description: string) {
  return Type.Integer({ minimum: 0, description });
}

/** A position of the log: text, since it may be larger than what every language reads exactly. */
export const POSITION = Type.String({
  pattern: '^(0|[1-9]\\d{0,15}|p[\\w-]{59})$',
  description: 'a position of the log; opaque where a part only is seen',
});
export const DATE = Type.String({ format: 'date', description: 'a business day' });
export const INSTANT = Type.String({ format: 'date-time', description: 'RFC 3339 in UTC' });
/** What tells exact decimals from other texts. */
export const DECIMAL_FORM = '^-?(0|[1-9]\\d*)(\\.\\d+)?$';
/** Exact, without trailing zeros. */
export const DECIMAL = Type.String({ pattern: DECIMAL_FORM, description: 'an exact decimal' });
/** `next` of a page. */
export const NEXT = nullable(Type.String(), 'what the next page is asked for with; null at the end');
