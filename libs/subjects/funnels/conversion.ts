import type { Catalogue } from '#figures/catalogue.js';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { formatDay } from '#kernel/time/calendar.js';
import { periodOf } from '#kernel/time/periods.js';
import { purchaseDaysIn, type AsOf } from '../customers/purchase-days.js';
import { NO_PREVIOUS_DAY } from '../customers/timeline/rows.js';
import type { ReadOn } from '../read.js';
import { stepCells, type StepCell } from './cells.js';
import { enteredTogether } from './cohorts-entered.js';
import type { Conversion, CONVERSION_PARTS } from './conversion.answers.js';
import { stepsTold } from './small-steps.js';
import { entrances, wayFrom, type Way } from './ways.js';

type Asked = AsOf &
  Pick<Conversion, 'from_stage' | 'to_stage' | 'within'> & {
    readonly by: readonly (typeof CONVERSION_PARTS)[number][];
    readonly today: number;
  };

/**
 * What became of customers since they first came into a stage: whether they came into another one within days, and after how many.
 * @throws Problem `restricted` where moves do not go by what is seen, `answer-too-large` for too many parts
 */
export async function conversion(
  question: Asked,
  on: Pick<ReadOn, 'views' | 'catalogue' | 'step'>,
): Promise<Conversion> {
  const { by, within, asOf, today, from_stage, to_stage } = question;
  const { ways, position } = await waysOf(question, on);
  const isByCohort = by.includes('cohort');
  const monthOf = (day: number) => periodOf(day, 'month', 1);
  const cellsOf = (own: readonly Way[], last: number) => stepCells(own, 2, { last, within, asOf, today });
  const rowOf = ([first, then]: readonly StepCell[]): Conversion['total'] => {
    if (first === undefined || then === undefined) throw new Error('a conversion without its two steps');
    const { customers: converted, share, medianDays, incomplete } = then;
    return { entered: first.customers, converted, share, medianDays, incomplete };
  };
  const others = by.filter((name) => name !== 'cohort');
  const rows = enteredTogether(ways, (day) => (isByCohort ? monthOf(day).name : ''), on.step);
  const cells = rows.map(({ cohort, parts, ways: own }) => ({
    values: [cohort, ...parts],
    // Without cohorts whoever enters later is in it, too.
    cells: cellsOf(own, isByCohort ? monthOf(own[0]?.days[0] ?? 0).to : Infinity),
  }));
  const told = stepsTold(cells, cellsOf(ways, Infinity), on.catalogue.minGroup);
  return {
    from_stage,
    to_stage,
    within,
    asOf: formatDay(asOf),
    position: String(position),
    rows: rows.map(({ cohort, parts }, row) => ({
      parts: Object.fromEntries(
        by.map((name) => [name, name === 'cohort' ? cohort : (parts[others.indexOf(name)] ?? '')]),
      ),
      ...rowOf(told.rows[row] ?? []),
    })),
    total: rowOf(told.total),
    ...(told.suppressed !== undefined && { suppressed: told.suppressed }),
  };
}

async function waysOf({ from_stage, to_stage, by, within, ...cut }: Asked, on: Parameters<typeof conversion>[1]) {
  const { views, catalogue, step } = on;
  const parts = by.filter((name) => name !== 'cohort');
  const requests = [movesInto(from_stage, parts, cut, catalogue), movesInto(to_stage, [], cut, catalogue)];
  const { position, cells } = await views.sums(requests, step);
  const entered = moved(cells[0]);
  const arrivals = purchaseDaysIn(moved(cells[1]), step);
  // A stage is one of the end of a day, but for a first purchase that is closed on its day: it was new, too.
  const pace = { within, isLater: () => from_stage !== 'new' };
  const ways: Way[] = [];
  for (const [customer, entrance] of entrances(entered, step)) {
    step();
    ways.push(wayFrom(entrance, [arrivals.get(customer) ?? []], pace));
  }
  return { ways, position };
}

/** Moves of each customer into a stage by day and parts, with the stages they lie between. */
function movesInto(stage: string, parts: readonly string[], { asOf, knownAt }: AsOf, catalogue: Catalogue): SumRequest {
  const frame = {
    windows: [{ from: NO_PREVIOUS_DAY, to: asOf }],
    asOf,
    by: ['customer', 'day', ...parts],
    where: { to_stage: [stage] },
    asked: [...parts, 'to_stage'],
    ...(knownAt !== undefined && { knownAt }),
  };
  const [request] = catalogue.planOf(catalogue.metricNamed('customers.moves'), frame).requests;
  if (request === undefined) throw new Error('moves are not counted by one sum');
  return request;
}

/** Those that lie between two stages: who stays in one may go from one tier to another. */
function moved(cells: readonly Cell[] = []): readonly Cell[] {
  return cells.flatMap(({ group, ...cell }) => {
    const [from, to] = group.slice(-2);
    return from === to ? [] : [{ ...cell, group: group.slice(0, -2) }];
  });
}
