import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal, readDecimal } from '#kernel/decimal.js';
import type { Views } from '#kernel/ports/views.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { parsePeriod, type Grain } from '#kernel/time/periods.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { recorded } from '#testing/book-events.js';
import { ChainedViews } from '#testing/chained-views.js';
import { CONTEXT, project } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { ScratchIndexes } from '#testing/scratch-indexes.js';
import { answer, type Answer } from '../answer.js';
import type { Metric } from '../metric.js';
import { parseQuestion } from '../question.js';
import { toNumber, type Figure, type Fraction } from '../value.js';
import type { SaidFormula, SaidOperand } from './said-formula.js';
import { withCustom } from './with-custom.js';

type Filters = Readonly<Record<string, readonly string[]>>;

const NAME = 'custom.made';
/** Instead of a row, the total. */
const TOTAL = 'total';

/** Exact metrics of each unit, and values that they can be limited to. */
const METRICS: Readonly<Record<string, readonly string[]>> = {
  money: ['revenue.net', 'revenue.sales', 'revenue.discount', 'revenue.refunded', 'revenue.repeat', 'revenue.tax'],
  customers: ['customers.active', 'customers.new', 'customers.lost', 'customers.buyers', 'customers.opening'],
  orders: ['orders'],
  opportunities: ['opportunities.open', 'opportunities.won'],
  interactions: ['interactions'],
};
const UNITS = Object.keys(METRICS);
const VALUES: Filters = {
  region: ['north', 'south', ''],
  stage: ['active', 'new', 'at_risk', 'churned'],
  channel: ['web', 'shop', ''],
};

const limits = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Filters>({}) },
  fc
    .dictionary(fc.constantFrom(...Object.keys(VALUES)), fc.nat(2), { maxKeys: 2 })
    .map((picked): Filters =>
      Object.fromEntries(Object.entries(picked).map(([name, i]) => [name, (VALUES[name] ?? []).slice(i, i + 2)])),
    ),
);

function operand(unit: string): fc.Arbitrary<SaidFormula> {
  return fc.record({ metric: fc.constantFrom(...(METRICS[unit] ?? [])), limits }).map(({ metric, limits: asked }) => {
    const known = CATALOGUE.metricNamed(metric).dimensions;
    const where = Object.fromEntries(Object.entries(asked).filter(([name]) => known.includes(name)));
    return { metric, ...(Object.keys(where).length > 0 && { where }) };
  });
}

/** Whatever can be added up, at most so deep. */
function addedUp(part: fc.Arbitrary<SaidFormula>, deep: number): fc.Arbitrary<SaidFormula> {
  if (deep <= 1) return part;
  const inner = addedUp(part, deep - 1);
  return fc.oneof(
    part,
    fc.array(inner, { minLength: 1, maxLength: 3 }).map((sum) => ({ sum })),
    fc.tuple(inner, inner).map((difference) => ({ difference })),
  );
}

const inUnit = (deep: number) => fc.constantFrom(...UNITS).chain((unit) => addedUp(operand(unit), deep));
const share = fc
  .constantFrom(...UNITS)
  .chain((unit) => fc.tuple(operand(unit), operand(unit)).map((ratio) => ({ ratio })));
const divided = (deep: number) => fc.tuple(inUnit(deep), inUnit(deep)).map((ratio): SaidFormula => ({ ratio }));
const perDay = (of: SaidFormula): SaidFormula => ({ per: [of, 'days'] });
const formula: fc.Arbitrary<SaidFormula> = fc.oneof(
  inUnit(4),
  divided(3),
  divided(2).map(perDay),
  inUnit(3).map(perDay),
  addedUp(share, 3),
  fc.tuple(divided(2), divided(2)).map((ratio): SaidFormula => ({ ratio })),
);

const cuts = fc.record(
  { asOf: fc.nat(DAYS + 200), knownAt: fc.nat(DAYS + 200), grain: fc.constantFrom<Grain>('month', 'week', 'quarter') },
  { requiredKeys: [] },
);

const indexes = new ScratchIndexes();
afterAll(() => indexes.remove());

describe('a metric made of others', () => {
  it.each(['memory', 'index'] as const)(
    'is what arithmetic makes of their figures, in %s',
    async (store) => {
      await fc.assert(
        fc.asyncProperty(
          randomBookOf(3, 20, 60),
          fc.array(formula, { minLength: 15, maxLength: 15 }),
          cuts,
          fc.nat(DAYS),
          limits,
          async (book, formulas, { asOf, knownAt, grain }, start, where) => {
            const chain = new ChainedViews(VIEW_SCHEMA);
            await project(recorded(book), chain);
            const views: Views = store === 'memory' ? chain : indexes.over(chain);
            const days = {
              from: formatDay(FIRST_DAY + start),
              to: formatDay(FIRST_DAY + start + 150),
              ...(asOf !== undefined && { asOf: formatDay(FIRST_DAY + asOf) }),
              ...(knownAt !== undefined && { knownAt: formatDay(FIRST_DAY + knownAt) }),
              ...(grain !== undefined && { grain }),
            };
            for (const [i, said] of formulas.entries())
              await check(said, { ...days, asOf: days.asOf ?? days.to }, where, i, views);
            if (views !== chain) await views.close();
          },
        ),
        { numRuns: store === 'memory' ? 40 : 6 },
      );
    },
    300_000,
  );
});

interface Days {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly grain?: Grain;
}

/** A formula asked as a metric of its own, beside what its operands say of themselves. */
async function check(said: SaidFormula, days: Days, where: Filters, pick: number, views: Views): Promise<void> {
  const definition = { name: NAME, version: 1, title: 'Made', definition: 'Made of others.', formula: said };
  const catalogue = withCustom(CATALOGUE, new Map([[NAME, definition]]));
  const ask = (question: object): Promise<Answer> =>
    answer(parseQuestion(question, catalogue), views, { ...CONTEXT, catalogue });
  const { dimensions, type } = catalogue.metricNamed(NAME);
  const limited = Object.fromEntries(Object.entries(where).filter(([dimension]) => dimensions.includes(dimension)));
  const by = dimensions.length === 0 || pick % 3 === 0 ? [] : [dimensions[pick % dimensions.length] as string];
  const question = { ...days, by };
  const parts = await partsOf(said, limited, question, ask);
  const { rows, totals } = await ask({ ...question, metrics: [NAME], where: limited });
  const shown = new Map([...rows.map((row) => [keyOf(row, question), row[NAME]] as const), [TOTAL, totals[NAME]]]);
  for (const key of new Set([...shown.keys(), ...parts.keys])) {
    const expected = figureOf(worked(said, parts, key, daysOf(key, days)), type);
    // Combinations for which it is nothing at all have no row.
    if (shown.has(key)) expect([said, key, round(shown.get(key))]).toEqual([said, key, round(expected)]);
    else expect([said, key, [0, '0', null].includes(expected)]).toEqual([said, key, true]);
  }
}

/** What each operand is in each row, and in total, by what it says. */
interface Parts {
  readonly keys: ReadonlySet<string>;
  readonly figures: ReadonlyMap<SaidFormula, ReadonlyMap<string, Figure | undefined>>;
}

async function partsOf(
  said: SaidFormula,
  where: Filters,
  question: Days & { readonly by: readonly string[] },
  ask: (question: object) => Promise<Answer>,
): Promise<Parts> {
  const figures = new Map<SaidFormula, ReadonlyMap<string, Figure | undefined>>();
  for (const one of operandsOf(said)) {
    const both = Object.entries(where).map(([name, values]): [string, readonly string[]] => [
      name,
      values.filter((value) => one.where?.[name]?.includes(value) !== false),
    ]);
    // No fact has none of the values there are.
    if (both.some(([, values]) => values.length === 0)) continue;
    const asked = { ...question, metrics: [one.metric], where: { ...one.where, ...Object.fromEntries(both) } };
    const { rows, totals } = await ask(asked);
    const cells = rows.map((row) => [keyOf(row, question), row[one.metric]] as const);
    figures.set(one, new Map([...cells, [TOTAL, totals[one.metric]]]));
  }
  return { keys: new Set([...figures.values()].flatMap((cells) => [...cells.keys()])), figures };
}

function operandsOf(said: SaidFormula): readonly SaidOperand[] {
  if ('metric' in said) return [said];
  if ('per' in said) return operandsOf(said.per[0]);
  return ('sum' in said ? said.sum : 'ratio' in said ? said.ratio : said.difference).flatMap(operandsOf);
}

/** Worked out once more, as fractions of whole numbers; undefined where that is impossible. */
function worked(said: SaidFormula, parts: Parts, key: string, days: bigint): Fraction | undefined {
  const of = (part: SaidFormula) => worked(part, parts, key, days);
  if ('metric' in said) {
    const figure = parts.figures.get(said)?.get(key) ?? 0;
    return { numerator: readDecimal(String(figure)), denominator: 1_000_000n };
  }
  if ('per' in said) return quotient(of(said.per[0]), { numerator: days, denominator: 1n });
  if ('ratio' in said) return quotient(of(said.ratio[0]), of(said.ratio[1]));
  if ('difference' in said) return sum(of(said.difference[0]), of(said.difference[1]), -1n);
  return said.sum.map(of).reduce((total, part) => sum(total, part, 1n), { numerator: 0n, denominator: 1n });
}

function sum(a: Fraction | undefined, b: Fraction | undefined, sign: bigint): Fraction | undefined {
  if (a === undefined || b === undefined) return undefined;
  const numerator = a.numerator * b.denominator + sign * b.numerator * a.denominator;
  return { numerator, denominator: a.denominator * b.denominator };
}

function quotient(a: Fraction | undefined, b: Fraction | undefined): Fraction | undefined {
  if (a === undefined || b === undefined || b.numerator === 0n) return undefined;
  return { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
}

function figureOf(value: Fraction | undefined, type: Metric['type']): Figure {
  if (value === undefined) return null;
  if (type === 'number') return toNumber(value);
  const millionths = (value.numerator * 1_000_000n) / value.denominator;
  return type === 'decimal' ? formatDecimal(millionths) : Number(millionths / 1_000_000n);
}

/** Numbers to the digits in which two ways to the same fraction agree. */
function round(figure: Figure | undefined): Figure | undefined {
  return typeof figure === 'number' ? Number(figure.toPrecision(14)) : figure;
}

function keyOf(row: Answer['rows'][number], { grain, by }: { readonly grain?: Grain; readonly by: readonly string[] }) {
  return JSON.stringify([...(grain === undefined ? [] : [grain]), ...by].map((name) => row[name]));
}

/** The days of a row that are counted: those of its period that are asked for and over. */
function daysOf(key: string, { from, to, asOf, grain }: Days): bigint {
  const [name = ''] = key === TOTAL ? [] : (JSON.parse(key) as readonly string[]);
  const period = grain === undefined ? undefined : parsePeriod(name, 1);
  const first = Math.max(period?.from ?? -Infinity, parseDay(from) as number);
  const last = Math.min(period?.to ?? Infinity, parseDay(to) as number, parseDay(asOf) as number);
  return BigInt(Math.max(0, last - first + 1));
}
