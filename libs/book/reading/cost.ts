import { CATALOGUE } from '#subjects/catalogue.js';
import type { FiguresQuestion } from '#figures/figures.js';
import { isAboutTargets } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';
import type { Question } from '#figures/question.js';
import { isOfSegment } from '#figures/segment-dimension.js';
import { isRolling, type Grain, type RowGrain } from '#kernel/time/periods.js';
import type { Looks } from '#subjects/read.js';
import { LOOKED_AT } from '#subjects/retention/due.js';
import type { NarrowedTo } from './narrowed.js';
import { readNamed, type Asked, type ReadKind } from './reads.js';

/**
 * What a question will cost, reckoned before anything is read: milliseconds of one processor, roughly.
 * It decides which lane a question takes, so it has to tell 10 ms from 1 s, not 10 from 20.
 * @param events that the read models cover
 */
export function costOf<Kind extends ReadKind>(kind: Kind, asked: Asked<Kind>, events: number): number {
  return COSTS[kind](asked, events);
}

/** What is looked at more for whoever sees a part only. */
export function partCost<Kind extends ReadKind>(
  kind: Kind,
  asked: Asked<Kind>,
  events: number,
  part: Pick<NarrowedTo, 'rows' | 'minGroup'> = {},
): number {
  const grouped = part.minGroup === undefined ? 0 : groupsCost(kind, asked, events);
  return grouped + (kind === 'show' ? partShownCost(asked as Asked<'show'>, events, part) : 0);
}

/** What counting who stands behind each of its figures costs. */
function groupsCost<Kind extends ReadKind>(kind: Kind, asked: Asked<Kind>, events: number): number {
  const metrics = GROUPED[kind]?.(asked) ?? 0;
  // Behind its rows and behind its total.
  return 2 * metrics * events * AN_EVENT_BY_CUSTOMER;
}

function partShownCost(
  { read }: Asked<'show'>,
  events: number,
  { rows, minGroup }: Pick<NarrowedTo, 'rows' | 'minGroup'>,
) {
  const size = { events, customers: events / EVENTS_A_CUSTOMER };
  const named = readNamed(read);
  const ofRows = rows === undefined ? 0 : showCost(named.looksAtRows?.(size) ?? {});
  return ofRows + (minGroup === undefined ? 0 : showCost(named.looksAtGroups?.(size) ?? {}));
}

/** The metrics that a question names. */
const GROUPED: { readonly [Kind in ReadKind]?: (asked: Asked<Kind>) => number } = {
  query: ({ question }) => question.metrics.length,
  tiles: ({ tiles }) => tiles.reduce((sum, { question }) => sum + question.metrics.length, 0),
  figures: () => CATALOGUE.counted.length * (1 + CATALOGUE.commonDimensions.length),
};

const COSTS: { readonly [Kind in ReadKind]: (asked: Asked<Kind>, events: number) => number } = {
  query: ({ question }, events) => queryCost(question, events),
  tiles: ({ tiles }, events) => tiles.reduce((cost, { question }) => cost + queryCost(question, events), 0),
  rows: ({ questions }, events) => rowsCost(questions, events),
  forecast: (asked, events) =>
    'values' in asked
      ? A_FORECAST
      : 2 * queryCost(asked.query.question, events) +
        (asked.series.by === undefined ? 1 : VALUES) * A_FORECAST +
        (asked.pipeline === undefined ? 0 : events * AN_EVENT_BY_CUSTOMER),
  figures: (asked, events) => figuresCost(asked, events),
  records: ({ limit }, events) => limit * A_DOCUMENT + events * AN_EVENT_BY_CUSTOMER,
  shares: (_asked, events) => events * AN_EVENT_BY_CUSTOMER,
  recordsIn: ({ page }) => (page.length / BYTES_A_SHARE) * A_DOCUMENT,
  explain: ({ limit, span }, events) =>
    limit * A_JOURNAL + (span.to - span.after) * A_DOCUMENT + 8 * events * AN_EVENT_BY_CUSTOMER,
  show: ({ read, asked }, events) => {
    const size = { events, customers: events / EVENTS_A_CUSTOMER };
    const looks = readNamed(read).looksAt?.(asked as never, size) ?? { journals: 1 };
    return showCost(looks);
  },
  journal: ({ limit }) => limit * A_DOCUMENT,
  due: (_asked, events) => Math.min(LOOKED_AT, events / EVENTS_A_CUSTOMER) * A_DOCUMENT,
  labels: (_asked, events) => A_JOURNAL + events * AN_EVENT,
  laterFacts: ({ after }, events) => Math.max(0, events - after) * A_DOCUMENT,
  dimension: (_asked, events) => 20 * requestCost(1, 10, false, events),
  preview: (_asked, events) => (2 * events * A_DOCUMENT) / EVENTS_A_CUSTOMER + events * AN_EVENT,
};

/** Milliseconds for the facts of one event that the index looks at, in few groups. */
const AN_EVENT = 0.000_02;
/** As many where it is grouped by customer or record, and only counted. */
const AN_EVENT_COUNTED = 0.000_1;
/** As many where each customer or record is a cell that is sent on. */
const AN_EVENT_BY_CUSTOMER = 0.004;
/** For one figure of an answer, worked out and written. */
const A_FIGURE = 0.002;
/** For one series foretold, and tried from its past. */
const A_FORECAST = 4;
/** About as many of a page. */
const BYTES_A_SHARE = 20;
/** For one document read and understood, and for all that is recorded about one thing. */
const A_DOCUMENT = 0.03;
const A_JOURNAL = 1;
/** About as many each customer has, in a book of which nothing else is known. */
const EVENTS_A_CUSTOMER = 8;
/** About as many values a dimension has. */
const VALUES = 10;
/** Days that a question without a `from` is taken to span. */
const DAYS = 1_000;
const DAYS_IN: Readonly<Record<Grain, number>> = {
  day: 1,
  week: 7,
  month: 30,
  quarter: 91,
  year: 365,
  'fiscal-quarter': 91,
  'fiscal-year': 365,
};

function showCost({ journals = 0, documents = 0, facts = 0, factsByCustomer = 0, reckoning = 0 }: Looks): number {
  const found = reckoning + journals * A_JOURNAL + documents * A_DOCUMENT;
  return found + facts * AN_EVENT + factsByCustomer * AN_EVENT_BY_CUSTOMER;
}

function queryCost({ metrics, by, where, grain, from, to, compare, knownAt }: Question, events: number): number {
  const windows = windowsIn(grain, from, to);
  const one = metrics.reduce((sum, metric) => sum + metricCost(metric, by, where, windows, events), 0);
  const times = compare === undefined ? 1 : 2;
  if (![...by, ...Object.keys(where)].some(isOfSegment)) return times * one;
  // Facts by customer and day, of the rows and of the total, and every customer at the ends of periods.
  const customers = events / EVENTS_A_CUSTOMER;
  const looked = customers * (knownAt === undefined ? A_DOCUMENT : A_JOURNAL) + customers * windows * A_FIGURE;
  return times * (one + metrics.length * 2 * events * AN_EVENT_BY_CUSTOMER + looked);
}

/** Those about the same facts look at them together: at those of the days that each names. */
function rowsCost(questions: readonly Question[], events: number): number {
  const alike = Map.groupBy(questions, ({ metrics, by, where, knownAt }) =>
    JSON.stringify([metrics.map(({ name }) => name), by, where, knownAt === undefined]),
  );
  return [...alike.values()].reduce((sum, own) => {
    const looks = own.map((one) => queryCost(one, events) * shareOf(one));
    return sum + Math.max(...looks) + own.length * VALUES * A_FIGURE;
  }, 0);
}

/** About which share of the facts lies in a question's days. */
function shareOf({ from, to, asOf }: Question): number {
  const last = to ?? asOf;
  return from === undefined || last === undefined ? 1 : Math.min(1, (last - from + 1) / DAYS);
}

function figuresCost({ grain, from, to }: FiguresQuestion, events: number): number {
  const windows = windowsIn(grain, from, to);
  const metrics = CATALOGUE.counted;
  const total = metrics.reduce((sum, metric) => sum + metricCost(metric, [], {}, windows, events), 0);
  const some = metrics.filter(({ dimensions }) => dimensions.includes('region'));
  const parts = some.reduce((sum, metric) => sum + metricCost(metric, ['region'], {}, windows, events), 0);
  // By about as many dimensions as there are figures shown by.
  return total + 12 * parts;
}

function windowsIn(grain: RowGrain | undefined, from: number | undefined, to: number | undefined): number {
  if (grain === undefined) return 1;
  const days = from === undefined || to === undefined ? DAYS : to - from + 1;
  return isRolling(grain) ? days : Math.max(1, days / DAYS_IN[grain]);
}

/** Its rows and its total. */
function metricCost(
  metric: Metric,
  by: readonly string[],
  where: Question['where'],
  windows: number,
  events: number,
): number {
  const figures = windows * VALUES ** by.length;
  // About targets little is read; what they are of is asked for itself.
  if (isAboutTargets(metric)) return figures * A_FIGURE;
  const frame = { windows: [{ from: 0, to: 0 }], asOf: 0, by, where, asked: [...by, ...Object.keys(where)] };
  return CATALOGUE.planOf(metric, frame).requests.reduce(
    (sum, { distinct }) => sum + 2 * requestCost(windows, figures, distinct !== undefined, events),
    0,
  );
}

function requestCost(windows: number, figures: number, isCounted: boolean, events: number): number {
  return events * (isCounted ? AN_EVENT_COUNTED : AN_EVENT) + windows * A_FIGURE + figures * A_FIGURE;
}
