import { fitBgNbd } from '#mining/bg-nbd.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { Step } from '#kernel/step.js';
import type { Clv } from './clv.answers.js';
import { expectation, repeatsOf, type ClvUnit } from './estimates.js';
import { bgnbdShown } from './shown.js';

/** From so many on, customers are one class. */
const MOST_OFTEN = 7;

/**
 * The model fitted to what was bought up to a day, against what the customers known by then bought from the day after to `asOf`.
 * @param days the purchase days of each customer up to asOf, ascending
 */
export function holdout(
  days: Iterable<readonly number[]>,
  { calibration, asOf, unit }: { readonly calibration: number; readonly asOf: number; readonly unit: ClvUnit },
  step?: Step,
): NonNullable<Clv['holdout']> {
  const customers = [...days].flatMap((own) => {
    step?.();
    const before = own.filter((day) => day <= calibration);
    return before.length === 0 ? [] : [{ ...repeatsOf(before, calibration, unit), actual: own.length - before.length }];
  });
  const model = fitBgNbd(customers, step);
  // As long as from one to the other day, in units.
  const horizon = repeatsOf([calibration], asOf, unit).T;
  const expected = model && expectation(model, horizon, step);
  const classes = Map.groupBy(customers, ({ frequency }) => Math.min(frequency, MOST_OFTEN));
  const total = (of: typeof customers) => ({
    predicted: expected === undefined ? null : of.reduce((sum, customer) => sum + expected(customer), 0),
    actual: of.reduce((sum, { actual }) => sum + actual, 0),
  });
  return {
    calibration: formatDay(calibration),
    bgnbd: bgnbdShown(model, customers.length),
    ...total(customers),
    classes: [...classes]
      .sort(([a], [b]) => a - b)
      .map(([frequency, of]) => ({
        frequency: frequency === MOST_OFTEN ? `${String(MOST_OFTEN)}+` : String(frequency),
        customers: of.length,
        ...total(of),
      })),
  };
}
