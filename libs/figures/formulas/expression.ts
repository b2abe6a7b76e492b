import { exactOf, keptAs, minus, over, plus, ZERO } from '../exact.js';
import type { Frame } from '../frame.js';
import type { Metric } from '../metric.js';
import type { Plan, Series } from '../plan.js';
import type { Fraction } from '../value.js';
import type { Evaluator, FormulaPage, Part } from './page.js';
import { both, type Source } from './source.js';

/** Figures of metrics, and what is made of them. */
export type Expression =
  | Operand
  | { readonly ratio: readonly [Expression, Expression] }
  | { readonly difference: readonly [Expression, Expression] }
  | { readonly sum: readonly Expression[] }
  | { readonly per: readonly [Expression, 'days'] };

/** A metric over the facts that meet `where`. */
interface Operand {
  readonly metric: string;
  readonly where?: NonNullable<Source['where']>;
  /** Only this part of it. */
  readonly side?: Part['side'];
  /** Of the period that ends, and begins, so many days before. */
  readonly earlier?: number;
}

/**
 * Metrics put together by arithmetic, worked out exactly in every cell and total by itself. Null where a denominator is 0, and with it all
 * that is made of it. `per` days divides by the days of the period that are counted: of one that is not over, those up to `asOf`.
 */
export interface Expressed {
  readonly kind: 'expression';
  readonly of: Expression;
  /** How its figures are kept; a number where anything is divided. */
  readonly type: Metric['type'];
}

export const expression: FormulaPage<Expressed> = {
  kind: 'expression',
  plan: ({ of, type }, frame, evaluator) => {
    const work = workOf(of, frame, evaluator);
    return {
      requests: work.requests,
      finish: (cells) => {
        const worked = work.finish(cells);
        const values = (key: string) => frame.windows.map((_, window) => keptAs(worked.at(key, window), type));
        // Where no fact is, nothing a day is 0 all the same.
        const all = frame.by.length === 0 ? [WHOLE] : [];
        return new Map([...new Set([...all, ...worked.keys])].map((key) => [key, values(key)]));
      },
    };
  },
  sources: ({ of }, { metricNamed, sourcesOf }) =>
    operandsOf(of).flatMap(({ metric }) => sourcesOf(metricNamed(metric).formula)),
  behind: ({ of }, { metricNamed, behind }) => {
    const operands = operandsOf(of);
    const [first, ...others] = operands.map(({ metric }) => behind(metricNamed(metric).formula));
    const isOne = typeof first === 'string' && others.every((other) => other === first);
    return isOne && isLinear(of) ? first : { instead: operands.map(({ metric }) => metric) };
  },
  /** Of each side, the same of what it is made of. */
  parts: (formula, { metricNamed, partsOf }) => {
    const sides = new Set(
      operandsOf(formula.of).flatMap(({ metric }) => partsOf(metricNamed(metric).formula).map(({ side }) => side)),
    );
    return [...sides].map((side) => ({ side, formula: { ...formula, of: sideOf(formula.of, side) } }));
  },
};

/** The combination of no dimensions. */
const WHOLE = '[]';

/** Its figures, once the views have answered. */
interface Worked {
  readonly keys: readonly string[];
  at(key: string, window: number): Fraction;
}

/** What an expression asks the views, and what it makes of their answers. */
interface Work {
  readonly requests: Plan['requests'];
  finish(cells: Parameters<Plan['finish']>[0]): Worked;
}

function workOf(of: Expression, frame: Frame, evaluator: Evaluator): Work {
  if ('metric' in of) return operandWork(of, frame, evaluator);
  if ('ratio' in of) return together(of.ratio, frame, evaluator, ([a = ZERO, b = ZERO]) => over(a, b));
  if ('difference' in of) return together(of.difference, frame, evaluator, ([a = ZERO, b = ZERO]) => minus(a, b));
  if ('sum' in of) return together(of.sum, frame, evaluator, (parts) => parts.reduce(plus, ZERO));
  const days = frame.windows.map(({ from, to }) => ({
    numerator: BigInt(Math.max(0, to - from + 1)),
    denominator: 1n,
  }));
  return together([of.per[0]], frame, evaluator, ([a = ZERO], window) => over(a, days[window] ?? ZERO));
}

function together(
  parts: readonly Expression[],
  frame: Frame,
  evaluator: Evaluator,
  combine: (parts: readonly Fraction[], window: number) => Fraction,
): Work {
  const works = parts.map((part) => workOf(part, frame, evaluator));
  return {
    requests: works.flatMap(({ requests }) => requests),
    finish: (cells) => {
      let next = 0;
      const worked = works.map((work) => work.finish(cells.slice(next, (next += work.requests.length))));
      return {
        keys: worked.flatMap(({ keys }) => keys),
        at: (key, window) =>
          combine(
            worked.map((one) => one.at(key, window)),
            window,
          ),
      };
    },
  };
}

function operandWork(
  { metric: name, where = {}, side, earlier = 0 }: Operand,
  asked: Frame,
  evaluator: Evaluator,
): Work {
  const metric = evaluator.metricNamed(name);
  const frame = {
    ...asked,
    windows: asked.windows.map(({ from, to }) => ({ from: from - earlier, to: to - earlier })),
    where: both(asked.where, where),
    asked: [...new Set([...asked.asked, ...Object.keys(where)])],
  };
  const formulas =
    side === undefined
      ? [metric.formula]
      : evaluator.partsOf(metric.formula).flatMap((part) => (part.side === side ? [part.formula] : []));
  const [plan = NONE] = formulas.map((formula) => evaluator.planOf(formula, frame));
  return {
    requests: plan.requests,
    finish: (cells) => {
      const series = plan.finish(cells);
      return { keys: [...series.keys()], at: (key, window) => exactOf(series.get(key)?.[window], metric) };
    },
  };
}

const NONE: Plan = { requests: [], finish: (): Series => new Map() };

function operandsOf(of: Expression): readonly Operand[] {
  return 'metric' in of ? [of] : partsIn(of).flatMap(operandsOf);
}

function partsIn(of: Exclude<Expression, Operand>): readonly Expression[] {
  if ('per' in of) return [of.per[0]];
  if ('sum' in of) return of.sum;
  return 'ratio' in of ? of.ratio : of.difference;
}

/** Whether what is behind its operands adds up to it. */
function isLinear(of: Expression): boolean {
  if ('metric' in of) return true;
  return !('ratio' in of) && !('per' in of) && partsIn(of).every(isLinear);
}

function sideOf(of: Expression, side: Part['side']): Expression {
  if ('metric' in of) return { ...of, side };
  const pair = ([a, b]: readonly [Expression, Expression]) => [sideOf(a, side), sideOf(b, side)] as const;
  if ('ratio' in of) return { ratio: pair(of.ratio) };
  if ('difference' in of) return { difference: pair(of.difference) };
  if ('sum' in of) return { sum: of.sum.map((part) => sideOf(part, side)) };
  return { per: [sideOf(of.per[0], side), 'days'] };
}
