import type { Frame } from '../frame.js';
import { scaleOf, wholeOf, type Value } from '../value.js';
import type { Plan, Series } from '../plan.js';
import type { Evaluator, FormulaPage } from './page.js';
import { both, type Source } from './source.js';

/** (sum of metrics, each with a sign) / metric, both over the facts that meet `where`; null where the denominator is 0. */
export interface Ratio {
  readonly kind: 'ratio';
  readonly numerator: Readonly<Record<string, 1 | -1>>;
  readonly denominator: string;
  readonly where?: Source['where'];
}

export const ratio: FormulaPage<Ratio> = {
  kind: 'ratio',
  plan: ratioPlan,
  sources: (formula, { metricNamed, sourcesOf }) =>
    namesIn(formula).flatMap((name) => sourcesOf(metricNamed(name).formula)),
  behind: (formula) => ({ instead: namesIn(formula) }),
};

function namesIn({ numerator, denominator }: Ratio): readonly string[] {
  return [...Object.keys(numerator), denominator];
}

function ratioPlan({ numerator, denominator, where = {} }: Ratio, asked: Frame, evaluator: Evaluator): Plan {
  const frame = { ...asked, where: both(asked.where, where) };
  const part = (name: string, sign: 1 | -1) => {
    const metric = evaluator.metricNamed(name);
    return { metric, sign: BigInt(sign), plan: evaluator.planOf(metric.formula, frame) };
  };
  const top = Object.entries(numerator).map(([name, sign]) => part(name, sign));
  const bottom = part(denominator, 1);
  const parts = [...top, bottom];
  return {
    requests: parts.flatMap(({ plan }) => plan.requests),
    finish: (cells) => {
      let at = 0;
      const series = parts.map(({ plan }) => plan.finish(cells.slice(at, (at += plan.requests.length))));
      const under = series.at(-1) as Series;
      const keys = new Set(series.flatMap((one) => [...one.keys()]));
      const values = [...keys].map((key): [string, Value[]] => [
        key,
        frame.windows.map((_, window) => ({
          numerator:
            top.reduce((sum, { sign }, i) => sum + sign * wholeOf(series[i]?.get(key)?.[window]), 0n) *
            scaleOf(bottom.metric),
          denominator: wholeOf(under.get(key)?.[window]) * scaleOf(top[0]?.metric),
        })),
      ]);
      return new Map(values);
    },
  };
}
