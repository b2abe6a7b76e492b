import { Decimal128, Long } from 'mongodb';
import { formatDecimal } from '#kernel/decimal.js';
import type { ReadableValue } from '#kernel/readable.js';
import type { MeasureKind } from '#kernel/ports/views-schema.js';

const MS_PER_DAY = 86_400_000;

/** The day that stands for no end: so one comparison finds what goes on. */
export const FOREVER = 2_932_896; // 9999-12-31

/** Midnight UTC of a business day's date: every tool takes it for that date. */
export function dateOf(day: number): Date {
  return new Date(day * MS_PER_DAY);
}

export function dayOf(date: Date): number {
  return date.getTime() / MS_PER_DAY;
}

/** Exact up to 34 digits, which is more than any sum of a day has. */
function decimalOf(amount: bigint): Decimal128 {
  return Decimal128.fromStringWithRounding(formatDecimal(amount));
}

export function sumOf(kind: MeasureKind, sum: bigint): Decimal128 | Long {
  return kind === 'amount' ? decimalOf(sum) : Long.fromBigInt(sum);
}

/** A dimension's text, which is `''` where it is missing. */
export function textOf(text: string, isFlag: boolean): string | boolean | null {
  if (isFlag) return text !== '';
  return text === '' ? null : text;
}

export function valueOf(value: ReadableValue): string | boolean | null | Long | Decimal128 | Date {
  if (typeof value === 'bigint') return Long.fromBigInt(value);
  if (value === null || typeof value !== 'object') return value;
  return 'day' in value ? dateOf(value.day) : decimalOf(value.amount);
}
