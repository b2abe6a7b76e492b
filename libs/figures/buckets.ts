import { isRolling, periodOf, periods, type Grain, type Period, type RowGrain } from '#kernel/time/periods.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import type { Question } from './question.js';
import type { Rows } from './rows.js';
import { allSeen } from './seen.js';
import type { Span } from './span.js';

/** The periods of a question that says where it begins, and of one that does not: it may begin at a date with a typo in its century. */
const MOST_PERIODS = 20_000;
const MOST_WITHOUT_FROM = 5_000;
const LONGEST: Readonly<Record<Grain, number>> = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  year: 366,
  'fiscal-quarter': 92,
  'fiscal-year': 366,
};

/** The periods that the rows of a question go by; without a grain its whole span, without a name. @throws Problem for too many */
export async function bucketsOf(
  question: Question & { readonly asOf: number },
  span: Span,
  fiscalStart: number,
  views: Views,
  rows: Rows | undefined,
): Promise<readonly Period[]> {
  const { grain, from: named } = question;
  if (grain === undefined) return [{ name: '', ...span }];
  const list = atMost(named === undefined ? MOST_WITHOUT_FROM : MOST_PERIODS, span, grain, fiscalStart);
  if (list !== undefined) return list;
  if (named === undefined && question.tooManyPeriods === 'those-with-facts')
    return periodsWithFacts(question, span, { grain, fiscalStart }, views, rows);
  throw tooMany(grain, named);
}

/** Undefined where there are more, found out without listing them. */
function atMost(most: number, { from, to }: Span, grain: RowGrain, fiscalStart: number): readonly Period[] | undefined {
  if (to - from + 1 > most * (isRolling(grain) ? 1 : LONGEST[grain])) return undefined;
  const list = periods(from, to, grain, fiscalStart);
  return list.length > most ? undefined : list;
}

function tooMany(grain: RowGrain, from: number | undefined): Problem {
  const most = String(from === undefined ? MOST_WITHOUT_FROM : MOST_PERIODS);
  const since = from === undefined ? ' since the first fact of all' : '';
  const detail = `name a later from, an earlier to or a coarser grain: that is more than ${most} periods of a ${grain}${since}`;
  return new Problem('invalid-request', detail, [{ field: 'from', detail }]);
}

/** The periods on whose days any fact that is seen is dated, and the last one: in all others nothing happens and every level stays. */
async function periodsWithFacts(
  { asOf, knownAt }: Question & { readonly asOf: number },
  span: Span,
  { grain, fiscalStart }: { readonly grain: RowGrain; readonly fiscalStart: number },
  views: Views,
  rows: Rows | undefined,
): Promise<readonly Period[]> {
  const last = Math.min(span.to, asOf);
  const { cells } = await views.sums(
    allSeen(views, rows).map((request) => ({
      ...request,
      group: ['day'],
      windows: [{ from: span.from, to: last }],
      ...(knownAt !== undefined && { recordedTo: knownAt }),
    })),
  );
  const days = new Set([...cells.flat().map(({ group }) => Number(group[0])), span.to]);
  const found = [...days].sort((a, b) => a - b).map((day) => periodOf(day, grain, fiscalStart));
  return [...new Map(found.map((period) => [period.name, period])).values()];
}
