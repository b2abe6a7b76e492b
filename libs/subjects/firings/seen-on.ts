import { answerRows } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { gathered } from '#figures/together/gathered.js';
import { Problem } from '#kernel/problem.js';
import { isAtOnce, type AlertRule } from '../alerts/alert-rule.js';
import type { ReadOn } from '../read.js';
import { Sights, type Seen } from './sights.js';

/** Parts that an alert can have. */
const MOST_PARTS = 1_000;

/** A rule's figures as read models have them. @throws Problem `unknown-metric` where a metric is there no more */
export function sightsOn(rule: AlertRule, on: ReadOn, today: number, told?: (position: string) => void): Sights {
  const { catalogue, calendar, currency, definitions } = on;
  const views = gathered(on.views);
  const metric = catalogue.metricNamed(rule.metric);
  const context = { today, fiscalStart: calendar.fiscalStart, currency, definitions, catalogue };
  return new Sights(rule, metric, calendar.fiscalStart, async (question) => {
    const { rows, position } = await answerRows(parseQuestion(question, catalogue), views, context);
    told?.(position);
    return rows;
  });
}

/** What a rule is judged by today: what there is so far, or the last window that is over. */
export async function seenToday(
  rule: AlertRule,
  sights: Sights,
  on: Pick<ReadOn, 'catalogue'>,
  today: number,
): Promise<Seen> {
  const isOpen = isAtOnce(rule, on.catalogue.metricNamed(rule.metric));
  return needFewParts(rule, await (isOpen ? sights.now(today) : sights.closing(today - 1)));
}

/** @throws Problem `too-many-parts` where there are more of them than an alert can have */
export function needFewParts(rule: Pick<AlertRule, 'by'>, seen: Seen): Seen {
  if (seen.parts.size <= MOST_PARTS) return seen;
  throw new Problem(
    'too-many-parts',
    `${rule.by ?? ''} has more than ${String(MOST_PARTS)} values: an alert by it would have as many parts`,
  );
}
