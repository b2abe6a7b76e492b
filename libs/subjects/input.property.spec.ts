import { describe, expect, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import Type, { type TSchema } from 'typebox';
import { Problem } from '#kernel/problem.js';
import { Calendar } from '#kernel/time/calendar.js';
import { Mistakes } from '#ledger/input/mistakes.js';
import { readerOf } from '#ledger/input/reader.js';
import { Shape } from '#ledger/input/shape.js';
import { hiddenOf } from '#ledger/input/kind.js';
import { COMMANDS } from './tables.js';

const context = { calendar: new Calendar('Europe/Berlin', 1), currency: 'EUR' };

const FORMULAS = [
  { metric: 'orders' },
  { ratio: [{ metric: 'orders', where: { region: 'north' } }, { sum: [{ metric: 'lines' }] }] },
  { per: [{ difference: [{ metric: 'orders' }, { metric: 'orders' }] }, 'days'] },
];

/** What the description of a field promises to be taken. */
function promised(schema: TSchema): Arbitrary<unknown> {
  const { entries, either } = hiddenOf(schema);
  if (either !== undefined) return fc.oneof(promised(either.short), promised(either.long));
  if (entries !== undefined) return fc.dictionary(word, promised(entries), { maxKeys: 3 });
  if (Type.IsArray(schema)) return fc.array(promised(schema.items), { minLength: 1, maxLength: 3 });
  if (Type.IsObject(schema)) {
    const fields = Object.entries(schema.properties).map(([name, field]) => [name, promised(field)] as const);
    const needed = Object.keys(schema.properties).filter((name) => !Type.IsOptional(schema.properties[name]));
    return fc.record(Object.fromEntries(fields), { requiredKeys: needed });
  }
  const { type, enum: words, examples, format, pattern, description = '', minimum, maximum } = schema as Described;
  if (words !== undefined) return fc.constantFrom(...words);
  if (examples !== undefined) return fc.constantFrom(...examples);
  if (format === 'date') return day;
  if (pattern?.startsWith('^custom') === true) return fc.stringMatching(/^custom\.[a-z_-]{1,20}$/);
  if (pattern === '^[A-Z]{3}$') return fc.constantFrom('EUR', 'USD', 'CHF');
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  if (description.startsWith('RFC 3339')) return fc.oneof(day, moment);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return fc.integer({ min: minimum ?? 0, max: maximum ?? 0 });
  if (description.includes('decimal')) return fc.oneof(decimal, decimal.map(Number));
  if (description.startsWith('a position')) return fc.oneof(fc.nat(1_000), fc.nat(1_000).map(String));
  if (description.startsWith('the version')) return fc.oneof(fc.nat(1_000), fc.constant('*'));
  if (description.startsWith('one value')) return fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 }));
  if (description.startsWith('a formula')) return fc.constantFrom(...FORMULAS);
  return word;
}

interface Described {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly examples?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const word = fc.oneof(fc.stringMatching(/^[a-z ]{1,9}$/), fc.constantFrom('Zoë', '\u{1f600}'.repeat(200), '__proto__'));
const decimal = fc.integer({ min: 1, max: 1_000 }).map((n) => String(n / 1_000));
const day = fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }).map((date) => {
  return date.toISOString().slice(0, 10);
});
const moment = fc
  .tuple(day, fc.constantFrom('T00:00:00Z', 't23:59:59.123456789z', 'T12:30:00+05:30', 'T23:00:00.5-23:59'))
  .map((parts) => parts.join(''));

const WRONG = [
  ...[null, true, '', 'x'.repeat(201), 'x'.repeat(2_001), '\ud800', '\u0000', 'a\tb', 'euro', [], [[]], [null], {}],
  ...[{ a: 1 }, -1, 0, 0.5, 1e308, 36_501, '-1', '1.1234567', '1.2500000', '0.0001', '99999999999999999', '0.0'],
  ...['2023-02-29', '2024-02-29', '2024-01-01T10:00:00', '2024-04-31T10:00:00Z', '2024-01-01T24:00:00Z', '0000-01-01'],
  ...[{ 'a\u0000': 'b' }, Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${String(i)}`, 'v']))],
];

/** A value with one thing changed, at any depth: replaced, left out or added. */
function mutated(value: unknown, [at, ...path]: readonly number[], wrong: unknown): unknown {
  if (at === undefined || typeof value !== 'object' || value === null) return wrong;
  const names = Object.keys(value);
  const name = names[at % (names.length + 1)] ?? 'colour';
  const inner = mutated((value as Record<string, unknown>)[name], path, wrong);
  if (Array.isArray(value)) return value.map((item: unknown, i) => (String(i) === name ? inner : item));
  const rest = Object.entries(value).filter(([other]) => other !== name);
  return Object.fromEntries(inner === undefined ? rest : [...rest, [name, inner]]);
}

/** What comes of reading without the compiled check: the value, or everything that is wrong. */
function readSlowly(schema: TSchema, data: unknown): unknown {
  const mistakes = new Mistakes();
  const said = readerOf(schema)(data, '', '', { context, mistakes, checked: false });
  return outcomeOf(() => {
    mistakes.done();
    return said;
  });
}

function outcomeOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, detail, errors } = error;
    return { code, detail, errors };
  }
}

function isProblem(outcome: unknown): boolean {
  return typeof outcome === 'object' && outcome !== null && 'errors' in outcome && 'code' in outcome;
}

describe.each(Object.entries(COMMANDS))('the input of %s', (_type, { input: { schema } }) => {
  const shape = new Shape(schema);
  const isIdMade = Type.IsOptional(schema.properties['id']);

  it('is taken by the compiled check as the description promises', () => {
    fc.assert(fc.property(promised(schema), (data) => expect(shape.accepts(data)).toBe(true)));
  });

  it('reads the same with and without the compiled check, which takes it only if there is no message about a field', () => {
    const path = fc.array(fc.nat(30), { maxLength: 5 });
    const wrong = fc.oneof(fc.constantFrom(...WRONG), fc.constant(undefined));
    fc.assert(
      fc.property(promised(schema), fc.array(fc.tuple(path, wrong), { maxLength: 2 }), (valid, changes) => {
        const data = changes.reduce<unknown>((value, [where, what]) => mutated(value, where, what), valid);
        // An id that is made where none is said is another one each time.
        fc.pre(!isIdMade || (data as { readonly id?: unknown } | null | undefined)?.id !== undefined);
        const slow = readSlowly(schema, data);
        expect(outcomeOf(() => shape.read(data, context))).toEqual(slow);
        expect([data, shape.accepts(data) || isProblem(slow)]).toEqual([data, true]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an instant at the ends of time', () => {
  const shape = new Shape(Type.Object({ at: at() }));
  const readAt = (zone: string, instant: string) =>
    outcomeOf(() => shape.read({ at: instant }, { ...context, calendar: new Calendar(zone, 1) }));

  function at(): TSchema {
    const { occurredAt } = COMMANDS['RecordSale']?.input.schema.properties ?? {};
    return occurredAt as TSchema;
  }

  it('is taken where the calendar has a date for it', () => {
    expect(shape.accepts({ at: '9999-12-31T23:30:00Z' })).toBe(false);
    expect(readAt('UTC', '9999-12-31T23:30:00Z')).toEqual({ at: '9999-12-31T23:30:00.000Z' });
    expect(readAt('Europe/Berlin', '9999-12-31T23:30:00Z')).toHaveProperty('code', 'invalid-request');
    expect(readAt('UTC', '0001-01-01')).toEqual({ at: '0001-01-01T00:00:00.000Z' });
    expect(readAt('America/New_York', '0001-01-01T00:00:00Z')).toHaveProperty('code', 'invalid-request');
  });
});
