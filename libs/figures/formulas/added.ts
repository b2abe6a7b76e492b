import type { AnyFormula } from '../metric.js';
import type { Series } from '../plan.js';
import { wholeOf } from '../value.js';
import type { FormulaPage } from './page.js';

/** Two formulas that count whole numbers of the same kind of thing, added up. */
export interface Added {
  readonly kind: 'added';
  readonly one: AnyFormula;
  readonly other: AnyFormula;
}

export const added: FormulaPage<Added> = {
  kind: 'added',
  plan: (formula, frame, { planOf }) => {
    const [one, other] = [planOf(formula.one, frame), planOf(formula.other, frame)];
    return {
      requests: [...one.requests, ...other.requests],
      finish: (cells) => {
        const first = one.finish(cells.slice(0, one.requests.length));
        return sumOf(first, other.finish(cells.slice(one.requests.length)));
      },
    };
  },
  sources: ({ one, other }, { sourcesOf }) => [one, other].flatMap(sourcesOf),
  behind: ({ one }, { behind }) => behind(one),
};

function sumOf(one: Series, other: Series): Series {
  const total = new Map(one);
  for (const [key, values] of other) {
    const before = total.get(key);
    total.set(key, before === undefined ? values : values.map((value, i) => wholeOf(before[i]) + wholeOf(value)));
  }
  return total;
}
