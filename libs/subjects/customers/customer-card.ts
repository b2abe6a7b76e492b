import type { CustomerCard, CustomerShown, Timeline } from './customer.answers.js';
import type { Effect } from './timeline/entry.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { formatDay } from '#kernel/time/calendar.js';
import { formatDecimal } from '#kernel/decimal.js';
import type { RecordedEvent } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import { newHistory, readHistory, type DayTotals, type History } from './timeline/history.js';
import { Course } from './timeline/course.js';
import { movesOf } from './timeline/moves.js';
import type { Policies } from '../policies/policy.js';
import { firstDayOf, standingAt } from './timeline/scan.js';
import { readWholeJournal, type JournalEntry } from '#figures/journal/journal.js';
import { hadHappened } from '#kernel/time/moment.js';
import { knownOf, personOf, type Sight } from './person.js';
import { countedOf, staleAmong, type StaleSince } from '#figures/journal/stale.js';

export interface CustomerContext {
  readonly calendar: Calendar;
  readonly policies: Policies;
  /** What an event does to its customer's history. */
  readonly effectOf: (event: RecordedEvent, calendar: Calendar) => Effect | undefined;
}

/** Undefined where the customer does not exist at the end of the day. */
export function cardOf(history: History, day: number, policies: Policies): CustomerCard | undefined {
  const standing = standingAt(history, day, policies);
  if (standing === undefined) return undefined;
  const { bought: _bought, ...shown } = standing;
  const purchases = history.purchases.filter((purchase) => purchase.day <= day);
  const last = purchases.at(-1)?.day;
  const revenue = formatDecimal(amountOf(purchases));
  const orders = countOf(purchases);
  const { registeredDay } = history;
  return {
    id: history.id,
    ...shown,
    registered: dateOrNull(registeredDay !== undefined && registeredDay <= day ? registeredDay : undefined),
    firstPurchase: dateOrNull(purchases[0]?.day),
    lastPurchase: dateOrNull(last),
    orders,
    revenue,
    refunded: formatDecimal(amountOf(history.refunds.filter((refund) => refund.day <= day))),
    interactions: countOf(history.interactions.filter((interaction) => interaction.day <= day)),
    recency: last === undefined ? null : day - last,
    frequency: orders,
    monetary: revenue,
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
  const { seen, stale } = await entriesOf(id, views, sight, context);
  const { asOf } = sight;
  const card = cardOf(fold(id, seen, context), asOf.day, policies);
  if (card === undefined)
    throw unknown(`there is no customer ${id} as of ${asOf.instant ?? formatDay(asOf.day)}`, stale);
  return { ...card, ...personOf(seen, asOf, calendar), ...(stale && { stale }) };
}

/** Everything that happened to a customer, and the changes of stage and tier that followed, up to a time. @throws Problem `not-found` */
export async function customerTimeline(
  id: string,
  views: Views,
  sight: Sight,
  context: CustomerContext,
): Promise<Timeline> {
  const { all, counted, seen, stale } = await entriesOf(id, views, sight, context);
  const { asOf } = sight;
  if (firstDayOf(fold(id, counted, context)) === undefined) throw unknown(`there is no customer ${id}`, stale);
  const history = fold(id, seen, context);
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
  return { id, events, changes, ...(stale && { stale }) };
}

/** A customer's history from the events that were known; from its document where everything recorded counts. */
export async function historyKnown(id: string, views: Views, sight: Sight, context: CustomerContext): Promise<History> {
  if (sight.knownAt !== undefined || sight.upTo !== undefined)
    return fold(id, (await entriesOf(id, views, sight, context)).counted, context);
  const [document] = await views.get('customers', [id]);
  return document === undefined ? newHistory(id) : readHistory(id, document.body);
}

/** Perhaps there would be one, were all events decodable. */
function unknown(what: string, stale: StaleSince | undefined): Problem {
  const why = stale && `; the event ${stale.type} at position ${stale.since} cannot be decoded: ${stale.reason}`;
  return new Problem('not-found', what + (why ?? ''));
}

interface Entries {
  /** That were known. */
  readonly all: readonly JournalEntry[];
  /** Of them those that do not wait to be decoded. */
  readonly counted: readonly JournalEntry[];
  /** Of them those that had happened by an instant; a day is cut by the figures themselves. */
  readonly seen: readonly JournalEntry[];
  readonly stale: StaleSince | undefined;
}

async function entriesOf(id: string, views: Views, sight: Sight, { calendar }: CustomerContext): Promise<Entries> {
  const [entries, staleOnes] = await Promise.all([
    readWholeJournal(views, { customerId: id }),
    staleAmong(views, [id]),
  ]);
  const all = knownOf(entries, sight, calendar);
  const stale = staleOnes.get(id);
  const counted = countedOf(all, stale);
  const { asOf } = sight;
  const seen =
    asOf.instant === undefined ? counted : counted.filter((entry) => hadHappened(entry.occurredAt, asOf, calendar));
  return { all, counted, seen, stale };
}

function fold(id: string, entries: readonly JournalEntry[], { calendar, effectOf }: CustomerContext): History {
  const history = newHistory(id);
  for (const entry of entries)
    effectOf({ ...entry, position: Number(entry.position) } as RecordedEvent, calendar)?.change(history);
  return history;
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
