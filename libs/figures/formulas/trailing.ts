import type { Plan, Series } from '../plan.js';
import { wholeOf, type Value } from '../value.js';
import type { Span } from '../span.js';
import type { FormulaPage } from './page.js';

/** A count over so many days / the same over so many, both ending with the last day of the period; null where the second is 0. */
export interface Trailing {
  readonly kind: 'trailing';
  readonly of: string;
  readonly days: readonly [numerator: number, denominator: number];
}

export const trailing: FormulaPage<Trailing> = {
  kind: 'trailing',
  plan: ({ of, days }, frame, { metricNamed, planOf }) => {
    const plans = days.map((count) =>
      planOf(metricNamed(of).formula, { ...frame, windows: frame.windows.map((window) => lastDays(window, count)) }),
    );
    return {
      requests: plans.flatMap(({ requests }) => requests),
      finish: (cells) => {
        let at = 0;
        const [top, bottom] = plans.map((plan) => plan.finish(cells.slice(at, (at += plan.requests.length)))) as [
          ReturnType<Plan['finish']>,
          ReturnType<Plan['finish']>,
        ];
        return quotients(top, bottom, frame.windows.length);
      },
    };
  },
  sources: ({ of }, { metricNamed, sourcesOf }) => sourcesOf(metricNamed(of).formula),
  behind: ({ of }) => ({ instead: [of] }),
};

/** A period that is cut away entirely has no last day. */
function lastDays({ from, to }: Span, count: number): Span {
  return from > to ? { from, to } : { from: to - count + 1, to };
}

function quotients(top: Series, bottom: Series, windows: number): Series {
  return new Map(
    [...bottom].map(([key, under]): [string, readonly Value[]] => [
      key,
      Array.from({ length: windows }, (_, window) => ({
        numerator: wholeOf(top.get(key)?.[window]),
        denominator: wholeOf(under[window]),
      })),
    ]),
  );
}
