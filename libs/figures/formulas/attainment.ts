import { targetOf, type Frame } from '../frame.js';
import type { Span } from '../span.js';
import { common, union } from '../target-days.js';
import { scaleOf, wholeOf, type Value } from '../value.js';
import type { Plan } from '../plan.js';
import type { Evaluator, FormulaPage } from './page.js';
import { ASK_FOR_THE_METRIC, heldBy, targetsIn } from './target.js';

/** The metric the question is about / its target, both over the days of each window that have a target. */
export interface Attainment {
  readonly kind: 'attainment';
}

export const attainment: FormulaPage<Attainment> = {
  kind: 'attainment',
  plan: (_formula, frame, evaluator) => attainmentPlan(frame, evaluator),
  sources: () => [],
  behind: () => ASK_FOR_THE_METRIC,
  taken: ({ dimensions }) => ({ dimensions }),
};

const MILLION = 1_000_000n;

function attainmentPlan(frame: Frame, evaluator: Evaluator): Plan {
  const { metric } = targetOf(frame);
  const held = heldBy(frame);
  const days = new Map([...held].map(([key, targets]) => [key, union(targets.flatMap((one) => one.days))]));
  const pieces = piecesOf(frame, [...days.values()]);
  const counted = countedPlan({ ...frame, windows: pieces.map(({ span }) => span) }, evaluator);
  return {
    requests: counted.requests,
    finish: (cells) => {
      const actual = counted.finish(cells);
      return new Map(
        [...targetsIn(frame, held)].map(([key, values]): [string, Value[]] => [
          key,
          values.map((value, window) => {
            const own = pieces.map(
              ({ span, window: of }) => of === window && common(days.get(key) ?? [], span).length > 0,
            );
            return {
              numerator: (actual.get(key)?.(own) ?? 0n) * MILLION,
              denominator: wholeOf(value) * scaleOf(metric),
            };
          }),
        ]),
      );
    },
  };
}

/** A stretch of a window whose days have a target for just the same combinations. */
interface Piece {
  readonly span: Span;
  readonly window: number;
}

function piecesOf({ windows }: Frame, days: readonly (readonly Span[])[]): readonly Piece[] {
  const starts = days.flatMap((spans) => spans.flatMap(({ from, to }) => [from, to + 1])).sort((a, b) => a - b);
  const covered = union(days.flat());
  return windows.flatMap((whole, window) =>
    common(covered, whole).flatMap((span) => {
      const cuts = [span.from, ...starts.filter((day) => day > span.from && day <= span.to), span.to + 1];
      return [...new Set(cuts)].slice(0, -1).map((from, i, all) => {
        const to = (all[i + 1] ?? span.to + 1) - 1;
        return { span: { from, to }, window };
      });
    }),
  );
}

/** What the metric comes to over those of a frame's windows that are picked, per combination. */
interface Counted {
  readonly requests: Plan['requests'];
  finish(cells: Parameters<Plan['finish']>[0]): ReadonlyMap<string, (picked: readonly boolean[]) => bigint>;
}

/** A sum where days add up; where customers count once however often they come, each of them by itself. */
function countedPlan(frame: Frame, { behind, planOf }: Evaluator): Counted {
  const { additive, formula } = targetOf(frame).metric;
  const isOfMembers = !additive && behind(formula) === 'customer';
  const plan = planOf(formula, isOfMembers ? { ...frame, by: [...frame.by, 'customer'] } : frame);
  const over = (values: readonly (Value | undefined)[], picked: readonly boolean[]): bigint =>
    values.reduce<bigint>((sum, value, i) => (picked[i] === true ? sum + wholeOf(value) : sum), 0n);
  return {
    requests: plan.requests,
    finish: (cells) => {
      const series = plan.finish(cells);
      if (!isOfMembers) return new Map([...series].map(([key, values]) => [key, (picked) => over(values, picked)]));
      const members = Map.groupBy(series, ([key]) =>
        JSON.stringify((JSON.parse(key) as readonly string[]).slice(0, -1)),
      );
      return new Map(
        [...members].map(([key, own]) => [
          key,
          (picked) => BigInt(own.filter(([, values]) => over(values, picked) > 0n).length),
        ]),
      );
    },
  };
}
