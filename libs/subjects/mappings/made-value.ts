import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { Money } from '../segments/rule/money.js';

/**
 * The value of an expression as it is sent; undefined for one that is null, which leaves its field out. Whole numbers that JSON cannot keep
 * exactly are texts. @throws Problem for what cannot be sent
 */
export function madeValue(value: unknown): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Money) return value.toString();
  if (Array.isArray(value)) return value.map((one: unknown) => madeValue(one) ?? null);
  if (value instanceof Map) return madeFields([...value] as [string, unknown][]);
  if (isPlain(value)) return madeFields(Object.entries(value));
  throw new Problem(
    'invalid-request',
    'the value is nothing that can be sent: make it text, a number, a list or a map',
  );
}

function madeFields(entries: readonly (readonly [string, unknown])[]): Json {
  const made = entries.map(([name, one]) => [name, madeValue(one)] as const);
  return Object.fromEntries(made.filter((field): field is readonly [string, Json] => field[1] !== undefined));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
