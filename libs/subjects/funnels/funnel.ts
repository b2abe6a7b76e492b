import type { Catalogue } from '#figures/catalogue.js';
import type { Plan } from '#figures/plan.js';
import { wholeOf } from '#figures/value.js';
import type { Cell } from '#kernel/ports/views.js';
import { formatDay } from '#kernel/time/calendar.js';
import { periodOf } from '#kernel/time/periods.js';
import { purchaseDaysIn, type AsOf } from '../customers/purchase-days.js';
import { NO_PREVIOUS_DAY } from '../customers/timeline/rows.js';
import type { ReadOn } from '../read.js';
import { stepCells } from './cells.js';
import { enteredTogether } from './cohorts-entered.js';
import type { Funnel } from './funnel.answers.js';
import type { FunnelQuestion, FunnelStep } from './funnel-question.js';
import { stepsTold } from './small-steps.js';
import { STEP_EVENTS } from './step-events.js';
import { entrances, wayFrom, type Way } from './ways.js';

type Asked = FunnelQuestion & AsOf & { readonly grain: Funnel['grain']; readonly today: number };
type On = Pick<ReadOn, 'views' | 'catalogue' | 'step'> & { readonly fiscalStart: number };

/**
 * How far customers came, each once: from its first fact of the first step ever, in the cohort of that day.
 * @throws Problem `restricted` for a step that does not go by what is seen, `answer-too-large` for too many parts
 */
export async function funnel(question: Asked, { fiscalStart, ...on }: On): Promise<Funnel> {
  const { steps, within, by, from = -Infinity, to = Infinity, grain, asOf, today } = question;
  const { ways, position } = await waysOf(question, on);
  const asked = ways.filter(({ days: [entered = 0] }) => entered >= from && entered <= to);
  const cellsOf = (own: readonly Way[], last: number) =>
    stepCells(own, steps.length, { last: Math.min(last, to), within, asOf, today });
  const cohorts = enteredTogether(asked, (day) => periodOf(day, grain, fiscalStart).name, on.step);
  const rows = cohorts.map(({ cohort, parts, ways: own }) => ({
    cohort,
    values: [cohort, ...parts],
    cells: cellsOf(own, periodOf(own[0]?.days[0] ?? 0, grain, fiscalStart).to),
  }));
  const told = stepsTold(rows, cellsOf(asked, Infinity), on.catalogue.minGroup);
  return {
    steps: steps.map(({ event }) => event),
    within: `${String(within)}d`,
    grain,
    asOf: formatDay(asOf),
    position: String(position),
    cohorts: rows.map(({ cohort, values: [, ...parts] }, row) => ({
      cohort,
      parts: Object.fromEntries(by.map((name, i) => [name, parts[i] ?? ''])),
      cells: [...(told.rows[row] ?? [])],
    })),
    total: { cells: [...told.total] },
    ...(told.suppressed !== undefined && { suppressed: told.suppressed }),
  };
}

/** Of everybody who ever took the first step. */
async function waysOf({ steps, within, by, ...cut }: Asked, { views, catalogue, step }: Omit<On, 'fiscalStart'>) {
  const [first, ...others] = steps;
  const plans = [planOf(first, by, cut, catalogue), ...others.map((one) => planOf(one, [], cut, catalogue))];
  const { position, cells } = await views.sums(
    plans.flatMap(({ requests }) => requests),
    step,
  );
  let at = 0;
  const taken = plans.map((plan) => takenIn(plan, cells.slice(at, (at += plan.requests.length))));
  const possible = others.map((_, i) => purchaseDaysIn(taken[i + 1], step));
  // A fact is one step: another one of the same kind is on another day, as purchases are told apart.
  const isLater = (one: number, before: number) => steps[one]?.event === steps[before]?.event;
  const ways: Way[] = [];
  for (const [customer, entrance] of entrances(taken[0] ?? [], step)) {
    step();
    const later = possible.map((days) => days.get(customer) ?? []);
    ways.push(wayFrom(entrance, later, { within, isLater }));
  }
  return { ways, position };
}

/** The days of each customer with facts that a step is. */
function planOf(
  { event, where }: FunnelStep,
  by: readonly string[],
  { asOf, knownAt }: AsOf,
  catalogue: Catalogue,
): Plan {
  const frame = {
    windows: [{ from: NO_PREVIOUS_DAY, to: asOf }],
    asOf,
    by: ['customer', 'day', ...by],
    where,
    asked: [...by, ...Object.keys(where)],
    ...(knownAt !== undefined && { knownAt }),
  };
  return catalogue.planOf(catalogue.metricNamed(STEP_EVENTS[event]), frame);
}

/** What came to each customer, day and part: of several sums, as where several share a sale, what is made of them. */
function takenIn(plan: Plan, cells: readonly (readonly Cell[])[]): readonly Cell[] {
  if (plan.requests.length === 1) return cells[0] ?? [];
  return [...plan.finish(cells)].map(([group, [sum]]) => {
    return { window: 0, group: JSON.parse(group) as Cell['group'], sums: [wholeOf(sum)] };
  });
}
