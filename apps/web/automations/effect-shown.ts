import type { AutomationEffect } from '#client/index.js';
import type { Shown } from '../book/answer.js';

/** Of an automation that has a goal. */
export type Comparison = {
  readonly [Part in 'acted' | 'heldOut' | 'difference']: NonNullable<AutomationEffect[Part]>;
};

type Names = Readonly<Record<'group' | 'rate' | 'acted' | 'heldOut', string>>;

/** How many of each group reached the goal, as an answer with a row of each, its columns as they are called. */
export function effectShown(
  { acted, heldOut, asOf }: Comparison & Pick<AutomationEffect, 'asOf'>,
  names: Names,
  book: Pick<Shown['meta'], 'currency' | 'position'>,
): Shown {
  return {
    columns: [
      { name: names.group, type: 'string', unit: '' },
      { name: names.rate, type: 'number', unit: 'ratio' },
    ],
    rows: [
      { [names.group]: names.acted, [names.rate]: acted.rate },
      { [names.group]: names.heldOut, [names.rate]: heldOut.rate },
    ],
    totals: { [names.rate]: null },
    meta: { ...book, asOf, knownAt: null, incomplete: [] },
  };
}
