import type { Catalogue } from '#figures/catalogue.js';
import { Problem } from '#kernel/problem.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import type { ContentRules } from '#ledger/content-rules.js';
import type { AlertRule } from '#subjects/alerts/alert-rule.js';
import { grainOf, windowOn } from '#subjects/alerts/alert-window.js';
import { systemMetric } from '#subjects/alerts/system-metrics.js';
import { askedOnce } from '#subjects/firings/asked-once.js';
import { askedTogether } from '#subjects/firings/asked-together.js';
import { seenToday } from '#subjects/firings/seen-on.js';
import { Sights } from '#subjects/firings/sights.js';
import { todayOf } from './answered.js';
import { askByNow } from './ask.js';
import { askRows } from './ask-rows.js';
import type { Book } from './book.js';
import { catalogueFor } from './catalogue-known.js';

/** Answers of a rule that are kept: those of the days that are looked at side by side, each at several times. */
const ANSWERS = 5_000;

/** How a rule's figures look in a book: what is looked at side by side is asked together. @throws Problem `unknown-metric` */
export function sightsIn(book: Book, rule: AlertRule, catalogue: Catalogue): Sights {
  const together = askedTogether(async (questions) =>
    (await askRows(book, questions)).map((one) => (one instanceof Problem ? one : one.rows)),
  );
  const ask = askedOnce(together, ANSWERS);
  return new Sights(rule, catalogue.metricNamed(rule.metric), book.calendar.fiscalStart, ask);
}

/**
 * What content has to mean, and of an alert what it is judged by today, too: one with more parts than it can have, or that cannot be answered,
 * would never be judged. @param book which is not there yet while its ledger is made
 */
export function withPartsSeen(rules: ContentRules, book: () => Book): ContentRules {
  return {
    ...rules,
    alert: async (content: never, id) => {
      await rules['alert']?.(content, id);
      const rule: AlertRule = content;
      // What the system says of itself is there now or never.
      if (systemMetric(rule.metric) !== undefined) return;
      await needShorter(rule, book());
      if (rule.by === undefined) return;
      const catalogue = await catalogueFor(rule, book());
      await seenToday(rule, sightsIn(book(), rule, catalogue), { catalogue }, todayOf(book()));
    },
  };
}

/**
 * @throws Problem for the last so many days where the book has fewer, from its first fact until today: until it has as many it would be judged
 * by what was never counted. A book without facts before today is new, and takes any rule.
 */
async function needShorter({ window }: AlertRule, book: Book): Promise<void> {
  if (grainOf(window) !== undefined) return;
  const today = todayOf(book);
  const { meta } = await askByNow(book, { metrics: ['orders'], period: 'all' });
  const first = parseDay(meta.from ?? '') ?? today;
  if (first >= today || windowOn(window, today, 1).from >= first) return;
  const detail = `is longer than the book, which begins on ${formatDay(first)}`;
  throw new Problem('invalid-request', `window: ${window} ${detail}`, [{ field: 'window', detail }]);
}
