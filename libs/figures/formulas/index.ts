import type { AnyFormula, Metric } from '../metric.js';
import { added } from './added.js';
import { attainment } from './attainment.js';
import { begun } from './begun.js';
import { distinct } from './distinct.js';
import { either } from './either.js';
import { expression } from './expression.js';
import { firstInPeriod } from './first-in-period.js';
import { flow } from './flow.js';
import { mean } from './mean.js';
import type { Evaluator, FormulaPage } from './page.js';
import { quantile } from './quantile.js';
import { ratio } from './ratio.js';
import { retention } from './retention.js';
import { stock } from './stock.js';
import { target } from './target.js';
import { trailing } from './trailing.js';
import { transitions } from './transitions.js';

/** The ways a metric can come about. Adding one is adding its page, and its name here. */
const PAGES = [
  flow,
  stock,
  distinct,
  firstInPeriod,
  transitions,
  either,
  added,
  ratio,
  expression,
  mean,
  quantile,
  retention,
  begun,
  trailing,
  target,
  attainment,
] as const;

type ShapeOf<Page> = Page extends FormulaPage<infer Shape> ? Shape : never;
/** What a page takes for any formula is one of those there are. */
type Holding<Shape> = Shape extends AnyFormula
  ? { readonly [Name in keyof Shape]: Shape[Name] extends AnyFormula ? Formula : Shape[Name] }
  : never;

/** How a metric comes from facts or from other metrics. */
export type Formula = Holding<ShapeOf<(typeof PAGES)[number]>>;

const BY_KIND: ReadonlyMap<string, FormulaPage> = new Map(PAGES.map((page) => [page.kind, page]));

/** All that is known of the kind of a formula. */
export function pageOf({ kind }: AnyFormula): FormulaPage {
  const page = BY_KIND.get(kind);
  if (page !== undefined) return page;
  throw new Error(`there is no kind of formula ${kind}: there are ${[...BY_KIND.keys()].join(', ')}`);
}

/** Works formulas out; those that are made of metrics find them by name. */
export function evaluatorOf(metricNamed: Evaluator['metricNamed']): Evaluator {
  const evaluator: Evaluator = {
    metricNamed,
    planOf: (formula, frame) => pageOf(formula).plan(formula, frame, evaluator),
    sourcesOf: (formula) => pageOf(formula).sources(formula, evaluator),
    behind: (formula) => pageOf(formula).behind(formula, evaluator),
    partsOf: (formula) => pageOf(formula).parts?.(formula, evaluator) ?? [{ side: 'other', formula }],
  };
  return evaluator;
}

/** `target` and `target.attainment`: they are asked together with the metric they are of. */
export function isAboutTargets({ formula }: Metric): boolean {
  return pageOf(formula).taken !== undefined;
}
