import type { Calendar } from '#kernel/calendar.js';
import { formatDay } from '#kernel/calendar.js';
import { formatDecimal } from '#kernel/decimal.js';
import type { RecordedEvent } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/views.port.js';
import type { CustomerEvent, Personal } from '#ledger/events.js';
import { newHistory, readHistory, type DayTotals, type History } from '../customer/history.js';
import type { Part } from '../customer/part.js';
import { movesOf } from '../customer/moves.js';
import type { Policies } from '../customer/policy.js';
import { firstDayOf, partAt } from '../customer/scan.js';
import { effectOf } from '../projection/effect-of.js';
import { readWholeJournal, type JournalEntry } from './journal.js';
import { hadHappened, type Moment } from './moment.js';
import { countedOf, staleAmong, type StaleSince } from './stale.js';

export interface CustomerContext {
  readonly calendar: Calendar;
  readonly policies: Policies;
}

/** A customer as of a day: where it stands and what it has done. Days are dates, money decimal strings in the base currency. */
export interface CustomerCard extends Omit<Part, 'bought'> {
  readonly id: string;
  readonly registered: string | null;
  readonly firstPurchase: string | null;
  readonly lastPurchase: string | null;
  readonly orders: number;
  /** revenue.sales. */
  readonly revenue: string;
  readonly refunded: string;
  readonly interactions: number;
  /** Days from the last purchase to the day; null without one. */
  readonly recency: number | null;
  readonly frequency: number;
  readonly monetary: string;
}

/** Undefined where the customer does not exist at the end of the day. */
export function cardOf(history: History, day: number, policies: Policies): CustomerCard | undefined {
  const part = partAt(history, day, policies);
  if (part === undefined) return undefined;
  const { bought: _bought, ...standing } = part;
  const purchases = history.purchases.filter((purchase) => purchase.day <= day);
  const last = purchases.at(-1)?.day;
  const revenue = formatDecimal(amountOf(purchases));
  const orders = countOf(purchases);
  const { registeredDay } = history;
  return {
    id: history.id,
    ...standing,
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
  asOf: Moment,
  knownAt: Moment | undefined,
  context: CustomerContext,
) {
  const { counted, stale } = await entriesOf(id, views, knownAt, context);
  const seen =
    asOf.instant === undefined
      ? counted
      : counted.filter((entry) => hadHappened(entry.occurredAt, asOf, context.calendar));
  const card = cardOf(fold(id, seen, context.calendar), asOf.day, context.policies);
  if (card === undefined)
    throw unknown(`there is no customer ${id} as of ${asOf.instant ?? formatDay(asOf.day)}`, stale);
  const person = personOf(seen.filter((entry) => hadHappened(entry.occurredAt, asOf, context.calendar)));
  return { ...card, ...person, ...(stale && { stale }) };
}

/** Everything that happened to a customer, and the changes of stage and tier that followed, up to a day. @throws Problem `not-found` */
export async function customerTimeline(
  id: string,
  views: Views,
  asOf: Moment,
  knownAt: Moment | undefined,
  context: CustomerContext,
) {
  const { all, counted, stale } = await entriesOf(id, views, knownAt, context);
  const history = fold(id, counted, context.calendar);
  const first = firstDayOf(history);
  if (first === undefined) throw unknown(`there is no customer ${id}`, stale);
  const changes = movesOf(history, context.policies, first)
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

/** A customer's history as known at a moment; from its document where everything recorded counts. */
export async function historyKnownAt(
  id: string,
  views: Views,
  knownAt: Moment | undefined,
  context: CustomerContext,
): Promise<History> {
  if (knownAt !== undefined) return fold(id, (await entriesOf(id, views, knownAt, context)).counted, context.calendar);
  const [document] = await views.get('customers', [id]);
  return document === undefined ? newHistory(id) : readHistory(id, document.body);
}

/** Name, email and phone as last said, in the order in which the changes took effect. */
export function personOf(entries: readonly JournalEntry[]): Personal {
  const said = entries.filter(({ type }) => type === 'CustomerRegistered' || type === 'CustomerChanged');
  const order = [...said].sort(
    (a, b) => rank(a) - rank(b) || compareText(a.occurredAt, b.occurredAt) || compareText(changeOf(a), changeOf(b)),
  );
  return Object.assign(
    {},
    ...order.map((entry) => (entry.data as CustomerEvent['data'] & { personal?: Personal }).personal ?? {}),
  ) as Personal;
}

/** Perhaps there would be one, were all events decodable. */
function unknown(what: string, stale: StaleSince | undefined): Problem {
  const why = stale && `; the event ${stale.type} at position ${stale.since} cannot be decoded: ${stale.reason}`;
  return new Problem('not-found', what + (why ?? ''));
}

interface Entries {
  readonly all: readonly JournalEntry[];
  /** Without those that wait to be decoded. */
  readonly counted: readonly JournalEntry[];
  readonly stale: StaleSince | undefined;
}

async function entriesOf(
  id: string,
  views: Views,
  knownAt: Moment | undefined,
  { calendar }: CustomerContext,
): Promise<Entries> {
  const [entries, staleOnes] = await Promise.all([
    readWholeJournal(views, { customerId: id }),
    staleAmong(views, [id]),
  ]);
  const all =
    knownAt === undefined ? entries : entries.filter(({ recordedAt }) => hadHappened(recordedAt, knownAt, calendar));
  const stale = staleOnes.get(id);
  return { all, counted: countedOf(all, stale), stale };
}

function fold(id: string, entries: readonly JournalEntry[], calendar: Calendar): History {
  const history = newHistory(id);
  for (const entry of entries)
    effectOf({ ...entry, position: Number(entry.position) } as RecordedEvent, calendar)?.change(history);
  return history;
}

/** The registration is the base, whenever it is dated. */
function rank({ type }: JournalEntry): number {
  return type === 'CustomerRegistered' ? 0 : 1;
}

function changeOf({ data }: JournalEntry): string {
  const change = data['change'];
  return typeof change === 'string' ? change : '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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
