import { fitLogistic, probabilityBy, type Logistic } from '#mining/logistic.js';
import { scaleOf, standardized, type Scale } from '#mining/scale.js';
import type { Step } from '#kernel/step.js';
import type { CustomerKnown } from './known-at.js';
import { isOverdue, numbersOf, standingAt, type Standing } from './features.js';

/** A customer who was active at an origin, and whether they were lost in the days after it. */
export interface Example {
  readonly id: string;
  readonly standing: Standing;
  readonly lost: boolean;
  readonly overdue: boolean;
}

/** What risk is reckoned by. */
export interface RiskModel {
  readonly tiers: readonly string[];
  readonly scale: Scale;
  readonly logistic: Logistic;
  readonly examples: number;
  readonly lost: number;
}

/** Of fewer who were lost, or of fewer who stayed, nothing can be learned. */
export const FEWEST = 10;
/** How much a weight of a standardized number costs: little where there are many examples. */
const RIDGE = 1;

/** The customers who were active at the end of a day. @param customers as was known then */
export function examplesAt(
  customers: readonly CustomerKnown[],
  { day: origin, within, step }: { readonly day: number; readonly within: number; readonly step?: Step },
): readonly Example[] {
  const found: Example[] = [];
  for (const customer of customers) {
    step?.();
    const standing = standingAt(customer, origin, within);
    if (standing === undefined) continue;
    const lost = customer.isLostIn(origin + 1, origin + within);
    found.push({ id: customer.id, standing, lost, overdue: isOverdue(standing) });
  }
  return found;
}

/** Undefined where too few were lost, or stayed. */
export function learned(examples: readonly Example[], step?: Step): RiskModel | undefined {
  const lost = examples.filter((one) => one.lost).length;
  if (Math.min(lost, examples.length - lost) < FEWEST) return undefined;
  const tiers = [...new Set(examples.map(({ standing }) => standing.tier))].sort();
  const rows = examples.map(({ standing }) => {
    step?.();
    return numbersOf(standing, tiers);
  });
  const scale = scaleOf(rows, step);
  const logistic = fitLogistic(
    rows.map((row) => {
      step?.();
      return standardized(row, scale);
    }),
    examples.map((one) => one.lost),
    RIDGE,
    step,
  );
  return logistic && { tiers, scale, logistic, examples: examples.length, lost };
}

/** The numbers of a customer as the model weighs them. */
export function weighed({ tiers, scale }: Pick<RiskModel, 'tiers' | 'scale'>, standing: Standing): readonly number[] {
  return standardized(numbersOf(standing, tiers), scale);
}

export function riskOf(model: RiskModel, standing: Standing): number {
  return probabilityBy(model.logistic, weighed(model, standing));
}
