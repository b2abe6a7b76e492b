import type { RecordedEvent } from '#kernel/event.js';
import { formatDay } from '#kernel/time/calendar.js';
import { inForce, type Policies } from '#subjects/policies/policy.js';
import { refundedOf, salesOf } from '#subjects/sales/sale-entries.js';
import type { SaleLine } from '#subjects/sales/sale.events.js';
import type { BookEvent } from './book-event.js';
import { UTC } from './projected.js';

type Known = RecordedEvent & BookEvent;

/** What a customer is at the end of a day, by name; what it does not have is not there. */
export type Values = Readonly<Record<string, string | number | bigint | boolean | readonly string[] | undefined>>;

/** What happened to a customer by a day, of events that were known. */
interface Happened {
  readonly day: number;
  readonly purchases: readonly { readonly day: number; readonly amount: bigint; readonly lines: readonly SaleLine[] }[];
  readonly refunds: readonly { readonly day: number; readonly amount: bigint }[];
  readonly interactions: readonly number[];
}

/** Of every customer that there is at the end of a day, what rules are about: from the events themselves, one by one, as the definitions say. */
export function customersByHand(
  events: readonly RecordedEvent[],
  { day, knownAt }: { readonly day: number; readonly knownAt: number },
  policies: Policies,
): ReadonlyMap<string, Values> {
  const known = (events as readonly Known[]).filter(({ recordedAt }) => UTC.dayOf(recordedAt) <= knownAt);
  const ids = new Set(known.map(({ key }) => key));
  const all = [...ids].flatMap((id) => {
    const happened = happenedTo(id, known, day);
    const registered = known.find((event) => event.type === 'CustomerRegistered' && event.data.id === id);
    const registeredOn = registered === undefined ? Infinity : UTC.dayOf(registered.occurredAt);
    if (Math.min(registeredOn, ...happened.purchases.map((one) => one.day)) > day) return [];
    return [{ id, happened, values: valuesOf(id, known, happened, policies, registeredOn) }];
  });
  const buyers = all.filter(({ happened }) => happened.purchases.length > 0).map(({ happened }) => measured(happened));
  return new Map(
    all.map(({ id, happened, values }) => [
      id,
      happened.purchases.length === 0 ? values : { ...values, ...scores(measured(happened), buyers) },
    ]),
  );
}

function happenedTo(id: string, known: readonly Known[], day: number): Happened {
  const voided = new Set(known.flatMap((event) => (event.type === 'SaleVoided' ? [event.data.id] : [])));
  const unsaid = new Set(
    known.flatMap((event) => (event.type === 'InteractionVoided' ? [event.data.interaction.id] : [])),
  );
  const purchases: Happened['purchases'][number][] = [];
  const refunds: Happened['refunds'][number][] = [];
  const interactions: number[] = [];
  for (const event of known) {
    const on = UTC.dayOf(event.occurredAt);
    if (on > day) continue;
    if (event.type === 'SaleRecorded' && event.data.customerId === id && !voided.has(event.data.id))
      purchases.push({ day: on, amount: salesOf(event.data, event.data.lines), lines: event.data.lines });
    if (event.type === 'SaleRefunded' && event.data.customerId === id && !voided.has(event.data.id))
      refunds.push({ day: on, amount: refundedOf(event.data, event.data.lines) });
    if (event.type === 'CreditRecorded' && event.data.customerId === id)
      refunds.push({ day: on, amount: refundedOf(event.data, event.data.lines) });
    if (event.type === 'InteractionLogged' && event.data.customerId === id && !unsaid.has(event.data.id))
      interactions.push(on);
  }
  return { day, purchases: purchases.sort((a, b) => a.day - b.day), refunds, interactions };
}

function valuesOf(
  id: string,
  known: readonly Known[],
  happened: Happened,
  policies: Policies,
  registeredOn: number,
): Values {
  const { day, purchases, interactions } = happened;
  const within = (days: number) => purchases.filter((one) => one.day > day - days);
  const days = [...new Set(purchases.map((one) => one.day))];
  const stage = stageOf(id, known, days, day, policies);
  const gaps = days.slice(1).map((later, i) => later - (days[i] ?? later));
  const [first, last] = [days[0], days.at(-1)];
  return {
    stage,
    tier: tierOf(id, known, happened, Math.min(registeredOn, first ?? Infinity), policies),
    ...attributesOf(id, known, day),
    ...(registeredOn <= day && { registered_days: day - registeredOn }),
    ...(first !== undefined &&
      last !== undefined && { first_purchase_days: day - first, last_purchase_days: day - last }),
    orders: purchases.length,
    revenue: sumOf(purchases),
    orders_365: within(365).length,
    revenue_365: sumOf(within(365)),
    interactions_90: interactions.filter((on) => on > day - 90).length,
    ...(gaps.length > 0 && { gap_median: middleOf(gaps) }),
    overdue: stage !== 'closed' && days.length >= 3 && day - (last ?? day) > 1.5 * middleOf(gaps),
    cohort: first === undefined ? '' : new Date(first * 86_400_000).toISOString().slice(0, 7),
    products: purchases.flatMap(({ lines }) => lines.map(({ product }) => product)),
  };
}

function attributesOf(id: string, known: readonly Known[], day: number): Values {
  const base = known.find((event) => event.type === 'CustomerRegistered' && event.data.id === id);
  const changes = known
    .filter((event) => event.type === 'CustomerChanged')
    .filter(({ data, occurredAt }) => data.id === id && UTC.dayOf(occurredAt) <= day)
    .sort((a, b) => (a.occurredAt + a.data.change < b.occurredAt + b.data.change ? -1 : 1));
  const nothing = { region: '', segment: '', source: '', salesperson: '' };
  const registered = base?.type === 'CustomerRegistered' ? base.data.attributes : {};
  return Object.assign(nothing, registered, ...changes.map(({ data }) => data.attributes)) as Values;
}

function stageOf(
  id: string,
  known: readonly Known[],
  days: readonly number[],
  day: number,
  policies: Policies,
): string {
  const turns = known
    .filter((event) => event.type === 'CustomerClosed' || event.type === 'CustomerReopened')
    .filter(({ data, occurredAt }) => data.id === id && UTC.dayOf(occurredAt) <= day)
    .sort((a, b) => (a.occurredAt + a.data.change < b.occurredAt + b.data.change ? -1 : 1));
  if (turns.at(-1)?.type === 'CustomerClosed') return 'closed';
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return 'lead';
  const parts = attributesOf(id, known, day);
  const { churnAfterDays, atRiskAfterDays, newForDays, reactivatedForDays } = lifecycleOf(parts, policies, day);
  if (day - last >= churnAfterDays) return 'churned';
  if (day - last >= atRiskAfterDays) return 'at_risk';
  if (day - first < newForDays) return 'new';
  const cameBack = days.some(
    (later, i) => i > 0 && later - (days[i - 1] ?? later) > churnAfterDays && day - later < reactivatedForDays,
  );
  return cameBack ? 'reactivated' : 'active';
}

/** The days of the first that names what the customer is, or of all others. */
function lifecycleOf(parts: Values, policies: Policies, day: number) {
  const policy = inForce(policies.lifecycle, day);
  for (const other of policy.others ?? []) {
    const { where = {} } = other;
    if (Object.keys(where).every((name) => where[name]?.includes(String(parts[name])))) return other;
  }
  return policy;
}

/** Given by hand, or the first of which any condition held on the day or on one of those before it that the policy keeps it for. */
function tierOf(id: string, known: readonly Known[], happened: Happened, begun: number, policies: Policies): string {
  const given = overrideOf(id, known, happened.day);
  if (given !== undefined) return given;
  const policy = inForce(policies.tiers, happened.day);
  const held: number[] = [];
  for (let day = happened.day; day >= Math.max(begun, happened.day - (policy.keepForDays ?? 0)); day--)
    held.push(tierHeld({ ...happened, day }, policy));
  return policy.tiers[Math.min(...held)]?.name ?? '';
}

/** Of those that hold on a day the one that began last. */
function overrideOf(id: string, known: readonly Known[], day: number): string | undefined {
  const own = known.filter(({ key }) => key === id);
  const date = formatDay(day);
  const holding = own.flatMap((event, i) => {
    if (event.type !== 'CustomerTierOverridden') return [];
    const { change, tier, from, until = '9999' } = event.data;
    const ends = own.slice(i).flatMap((later) => {
      if (later.type !== 'CustomerTierOverrideWithdrawn') return [];
      return (later.data.override ?? change) === change ? [later.data.from ?? '0000'] : [];
    });
    return from <= date && date <= until && ends.every((end) => date < end) ? [{ tier, rank: from + change }] : [];
  });
  return holding.sort((a, b) => (a.rank < b.rank ? -1 : 1)).at(-1)?.tier;
}

/** The place of the first tier of which a condition holds. */
function tierHeld(
  { day, purchases, refunds, interactions }: Happened,
  { windowDays, tiers }: Policies['tiers'][number]['policy'],
): number {
  const recent = <Item extends { readonly day: number }>(list: readonly Item[]) =>
    list.filter((one) => one.day > day - windowDays && one.day <= day);
  const net = sumOf(recent(purchases)) - sumOf(recent(refunds));
  const calls = interactions.filter((on) => on > day - windowDays && on <= day).length;
  return tiers.findIndex(
    ({ any }) =>
      any === undefined ||
      any.some(
        ({ revenue, orders, interactions: least }) =>
          (revenue === undefined || net >= revenue) &&
          (orders === undefined || recent(purchases).length >= orders) &&
          (least === undefined || calls >= least),
      ),
  );
}

type Measured = readonly [recency: bigint, frequency: bigint, monetary: bigint];

function measured({ day, purchases }: Happened): Measured {
  return [BigInt(day - (purchases.at(-1)?.day ?? day)), BigInt(purchases.length), sumOf(purchases)];
}

/** One more than the fifths of all buyers that lie below; of recency the other way round. */
function scores(own: Measured, buyers: readonly Measured[]): Values {
  const [r, f, m] = own.map((value, i) => {
    const sorted = buyers.map((one) => one[i] ?? 0n).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const below = [1, 2, 3, 4].filter((fifth) => {
      const place = (sorted.length - 1) * fifth;
      const [low = 0n, high = low] = [sorted[Math.floor(place / 5)], sorted[Math.ceil(place / 5)]];
      return low * 5n + (high - low) * BigInt(place % 5) < value * 5n;
    });
    return 1 + below.length;
  });
  return { r: 6 - (r ?? 0), f, m };
}

function sumOf(list: readonly { readonly amount: bigint }[]): bigint {
  return list.reduce((sum, { amount }) => sum + amount, 0n);
}

function middleOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
