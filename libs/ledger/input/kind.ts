import Type, { type Static, type TSchema, type TUnsafe } from 'typebox';
import type { Calendar } from '#kernel/time/calendar.js';
import { refusing } from '#kernel/shown.js';
import type { Refusal, Scope } from './mistakes.js';

/** What inputs are read with. */
export interface Context {
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
}

/** A kind of value: why one is refused, and the one form in which the others are kept. */
export interface Kind<Value> {
  /** Everything that is wrong with a value, for the message. */
  readonly refusals: (value: unknown, context: Context) => readonly Refusal[];
  /** Whether nothing is wrong with a value, in whatever context: quick, since it is asked of every field of every request. */
  readonly accepts: (value: unknown) => boolean;
  /** A value with which nothing is wrong, as it is kept; just as it is where absent. */
  readonly normal?: (value: unknown, context: Context) => Value;
}

/** What holds between the fields of an object; those that were refused are absent. */
export type Rule<Said> = (said: Partial<Said>, scope: Scope, context: Context) => void;

/** What a schema does beside describing: hidden, so that it is JSON Schema to whoever looks at it. */
export interface Hidden {
  readonly kind?: Kind<unknown>;
  readonly rule?: Rule<never> | undefined;
  /** Of a map: what its values are. */
  readonly entries?: TSchema;
  /** Either a value of a kind, or an object in its place. */
  readonly either?: { readonly short: TSchema; readonly long: TSchema };
  /** What is understood where nothing is said. */
  readonly absent?: (context: Context) => unknown;
}

const HIDDEN = '~input';

export function hiddenOf(schema: TSchema): Hidden {
  return (schema as { readonly [HIDDEN]?: Hidden })[HIDDEN] ?? {};
}

/** Adds to what a schema does. */
export function hide<Schema extends TSchema>(schema: Schema, more: Hidden): Schema {
  return Object.defineProperty(schema, HIDDEN, { value: { ...hiddenOf(schema), ...more }, configurable: true });
}

/** A schema for a kind of value, described to callers as JSON Schema. */
export function kind<Value>(description: TSchema, how: Kind<Value>): TUnsafe<Value> {
  return hide(Type.Unsafe<Value>(description), { kind: how });
}

/** A field that callers may leave out, and that is there for whoever reads it. */
export function understood<Schema extends TSchema>(schema: Schema, absent: (context: Context) => Static<Schema>) {
  return hide(Type.Optional(schema), { absent }) as TSchema as TUnsafe<Static<Schema>>;
}

export const NONE: readonly Refusal[] = [];

/** What is wrong with a value, in a sentence that shows it. */
export function refused(value: unknown, detail: string): readonly Refusal[] {
  return [{ detail: refusing(value, detail) }];
}
