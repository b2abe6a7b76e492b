import { parseDecimal } from './decimal.js';
import { parseDay } from './time/calendar.js';

/** What has to hold of an event's data before it may change anything: a log can hold what this release never wrote. */

/** @throws Error naming what is no text */
export function needText(data: object, ...names: readonly string[]): void {
  for (const name of names) if (typeof valueOf(data, name) !== 'string') throw new Error(`${name} must be text`);
}

/** @throws Error naming what is there and no text */
export function textIfAny(data: object, ...names: readonly string[]): void {
  needText(data, ...names.filter((name) => valueOf(data, name) !== undefined));
}

/** @throws Error naming what is no decimal number */
export function needDecimal(data: object, name: string): void {
  needText(data, name);
  parseDecimal(valueOf(data, name) as string);
}

/** @throws Error naming what is there and no decimal number */
export function decimalIfAny(data: object, ...names: readonly string[]): void {
  for (const name of names) if (valueOf(data, name) !== undefined) needDecimal(data, name);
}

/** @throws Error naming what is no date */
export function needDates(data: object, ...names: readonly string[]): void {
  for (const name of names) {
    const value = valueOf(data, name);
    if (typeof value !== 'string' || parseDay(value) === undefined) throw new Error(`${name} must be a date`);
  }
}

/** @throws Error where it is no object */
export function needObject(value: unknown, name: string): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${name} must be an object`);
}

function valueOf(data: object, name: string): unknown {
  return (data as Readonly<Record<string, unknown>>)[name];
}
