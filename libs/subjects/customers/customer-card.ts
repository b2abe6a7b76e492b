import type { CustomerCard, CustomerShown, Timeline } from './customer.answers.js';
import type { Effect } from './timeline/entry.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { formatDay } from '#kernel/time/calendar.js';
import { formatDecimal } from '#kernel/decimal.js';
import type { RecordedEvent } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import { newHistory, type DayTotals, type History } from './timeline/history.js';
import { Course } from './timeline/course.js';
import { movesOf } from './timeline/moves.js';
import type { Policies } from '../policies/policy.js';
import { standingAt } from './timeline/scan.js';
import { stageStays } from './stage-stays.js';
import { firstDayOf } from './timeline/stage-scan.js';
import type { JournalEntry } from '#figures/journal/journal.js';
import { hadHappened } from '#kernel/time/moment.js';
import { erasedOf, knownOf, personOf, type Person, type Sight } from './person.js';
import type { StaleSince } from '#figures/journal/stale.js';
import { countedIn, familyIn, historyIn, inOrder, isMerge, journalsOf, type FamilySeen } from './merging/journals.js';
import { keptHistories } from './merging/kept-histories.js';

export interface CustomerContext {
  readonly calendar: Calendar;
  readonly policies: Policies;
  /** What an event does to its customer's history. */
  readonly effectOf: (event: RecordedEvent, calendar: Calendar) => Effect | undefined;
  /** Whoever asks may not see what is of a person. */
  readonly masked?: true;
}

/** Undefined where the customer does not exist at the end of the day. */
export function cardOf(history: History, day: number, policies: Policies): CustomerCard | undefined {
  const standing = standingAt(history, day, policies);
  if (standing === undefined) return undefined;
  const { bought: _bought, timeZone, ...parts } = standing;
  const purchases = history.purchases.filter((purchase) => purchase.day <= day);
  const { registeredDay } = history;
  return cardMade(history.id, day, {
    parts,
    registered: registeredDay !== undefined && registeredDay <= day ? registeredDay : undefined,
    first: purchases[0]?.day,
    last: purchases.at(-1)?.day,
    orders: countOf(purchases),
    revenue: amountOf(purchases),
    refunded: amountOf(history.refunds.filter((refund) => refund.day <= day)),
    interactions: countOf(history.interactions.filter((interaction) => interaction.day <= day)),
    excluded: isExcludedOn(history, day),
    timeZone,
  });
}

/** Whether figures leave the customer out at the end of a day. */
export function isExcludedOn({ exclusions }: Pick<History, 'exclusions'>, day: number): boolean {
  return exclusions.findLast((said) => said.day <= day)?.excluded === true;
}

/** What a card is made of. Days are undefined where there is none; amounts in millionths. */
interface CardParts {
  readonly parts: Pick<CustomerCard, 'stage' | 'tier' | 'region' | 'segment' | 'source' | 'salesperson'>;
  readonly registered: number | undefined;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly orders: number;
  readonly revenue: bigint;
  readonly refunded: bigint;
  readonly interactions: number;
  readonly excluded?: boolean;
  readonly timeZone?: string;
}

/** As of the end of a day. */
export function cardMade(
  id: string,
  day: number,
  { parts, registered, first, last, timeZone = '', ...made }: CardParts,
): CustomerCard {
  const { orders, interactions } = made;
  const revenue = formatDecimal(made.revenue);
  return {
    id,
    ...parts,
    registered: dateOrNull(registered),
    firstPurchase: dateOrNull(first),
    lastPurchase: dateOrNull(last),
    orders,
    revenue,
    refunded: formatDecimal(made.refunded),
    interactions,
    recency: last === undefined ? null : day - last,
    frequency: orders,
    monetary: revenue,
    ...(timeZone !== '' && { timeZone }),
    ...(made.excluded === true && { excluded: true }),
  };
}

/** One customer as of a day or an instant, as known at another. @throws Problem `not-found` */
export async function customerAsOf(
  id: string,
  views: Views,
  sight: Sight,
  context: CustomerContext,
): Promise<CustomerShown> {
  const { calendar, policies } = context;
  const { family, seen, stale, erased } = await entriesOf(id, views, sight, context);
  const { asOf } = sight;
  const card = cardOf(historyIn(id, seen, context), asOf.day, policies);
  if (card === undefined) throw noCustomer(id, asOf.instant ?? formatDay(asOf.day), stale);
  const { members, mergedInto } = family;
  const merged = mergedInto !== undefined && { mergedInto };
  return { ...card, ...merged, ...personOf(seen, asOf, calendar, members), ...erased, ...(stale && { stale }) };
}

/** Everything that happened to a customer, and the changes of stage and tier that followed, up to a time. @throws Problem `not-found` */
export async function customerTimeline(
  id: string,
  views: Views,
  sight: Sight,
  context: CustomerContext,
): Promise<Timeline> {
  const { family, all, counted, seen, stale } = await entriesOf(id, views, sight, context);
  const { asOf } = sight;
  if (firstDayOf(historyIn(id, counted, context)) === undefined) throw noCustomer(id, undefined, stale);
  const history = historyIn(id, seen, context);
  const course = Course.of(history, context.policies, firstDayOf(history) ?? asOf.day);
  const changes = movesOf(history, context.policies, course)
    .filter(({ day, from, to }) => day <= asOf.day && (from?.stage !== to?.stage || from?.tier !== to?.tier))
    .map(({ day, from, to, cause }) => ({
      day: formatDay(day),
      fromStage: from?.stage ?? null,
      toStage: to?.stage ?? null,
      fromTier: from?.tier ?? null,
      toTier: to?.tier ?? null,
      cause,
    }));
  const events = all.filter((event) => hadHappened(event.occurredAt, asOf, context.calendar));
  const { id: shown, mergedInto } = family;
  const stages = stageStays(changes, asOf.day);
  return {
    id: shown,
    ...(mergedInto !== undefined && { mergedInto }),
    events,
    changes,
    stages,
    ...(stale && { stale }),
  };
}

/**
 * A customer's history from the events that were known; from its document where everything recorded counts. That of whom it is merged into,
 * where it is.
 */
export async function historyKnown(id: string, views: Views, sight: Sight, context: CustomerContext): Promise<History> {
  if (sight.knownAt !== undefined || sight.upTo !== undefined)
    return historyIn(id, (await entriesOf(id, views, sight, context)).counted, context);
  return (await keptHistories([id], views)).get(id) ?? newHistory(id);
}

/** @param stale why there may be one all the same: perhaps there would be, were all events decodable */
export function noCustomer(id: string, asOf?: string, stale?: StaleSince): Problem {
  const when = asOf === undefined ? '' : ` as of ${asOf}`;
  const why = stale && `; the event ${stale.type} at position ${stale.since} cannot be decoded: ${stale.reason}`;
  return new Problem('not-found', `there is no customer ${id}${when}${why ?? ''}`);
}

interface Entries {
  /** Who the customer was known to be. */
  readonly family: FamilySeen;
  /** That were known of those who are one with it. */
  readonly all: readonly JournalEntry[];
  /** The same that do not wait to be decoded, and all merges of those whom they ever joined with it. */
  readonly counted: readonly JournalEntry[];
  /** Of them those that had happened by an instant; a day is cut by the figures themselves. */
  readonly seen: readonly JournalEntry[];
  readonly stale: StaleSince | undefined;
  /** Of all that is recorded. */
  readonly erased: Pick<Person, 'erased'>;
}

/** A customer's events as of a time, as they were known. */
export async function entriesOf(id: string, views: Views, sight: Sight, context: CustomerContext): Promise<Entries> {
  const journals = await journalsOf(id, views);
  const { calendar } = context;
  const known = knownOf(countedIn(journals), sight, calendar);
  const family = familyIn(id, known);
  // Of those who are not one with it, or not yet, nothing is seen.
  const counted = known.filter((entry) => isMerge(entry) || family.members.includes(entry.key));
  const own = family.members.map((member) => journals.of.get(member) ?? []);
  const all = knownOf(own.length === 1 ? (own[0] ?? []) : inOrder(own.flat()), sight, calendar);
  const { asOf } = sight;
  // Customers are one as soon as it is recorded, whatever is asked about.
  const had = (entry: JournalEntry): boolean => isMerge(entry) || hadHappened(entry.occurredAt, asOf, calendar);
  const seen = asOf.instant === undefined ? counted : counted.filter(had);
  const stale = family.members.map((member) => journals.stale.get(member)).find((one) => one !== undefined);
  return { family, all, counted, seen, stale, erased: erasedOf(journals.of.get(family.id) ?? []) };
}

/** All that is recorded about a customer, and those whom merges ever joined with it, and does not wait to be decoded, in the order of the log. */
export async function countedJournal(id: string, views: Views): Promise<readonly JournalEntry[]> {
  return countedIn(await journalsOf(id, views));
}

function countOf(days: readonly DayTotals[]): number {
  return days.reduce((sum, { count }) => sum + count, 0);
}

function amountOf(days: readonly DayTotals[]): bigint {
  return days.reduce((sum, { amount }) => sum + amount, 0n);
}

function dateOrNull(day: number | undefined): string | null {
  return day === undefined ? null : formatDay(day);
}
