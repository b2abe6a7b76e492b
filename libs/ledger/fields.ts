import { AmountError, formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { Problem, type FieldError } from '#kernel/problem.js';
import { notAnInstant, parseDay, type Calendar } from '#kernel/time/calendar.js';
import { refusing, shown, shownValue } from '#kernel/shown.js';
import { freeTextError, labelError } from './label.js';

/** Mistakes reported at most; a body full of them is not worth more. */
const ERRORS_KEPT = 100;

/**
 * Reads what a caller sent, field by field: every field is checked and normalized once, unknown fields are refused, and all mistakes
 * are reported together. The one place that says what a well-formed field is, for single requests, bulk lines and imports alike.
 */
export class Fields {
  private readonly seen = new Set<string>();
  private readonly data: Readonly<Record<string, unknown>>;
  private readonly errorsBefore: number;

  constructor(
    data: unknown,
    private readonly calendar: Calendar,
    private readonly path = '',
    private readonly errors: (FieldError & { readonly range?: boolean })[] = [],
  ) {
    this.errorsBefore = errors.length;
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
      this.data = data as Readonly<Record<string, unknown>>;
    } else {
      this.data = {};
      this.fail('', 'must be an object');
    }
  }

  /** 1 to 200 characters of well-formed Unicode without control characters. */
  label(name: string): string {
    return this.optionalLabel(name) ?? this.missing(name, '');
  }

  optionalLabel(name: string): string | undefined {
    return this.text(name, labelError);
  }

  /** Free text such as a reason: up to 2,000 characters, tabs and line breaks allowed. */
  optionalText(name: string): string | undefined {
    return this.text(name, freeTextError);
  }

  requiredText(name: string): string {
    return this.optionalText(name) ?? this.missing(name, '');
  }

  /** RFC 3339 or a date; normalized to UTC with milliseconds. */
  instant(name: string): string {
    return this.optionalInstant(name) ?? this.missing(name, '');
  }

  optionalInstant(name: string): string | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const text = typeof value === 'string' && value.length < 40 ? value : '';
    const instant = this.calendar.instant(text);
    if (instant === undefined) this.refuse(name, value, notAnInstant(text));
    return instant;
  }

  /** A date; its normal form is itself. */
  date(name: string): string {
    return this.optionalDate(name) ?? this.missing(name, '1970-01-01');
  }

  optionalDate(name: string): string | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && parseDay(value) !== undefined) return value;
    this.refuse(name, value, 'must be a date such as "2024-02-03"');
    return undefined;
  }

  /** A decimal of at least `min`, as canonical text. */
  amount(name: string, min: 'zero' | 'more'): string {
    return this.optionalAmount(name, min) ?? this.missing(name, '0');
  }

  optionalAmount(name: string, min: 'zero' | 'more', scale = 6): string | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') {
      this.refuse(name, value, 'must be a decimal number such as "12.345"');
      return undefined;
    }
    try {
      const micro = parseDecimal(value, scale);
      if (micro < 0n || (micro === 0n && min === 'more'))
        this.refuse(name, value, min === 'more' ? 'must be more than 0' : 'must be 0 or more');
      return formatDecimal(micro);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      this.report({
        field: this.path + name,
        detail: refusing(value, error.detail),
        range: error.reason === 'out-of-range',
      });
      return undefined;
    }
  }

  /** 0 to 1. */
  optionalRate(name: string): string | undefined {
    const rate = this.optionalAmount(name, 'zero');
    if (rate !== undefined && parseDecimal(rate) > parseDecimal('1')) this.refuse(name, rate, 'must be from 0 to 1');
    return rate;
  }

  /** More than 0, at most 3 decimals. */
  quantity(name: string): string {
    return this.optionalAmount(name, 'more', 3) ?? this.missing(name, '1');
  }

  optionalQuantity(name: string): string | undefined {
    return this.optionalAmount(name, 'more', 3);
  }

  optionalWhole(name: string, max: number): number | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max) return value;
    this.refuse(name, value, `must be a whole number from 0 to ${String(max)}`);
    return undefined;
  }

  whole(name: string, max: number): number {
    return this.optionalWhole(name, max) ?? this.missing(name, 0);
  }

  currency(name: string): string {
    return this.optionalCurrency(name) ?? this.missing(name, '');
  }

  optionalCurrency(name: string): string | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) return value;
    this.refuse(name, value, 'must be an ISO 4217 code such as "EUR"');
    return undefined;
  }

  optionalOneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) this.refuse(name, value, `must be one of ${values.join(', ')}`);
    return found;
  }

  /** Something by name, at most 50. */
  optionalMap<Value>(
    name: string,
    read: (inner: Fields, key: string) => Value,
  ): Readonly<Record<string, Value>> | undefined {
    return this.optionalObject(name, (inner) => {
      const names = Object.keys(inner.data);
      if (names.length > 50) this.fail(name, 'must have at most 50 entries');
      for (const key of names)
        if (labelError(key) !== undefined) this.fail(name, `has a name that is no label: ${shownValue(key)}`);
      return Object.fromEntries(names.map((key) => [key, read(inner, key)]));
    });
  }

  optionalObject<Shape>(name: string, read: (inner: Fields) => Shape): Shape | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const inner = new Fields(value, this.calendar, `${this.path}${name}.`, this.errors);
    const result = read(inner);
    inner.refuseUnknown();
    return result;
  }

  object<Shape>(name: string, read: (inner: Fields) => Shape): Shape {
    return this.optionalObject(name, read) ?? this.missing(name, read(new Fields({}, this.calendar, '', [])));
  }

  /** One label or a list of 1 to 100. */
  labels(name: string): readonly string[] {
    const value = this.take(name);
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.length === 0 || list.length > 100) this.fail(name, 'must have 1 to 100 values');
    for (const item of list) {
      const error = item === '' ? undefined : labelError(item);
      if (error !== undefined) this.refuse(name, item, error);
    }
    return list as readonly string[];
  }

  /** 1 to 1,000 objects. */
  optionalList<Item>(name: string, read: (item: Fields) => Item): readonly Item[] | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || value.length === 0 || value.length > 1000) {
      this.refuse(name, value, 'must be a list of 1 to 1,000 objects');
      return undefined;
    }
    return value.map((item: unknown, index) => {
      const inner = new Fields(item, this.calendar, `${this.path}${name}[${String(index)}].`, this.errors);
      const result = read(inner);
      inner.refuseUnknown();
      return result;
    });
  }

  list<Item>(name: string, read: (item: Fields) => Item): readonly Item[] {
    return this.optionalList(name, read) ?? this.missing(name, []);
  }

  /** One of two fields, and not both. */
  requireOneOf(one: string, other: string): void {
    const given = [one, other].filter((name) => this.has(name));
    if (given.length === 0) this.fail(one, `or ${other} is required`);
    if (given.length === 2) this.fail(other, `must not come with ${one}: send one of the two`);
  }

  /** Whether what was read so far is well-formed; only then it can be reckoned with. */
  get sound(): boolean {
    return this.errors.length === this.errorsBefore;
  }

  fail(name: string, detail: string): void {
    this.report({ field: (this.path + name).replace(/\.$/, ''), detail });
  }

  private refuse(name: string, value: unknown, detail: string): void {
    this.fail(name, refusing(value, detail));
  }

  /** Like `fail`, for an amount that is well-formed but cannot be kept exactly. */
  failRange(name: string, detail: string): void {
    this.report({ field: this.path + name, detail, range: true });
  }

  /** @throws Problem with every mistake found */
  done(): void {
    this.refuseUnknown();
    if (this.errors.length > 0) throw this.problem();
  }

  private problem(): Problem {
    const code = this.errors.every(({ range }) => range === true) ? 'amount-out-of-range' : 'invalid-request';
    const errors = this.errors.map(({ field, detail }) => ({ field, detail }));
    const first = errors.slice(0, 3).map(({ field, detail }) => `${field === '' ? 'the data' : field} ${detail}`);
    return new Problem(code, first.join('; '), errors);
  }

  private report(error: FieldError & { readonly range?: boolean }): void {
    if (this.errors.length < ERRORS_KEPT) this.errors.push(error);
  }

  private refuseUnknown(): void {
    for (const name of Object.keys(this.data))
      if (!this.seen.has(name) && this.has(name)) this.fail(shown(name), 'is not a field of this request');
  }

  private take(name: string): unknown {
    this.seen.add(name);
    if (!this.has(name)) return undefined;
    const value = this.data[name];
    if (value === null) this.fail(name, 'must not be null: leave it out');
    return value ?? undefined;
  }

  private text(name: string, errorOf: (value: unknown) => string | undefined): string | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const error = errorOf(value);
    if (error !== undefined) this.refuse(name, value, error);
    return error === undefined ? (value as string) : undefined;
  }

  private missing<Value>(name: string, instead: Value): Value {
    if (!this.has(name)) this.fail(name, 'is required');
    return instead;
  }

  private has(name: string): boolean {
    return Object.hasOwn(this.data, name) && this.data[name] !== undefined;
  }
}
