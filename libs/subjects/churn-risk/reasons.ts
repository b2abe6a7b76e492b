import { formatDecimal } from '#kernel/decimal.js';
import { featureAt, FEATURES, type Feature, type Standing } from './features.js';
import { weighed, type RiskModel } from './training.js';

/** Why somebody's risk is not that of the average customer. */
export interface Reason {
  readonly feature: Feature;
  /** What it adds to the logarithm of the odds: below 0 it lowers the risk. */
  readonly effect: number;
  readonly text: string;
}

/** As many are told. */
const MOST = 3;

/** What weighs most with a customer, whichever way, first. */
export function reasonsOf(model: RiskModel, standing: Standing, within: number): readonly Reason[] {
  const effects = new Map<Feature, number>(FEATURES.map((feature) => [feature, 0]));
  for (const [place, value] of weighed(model, standing).entries()) {
    const feature = featureAt(place);
    effects.set(feature, (effects.get(feature) ?? 0) + value * (model.logistic.weights[place] ?? 0));
  }
  return [...effects]
    .filter(([, effect]) => effect !== 0)
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, MOST)
    .map(([feature, effect]) => {
      const what = WORDS[feature](standing, String(within));
      return { feature, effect, text: `${effect > 0 ? 'raises' : 'lowers'} the risk: ${what}` };
    });
}

const WORDS: Readonly<Record<Feature, (standing: Standing, within: string) => string>> = {
  recency: ({ daysSince }) => `bought last ${counted(daysSince, 'day')} ago`,
  frequency: ({ purchases }) => `bought on ${counted(purchases, 'day')}`,
  gap: ({ daysSince, usualGap }) =>
    usualGap === undefined
      ? 'bought on one day only, so that nothing is usual yet'
      : `${counted(daysSince, 'day')} since the last purchase, where ${counted(usualGap, 'day')} are usual`,
  money: ({ spent, spentBefore }, within) =>
    `spent ${formatDecimal(spent)} in the last ${within} days and ${formatDecimal(spentBefore)} in those before`,
  interactions: ({ interactions }, within) => `${counted(interactions, 'interaction')} in the last ${within} days`,
  tenure: ({ tenure }) => `bought first ${counted(tenure, 'day')} ago`,
  tier: ({ tier }) => `is of the tier ${tier === '' ? '(none)' : tier}`,
};

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
