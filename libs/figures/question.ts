import { formatDay } from '#kernel/time/calendar.js';
import { listOf } from '#kernel/list-of.js';
import { isRowGrain, ROW_GRAINS, type RowGrain } from '#kernel/time/periods.js';
import { parseRelativePeriod, RELATIVE_PERIODS, type RelativePeriod } from '#kernel/time/relative-periods.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { BASIS_FIELDS, parseBasis, type AskedBasis } from './basis.js';
import type { Catalogue } from './catalogue.js';
import type { Metric } from './metric.js';
import { parseQuestionDay } from './question-day.js';
import { aboutTargets, needOfFacts } from './question.target.js';
import { isOfSegment } from './segment-dimension.js';

export const COMPARISONS = ['previous-period', 'previous-year'] as const;

/** A question whose every part is known to have a meaning. Days are numbers since 1970-01-01. */
export interface Question {
  readonly metrics: readonly Metric[];
  /** What targets are asked of. */
  readonly targetOf?: Metric;
  readonly by: readonly string[];
  readonly grain?: RowGrain;
  readonly from?: number;
  readonly to?: number;
  /** In place of from and to: `withDays` says which those are as of a day. */
  readonly period?: RelativePeriod;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly asOf?: number;
  readonly knownAt?: number;
  readonly compare?: (typeof COMPARISONS)[number];
  /** On what amounts are counted, where that is not what is frozen in the facts. */
  readonly basis?: AskedBasis;
  /** What happens where it names no `from` and would have too many periods: it is refused, or answered for those with facts. */
  readonly tooManyPeriods?: 'those-with-facts';
}

const FIELDS: readonly string[] = [
  'metrics',
  'by',
  'grain',
  'from',
  'to',
  'period',
  'where',
  'asOf',
  'knownAt',
  'compare',
  'position',
  'replay',
  ...BASIS_FIELDS,
];

/** Reads a question about what a catalogue has. @throws Problem saying what is possible */
export function parseQuestion(raw: unknown, catalogue: Catalogue): Question {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw invalid('', 'the question must be an object');
  const data = raw as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(data))
    if (!FIELDS.includes(name))
      throw invalid(
        name.slice(0, 50).toWellFormed(),
        `is not a field of a question; possible are ${FIELDS.join(', ')}`,
      );
  const asked = list(data, 'metrics', 1, 50).map((name) => catalogue.metricNamed(name));
  const by = list(data, 'by', 0, 3);
  const { metrics, where, targetOf } = aboutTargets(asked, filters(data['where']), catalogue);
  for (const metric of metrics) checkDimensions(metric, by, where, catalogue);
  const question = {
    metrics,
    by,
    where,
    ...given('targetOf', targetOf),
    ...given('grain', grainOf(data['grain'])),
    ...given('from', dayOf(data, 'from')),
    ...given('to', dayOf(data, 'to')),
    ...given('period', periodOf(data['period'])),
    ...given('asOf', dayOf(data, 'asOf')),
    ...given('knownAt', dayOf(data, 'knownAt')),
    ...given('compare', oneOf(data, 'compare', COMPARISONS)),
    ...parseBasis(data),
  };
  checkSpan(question);
  if (question.basis !== undefined) needOfFacts(metrics, data);
  if (question.basis?.organisation !== undefined) needNoSegment([...by, ...Object.keys(where)]);
  return question;
}

/** What parameters may name several of; every other one is given once. */
const LISTS: readonly string[] = ['metrics', 'by'];

/** The same question as query parameters: lists as `listOf` reads them, such as `where.region=France,Spain`. */
export function questionFromParameters(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const question: Record<string, unknown> = {};
  const where: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(parameters)) {
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!texts.every((text) => typeof text === 'string')) throw invalid(name, 'must be text');
    const isFilter = name.startsWith('where.');
    if (isFilter) Object.defineProperty(where, name.slice(6), { value: listOf(texts), enumerable: true });
    else if (LISTS.includes(name)) question[name] = listOf(texts);
    else if (texts.length === 1) [question[name]] = texts;
    else throw invalid(name, 'must be given once');
  }
  return Object.keys(where).length === 0 ? question : { ...question, where };
}

/** The days that a question names by where they lie from its day. @throws Problem for what is no such period */
export function parseQuestionPeriod(value: unknown): RelativePeriod {
  const period = typeof value === 'string' ? parseRelativePeriod(value) : undefined;
  if (period !== undefined) return period;
  throw invalid('period', refusing(value, `must be one of ${RELATIVE_PERIODS.join(', ')}`));
}

function periodOf(value: unknown): RelativePeriod | undefined {
  return value === undefined ? undefined : parseQuestionPeriod(value);
}

function dayOf(data: Readonly<Record<string, unknown>>, name: string): number | undefined {
  return data[name] === undefined ? undefined : parseQuestionDay(name, data[name]);
}

function grainOf(value: unknown): RowGrain | undefined {
  if (value === undefined || isRowGrain(value)) return value;
  throw invalid('grain', `must be one of ${ROW_GRAINS}`);
}

function list(data: Readonly<Record<string, unknown>>, name: string, min: number, max: number): readonly string[] {
  const value = data[name] === undefined ? [] : data[name];
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string' || item === ''))
    throw invalid(name, 'must be a list of names');
  const names = [...new Set(value as string[])];
  if (names.length < min || names.length > max) throw invalid(name, `must have ${String(min)} to ${String(max)} names`);
  return names;
}

function filters(value: unknown): Readonly<Record<string, readonly string[]>> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('where', 'must be an object of lists');
  const entries = Object.entries(value as Record<string, unknown>).map(
    ([name, values]): [string, readonly string[]] => {
      const words = typeof values === 'string' ? [values] : values;
      if (
        !Array.isArray(words) ||
        words.length === 0 ||
        words.length > 1000 ||
        words.some((word) => typeof word !== 'string')
      )
        throw invalid(`where.${name.slice(0, 50).toWellFormed()}`, 'must be a list of 1 to 1,000 values');
      return [name, words as string[]];
    },
  );
  return Object.fromEntries(entries);
}

function checkDimensions(
  metric: Metric,
  by: readonly string[],
  where: Readonly<Record<string, readonly string[]>>,
  catalogue: Catalogue,
): void {
  for (const name of [...by, ...Object.keys(where)]) {
    if (metric.dimensions.includes(name)) continue;
    const field = by.includes(name) ? 'by' : `where.${name.slice(0, 50).toWellFormed()}`;
    if (isOfSegment(name)) throw noSegment(metric, name, field, catalogue);
    const known = catalogue.dimensions.includes(name)
      ? `${metric.name} does not go by ${name}`
      : `there is no dimension ${name.slice(0, 50).toWellFormed()}`;
    throw unknownDimension(field, `${known}; ${metric.name} goes by ${metric.dimensions.join(', ')}`);
  }
  const { onlyBy } = metric;
  if (onlyBy !== undefined && !by.includes(onlyBy) && where[onlyBy]?.length !== 1)
    throw unknownDimension(
      'by',
      `${metric.name} is answered by ${onlyBy}, or for one ${onlyBy} in where: its parts have no sum`,
    );
}

function unknownDimension(field: string, detail: string): Problem {
  return new Problem('unknown-dimension', detail, [{ field, detail }]);
}

/** @throws Problem for segments: their rules look at the day of each fact */
function needNoSegment(names: readonly string[]): void {
  const segment = names.find(isOfSegment);
  if (segment !== undefined)
    throw invalid(
      'organisation',
      `cannot be asked by ${segment.slice(0, 60).toWellFormed()}: members are those of the day of each fact`,
    );
}

/** Of a segment that is not there, or of a metric that does not go by any. */
function noSegment(metric: Metric, name: string, field: string, catalogue: Catalogue): Problem {
  const shown = name.slice(0, 50).toWellFormed();
  const detail = catalogue.dimensions.includes(name)
    ? `cannot be ${shown}: ${metric.name} does not go by segments`
    : `cannot be ${shown}: there is no such segment, or nothing goes by segments here`;
  return new Problem('unknown-dimension', `${field} ${detail}`, [{ field, detail }]);
}

function checkSpan({ from, to, period, compare }: Pick<Question, 'from' | 'to' | 'period' | 'compare'>): void {
  checkDays({ from, to, period });
  if (from !== undefined && to !== undefined && from > to)
    throw invalid('to', `must not be before from (${formatDay(from)})`);
  if (compare !== undefined && from === undefined && period?.unit === undefined)
    throw invalid('from', 'is required with compare, or a period other than all: it says how long the period is');
}

/** Days are named or relative. @throws Problem for both */
export function checkDays(named: { readonly from: unknown; readonly to: unknown; readonly period: unknown }): void {
  if (named.period !== undefined && (named.from !== undefined || named.to !== undefined))
    throw invalid('period', 'is given in place of from and to: leave them out, or it');
}

function oneOf<Value extends string>(
  data: Readonly<Record<string, unknown>>,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const value = data[name];
  if (value === undefined) return undefined;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw invalid(name, `must be one of ${values.join(', ')}`);
  return found;
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: Value };
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`.trim(), field === '' ? [] : [{ field, detail }]);
}
