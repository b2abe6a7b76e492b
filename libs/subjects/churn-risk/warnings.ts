import type { ChurnRisk } from './churn-risk.answers.js';
import { FEWEST, type Example, type RiskModel } from './training.js';

/** Weights learned of fewer who were lost differ from sample to sample. */
const FEW_LOST = 100;

interface Made {
  /** What could be learned from. */
  readonly past: readonly Example[];
  readonly model: RiskModel | undefined;
  readonly holdout: ChurnRisk['holdout'];
  /** Days of which nothing was known then. */
  readonly knownLater: number;
}

/** Why not to trust risks, in sentences. */
export function warningsOf({ past, model, holdout, knownLater }: Made): readonly string[] {
  const lost = past.filter((one) => one.lost).length;
  const [auc, rule] = [holdout?.auc ?? null, holdout?.overdue.auc ?? null];
  return [
    [
      model === undefined,
      `too little to learn from: ${String(lost)} were lost and ${String(past.length - lost)} stayed before asOf, and ${String(FEWEST)} of each are the fewest that say anything`,
    ],
    [model !== undefined && lost < FEW_LOST, `only ${String(lost)} were lost before asOf: risks are rough`],
    [model !== undefined && holdout === null, 'too little before asOf to try it on a later day than it learned from'],
    [
      knownLater > 0,
      `on ${String(knownLater)} of the days it learns from nothing was known yet, as in a book that was imported later: customers are judged on them by what is known now`,
    ],
    [
      auc !== null && rule !== null && auc <= rule,
      'on the day it was tried on it was no better than the rule of who is overdue',
    ],
  ].flatMap(([speaks, sentence]) => (speaks === true ? [String(sentence)] : []));
}
