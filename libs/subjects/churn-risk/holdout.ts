import { areaUnderCurve, brierScore, calibration } from '#mining/classification.js';
import { stepping } from '#mining/long-work.js';
import { compareText } from '#kernel/compare.js';
import type { Step } from '#kernel/step.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { ChurnRisk } from './churn-risk.answers.js';
import { riskOf, type Example, type RiskModel } from './training.js';

type Holdout = NonNullable<ChurnRisk['holdout']>;
type Scored = Example & { readonly score: number };

/** Customers are told apart in as many groups. */
const GROUPS = 10;

/** What a model is tried on. */
interface Tried {
  readonly origin: number;
  readonly trainedOn: readonly number[];
  readonly examples: readonly Example[];
}

/** How a model does on a later origin than all it was trained on, beside the rule of who is overdue. */
export function holdoutOf(model: RiskModel, { origin, trainedOn, examples }: Tried, step?: Step): Holdout {
  const scored: readonly Scored[] = examples.map((one) => {
    step?.();
    return { ...one, score: riskOf(model, one.standing) };
  });
  const judged = scored.map(({ score, lost: came }) => ({ score, came }));
  const byRule = examples.map(({ overdue, lost: came }) => ({ score: overdue ? 1 : 0, came }));
  const lost = examples.filter((one) => one.lost).length;
  const flagged = scored.filter((one) => one.overdue);
  const riskiest = scored
    .toSorted(stepping((a, b) => b.score - a.score || compareText(a.id, b.id), step))
    .slice(0, flagged.length);
  return {
    origin: formatDay(origin),
    trainedOn: trainedOn.map(formatDay),
    customers: examples.length,
    lost,
    auc: areaUnderCurve(judged, step) ?? null,
    brier: brierScore(judged) ?? null,
    calibration: calibration(judged, GROUPS, step).map(({ count: customers, ...group }) => ({ customers, ...group })),
    overdue: { auc: areaUnderCurve(byRule, step) ?? null, ...hitsOf(flagged, lost) },
    asMany: hitsOf(riskiest, lost),
  };
}

/** How well a choice of customers has those who were lost. */
function hitsOf(chosen: readonly Example[], lost: number): Holdout['asMany'] {
  const hits = chosen.filter((one) => one.lost).length;
  return {
    chosen: chosen.length,
    lost: hits,
    precision: chosen.length === 0 ? null : hits / chosen.length,
    recall: lost === 0 ? null : hits / lost,
  };
}
