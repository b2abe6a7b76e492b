import { contentRules } from '#subjects/catalogue.js';
import { ALERT_RULE } from '#subjects/alerts/alert.input.js';
import type { AlertRule } from '#subjects/alerts/alert-rule.js';
import { backtest, differing, type Course } from '#subjects/firings/backtest.js';
import type { Backtest } from '#subjects/firings/firing.answers.js';
import { courseOf } from '#subjects/firings/firing.reads.js';
import { alertNamed, firingsOf } from '#subjects/firings/kept.js';
import { Problem } from '#kernel/problem.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { needMeaning } from '#ledger/content-rules.js';
import { object } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { date } from '#ledger/input/time.js';
import { sightsIn } from './alert-parts.js';
import { todayOf } from './answered.js';
import type { Book } from './book.js';
import { SeenInTest } from './seen-in-test.js';
import { catalogueFor } from './catalogue-known.js';

/** Days that one back-test may have. */
const MOST_DAYS = 1_100;

const SPAN = { from: date, to: date };
const OF_ONE = new Shape(object(SPAN));
const OF_RULE = new Shape(object({ ...SPAN, rule: ALERT_RULE }));

/** What the two routes are sent. */
export const BACKTEST_BODY = OF_ONE.schema;
export const RULE_BACKTEST_BODY = OF_RULE.schema;

/** What an alert did over a span of days, and what it would have done: as known then, and as known now. @throws Problem */
export async function backtestAlert(book: Book, id: string, body: unknown): Promise<Backtest> {
  const span = spanOf(book, OF_ONE.read(body, book));
  const { rule, firings } = await book.models.use(undefined, async ({ views }) => {
    const alert = await alertNamed(id, views);
    return { rule: alert.rule, firings: await firingsOf(views, id) };
  });
  return tested(book, rule, span, courseOf(firings));
}

/** The same of a rule that nobody has defined yet: it did nothing. @throws Problem */
export async function backtestRule(book: Book, body: unknown): Promise<Backtest> {
  const { rule, ...asked } = OF_RULE.read(body, book);
  await needMeaning(
    contentRules(() => catalogueFor(rule, book)),
    'alert',
    rule,
    '',
  );
  return tested(book, rule as AlertRule, spanOf(book, asked), { firings: [], resolutions: [] });
}

interface Span {
  readonly from: number;
  readonly to: number;
}

async function tested(book: Book, rule: AlertRule, { from, to }: Span, did: Course): Promise<Backtest> {
  const catalogue = await catalogueFor(rule, book);
  const metric = catalogue.metricNamed(rule.metric);
  // Where the asker leaves, the next question ends it.
  const sights = sightsIn(book, rule, catalogue);
  const asked = { rule, metric, sights, from, to };
  const seen = new SeenInTest();
  const [knownThen, hindsight] = await Promise.all([
    backtest({ ...asked, known: 'then' }),
    backtest({ ...asked, known: 'now', onDay: seen.onDay }),
  ]);
  const live = within(did, { from, to });
  const counts = Object.fromEntries(
    Object.entries({ live, knownThen, hindsight }).map(([name, { firings, resolutions }]) => [
      name,
      { firings: firings.length, resolutions: resolutions.length },
    ]),
  );
  const differ = differing([live, knownThen, hindsight]);
  const figures = seen.figures([live, knownThen, hindsight]);
  return { from: formatDay(from), to: formatDay(to), live, knownThen, hindsight, counts, differ, seen: figures };
}

/** @throws Problem for one that is too long, or not over */
function spanOf(book: Book, said: { readonly from: string; readonly to: string }): Span {
  const [from, to] = [parseDay(said.from) ?? 0, parseDay(said.to) ?? 0];
  if (to < from) throw invalid('to', `must not be before from (${said.from})`);
  if (to > todayOf(book)) throw invalid('to', `must not be after today (${formatDay(todayOf(book))})`);
  if (to - from >= MOST_DAYS) throw invalid('from', `must be at most ${String(MOST_DAYS)} days before to`);
  return { from, to };
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}

function within({ firings, resolutions }: Course, { from, to }: Span): Course {
  const isIn = ({ day }: { readonly day: string }): boolean => day >= formatDay(from) && day <= formatDay(to);
  return { firings: firings.filter(isIn), resolutions: resolutions.filter(isIn) };
}
