import { rankedPage } from '#figures/ranked-page.js';
import { Problem } from '#kernel/problem.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { AsOf } from '../customers/purchase-days.js';
import type { ReadOn } from '../read.js';
import { bought } from './bought.js';
import type { Clv, ClvCustomer } from './clv.answers.js';
import { estimates, type ClvUnit, type Estimates } from './estimates.js';
import { holdout } from './holdout.js';
import { bgnbdShown, gammaGammaShown } from './shown.js';
import { warningsOf } from './warnings.js';

const SORTED_BY = ['expectedValue', 'expectedPurchases', 'pAlive', 'frequency', 'recency', 'T'] as const;
export const CLV_SORTS = ['id', ...SORTED_BY.flatMap((name) => [`-${name}` as const, name])] as const;

export interface ClvQuestion extends AsOf {
  readonly unit: ClvUnit;
  readonly horizon: number;
  /** The day up to which the hold-out is fitted. */
  readonly calibration?: number;
  readonly sort: (typeof CLV_SORTS)[number];
  readonly limit: number;
  readonly cursor?: string;
  /** The question as asked, without its page: what a cursor is good for. */
  readonly asked: object;
}

/**
 * What customers are expected to buy, a page of them, with where to go on (`null` at the end) among what stands then: what one is
 * expected to buy hangs on all others. @throws Problem for a cursor of another question, or a calibration that is not before asOf
 */
export async function customerValues(
  question: ClvQuestion,
  { views, catalogue, step }: Pick<ReadOn, 'views' | 'catalogue' | 'step'>,
): Promise<Clv> {
  const { asOf, unit, horizon, calibration, sort } = question;
  if (calibration !== undefined && calibration >= asOf) throw notBefore(asOf);
  const found = await bought(question, views, catalogue, step);
  const made = estimates(found, { asOf, unit, horizon }, step);
  const { items, next } = await rankedPage(
    {
      ...question,
      day: asOf,
      ...sortOf(sort),
      isPart: true,
      step,
      all: () => Promise.resolve(made.customers),
      asItStood: () => Promise.resolve(undefined),
    },
    views,
  );
  return {
    method: 'BG/NBD for purchase days, gamma-gamma for what they come to; maximum likelihood',
    asOf: formatDay(asOf),
    position: String(found.position),
    unit,
    horizon,
    parameters: {
      bgnbd: bgnbdShown(made.bgnbd, made.customers.length),
      gammaGamma: gammaGammaShown(made.gammaGamma, made.spenders),
    },
    totals: totalsOf(made),
    ...(calibration !== undefined && { holdout: holdout(found.days.values(), { calibration, asOf, unit }, step) }),
    customers: items,
    next,
    warnings: warningsOf(made, horizon),
  };
}

function sortOf(sort: ClvQuestion['sort']) {
  const by = SORTED_BY.find((name) => sort.endsWith(name));
  return {
    descending: sort.startsWith('-'),
    value: (customer: ClvCustomer) => (by === undefined ? 0 : customer[by]),
    // Who has no estimate comes last from the top.
    rank: (value: unknown) => (value === null ? -1 : Number(value)),
  };
}

/** Nothing is said of all where there is one of whom nothing is. */
function totalsOf({ customers }: Estimates): Clv['totals'] {
  const sum = (values: readonly (number | null)[]): number | null =>
    values.length === 0 || values.includes(null)
      ? null
      : values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return {
    expectedPurchases: sum(customers.map(({ expectedPurchases }) => expectedPurchases)),
    expectedValue: sum(customers.map(({ expectedValue }) => expectedValue)),
  };
}

function notBefore(asOf: number): Problem {
  const detail = `must be before asOf (${formatDay(asOf)})`;
  return new Problem('invalid-request', `calibration ${detail}`, [{ field: 'calibration', detail }]);
}
