import type { ContentRules } from '#ledger/content-rules.js';
import type { AlertRule } from '#subjects/alerts/alert-rule.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askedOnce } from '#subjects/firings/asked-once.js';
import { seenToday } from '#subjects/firings/seen-on.js';
import { Sights } from '#subjects/firings/sights.js';
import { todayOf } from './answered.js';
import { askValue } from './ask.js';
import type { Book } from './book.js';

/** How a rule's figures look in a book. @throws Problem `unknown-metric` */
export function sightsIn(book: Book, rule: AlertRule): Sights {
  const ask = askedOnce(async (question) => (await askValue(book, question)).rows);
  return new Sights(rule, CATALOGUE.metricNamed(rule.metric), book.calendar.fiscalStart, ask);
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
      if (rule.by !== undefined)
        await seenToday(rule, sightsIn(book(), rule), { catalogue: CATALOGUE }, todayOf(book()));
    },
  };
}
