import type { NewEvent, RecordedEvent } from '#kernel/event.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { Attributes } from '#subjects/customers/customer.events.js';
import type { BookEvent } from './book-event.js';
import type { CreditContent } from '#subjects/credits/credit.events.js';
import type { InteractionContent } from '#subjects/interactions/interaction.events.js';
import type { OpportunityContent, OpportunityEvent } from '#subjects/opportunities/opportunity.events.js';
import type { RefundContent, SaleContent } from '#subjects/sales/sale.events.js';
import type { SubscriptionContent, SubscriptionEvent } from '#subjects/subscriptions/subscription.events.js';

/** Builders of events for projection specs; days are numbers since 1970-01-01, the business time zone is UTC. */

export function instantOf(day: number, time = '12:00:00.000'): string {
  return `${formatDay(day)}T${time}Z`;
}

/** Gives events their places in a log: positions from 1, one second of the recorded day each. */
export function recorded(
  events: readonly { readonly event: BookEvent; readonly on: number }[],
): readonly RecordedEvent[] {
  return events.map(({ event, on }, index) => ({
    ...(event as NewEvent),
    id: `event-${String(index + 1)}`,
    stream: streamOf(event),
    revision: index,
    position: index + 1,
    recordedAt: instantOf(on),
    claim: '',
    hash: '',
    envelope: {},
  }));
}

/** Customers, sales, interactions, opportunities and subscriptions each have a stream of their own; of the rest nothing here depends on it. */
function streamOf({ type, key, data }: BookEvent): string {
  const [, kind] = /^(Customer|Sale|Credit|Interaction|Opportunity|Subscription)/.exec(type) ?? [];
  const { id } = data as { readonly id?: string };
  return kind === undefined || id === undefined ? key : `${kind.toLowerCase()}-${id}`;
}

export function registered(customer: string, day: number, attributes: Attributes = {}): BookEvent {
  return {
    type: 'CustomerRegistered',
    schema: 1,
    occurredAt: instantOf(day),
    key: customer,
    data: { id: customer, attributes },
  };
}

export function changed(customer: string, change: string, day: number, attributes: Attributes): BookEvent {
  const data = { id: customer, change, attributes };
  return { type: 'CustomerChanged', schema: 1, occurredAt: instantOf(day), key: customer, data };
}

export function closed(customer: string, change: string, day: number, reason?: string): BookEvent {
  return {
    type: 'CustomerClosed',
    schema: 1,
    occurredAt: instantOf(day),
    key: customer,
    data: { id: customer, change, ...(reason !== undefined && { reason }) },
  };
}

export function reopened(customer: string, change: string, day: number): BookEvent {
  return {
    type: 'CustomerReopened',
    schema: 1,
    occurredAt: instantOf(day),
    key: customer,
    data: { id: customer, change },
  };
}

export function tierOverridden(
  customer: string,
  change: string,
  day: number,
  { tier, until }: { readonly tier: string; readonly until?: number },
): BookEvent {
  const data = { id: customer, change, tier, from: formatDay(day), reason: 'promised' };
  return {
    type: 'CustomerTierOverridden',
    schema: 1,
    occurredAt: instantOf(day, '00:00:00.000'),
    key: customer,
    data: { ...data, ...(until !== undefined && { until: formatDay(until) }) },
  };
}

/** @param first of the days of what is withdrawn @param day the first one without it; it never was where absent */
export function tierWithdrawn(
  customer: string,
  change: string,
  { first, override, day }: { readonly first: number; readonly override?: string; readonly day?: number },
): BookEvent {
  const data = { id: customer, change, ...(override !== undefined && { override }) };
  return {
    type: 'CustomerTierOverrideWithdrawn',
    schema: 1,
    occurredAt: instantOf(day ?? first, '00:00:00.000'),
    key: customer,
    data: { ...data, ...(day !== undefined && { from: formatDay(day) }) },
  };
}

export function sold(content: SaleContent, day: number): BookEvent {
  const key = content.customerId ?? `sale-${content.id}`;
  return { type: 'SaleRecorded', schema: 1, occurredAt: instantOf(day), key, data: content };
}

/** A sale of one line without a discount, in the base currency. */
export function sale(
  id: string,
  customerId: string | undefined,
  amount: string,
  more: Partial<SaleContent> = {},
): SaleContent {
  const lines = [{ product: 'tea', quantity: '1', unitPrice: amount, gross: amount, reduction: '0' }];
  return { id, ...(customerId === undefined ? {} : { customerId }), currency: 'USD', rate: '1', lines, ...more };
}

export function refunded(content: RefundContent, day: number): BookEvent {
  const key = content.customerId ?? `sale-${content.id}`;
  return { type: 'SaleRefunded', schema: 1, occurredAt: instantOf(day), key, data: content };
}

/** A refund of an amount on the first line of a sale. */
export function refund(id: string, of: SaleContent, amount: string): RefundContent {
  const { lines, opportunityId: _opportunity, ...attribution } = of;
  return { ...attribution, refund: id, lines: [{ line: 0, product: lines[0]?.product ?? '', amount }] };
}

export function voided(
  content: SaleContent,
  day: number,
  refunds: readonly { readonly content: RefundContent; readonly day: number }[] = [],
): BookEvent {
  const key = content.customerId ?? `sale-${content.id}`;
  const data = {
    id: content.id,
    change: `void-${content.id}`,
    reason: 'mistake',
    sale: content,
    refunds: refunds.map((given) => ({ occurredAt: instantOf(given.day), data: given.content })),
  };
  return { type: 'SaleVoided', schema: 1, occurredAt: instantOf(day), key, data };
}

export function credited(content: CreditContent, day: number): BookEvent {
  const key = content.customerId ?? `credit-${content.id}`;
  return { type: 'CreditRecorded', schema: 1, occurredAt: instantOf(day), key, data: content };
}

/** A target over days, both included. */
export function targeted(id: string, { metric, from, to, value, where = {} }: TargetOver, day = from): BookEvent {
  const data = { id, metric, from: formatDay(from), to: formatDay(to), value, where };
  return { type: 'TargetSet', schema: 1, occurredAt: instantOf(day), key: 'targets', data };
}

export interface TargetOver {
  readonly metric: string;
  readonly from: number;
  readonly to: number;
  readonly value: string;
  readonly where?: Readonly<Record<string, readonly string[]>>;
}

export function interacted(content: InteractionContent, day: number): BookEvent {
  return { type: 'InteractionLogged', schema: 1, occurredAt: instantOf(day), key: content.customerId, data: content };
}

export function interactionVoided(content: InteractionContent, day: number): BookEvent {
  const data = { id: content.id, change: `void-${content.id}`, reason: 'mistake', interaction: content };
  return { type: 'InteractionVoided', schema: 1, occurredAt: instantOf(day), key: content.customerId, data };
}

export function opened(content: OpportunityContent, day: number): BookEvent {
  const key = content.customerId ?? `opportunity-${content.id}`;
  return { type: 'OpportunityOpened', schema: 1, occurredAt: instantOf(day), key, data: content };
}

/** A later event of an opportunity. */
export function turned(
  type: Exclude<OpportunityEvent['type'], 'OpportunityOpened'>,
  { id, customerId, rate }: OpportunityContent,
  change: string,
  day: number,
  more: object = {},
): BookEvent {
  const data = { id, ...(customerId !== undefined && { customerId }), change, rate, ...more };
  const key = customerId ?? `opportunity-${id}`;
  return { type, schema: 1, occurredAt: instantOf(day), key, data };
}

export function subscribed(content: SubscriptionContent, day: number): BookEvent {
  const key = content.customerId;
  return { type: 'SubscriptionStarted', schema: 1, occurredAt: instantOf(day), key, data: content };
}

/** A later event of a subscription; `endsOn` is the day on which a cancelled one is over. */
export function resubscribed(
  type: Exclude<SubscriptionEvent['type'], 'SubscriptionStarted'>,
  { id, customerId }: SubscriptionContent,
  change: string,
  day: number,
  { endsOn, ...more }: { readonly endsOn?: number; readonly [field: string]: string | number | null | undefined } = {},
): BookEvent {
  const ends = endsOn === undefined ? {} : { endsAt: instantOf(endsOn) };
  const data = { id, customerId, change, ...(type !== 'SubscriptionCancelled' && { rate: '1' }), ...ends, ...more };
  return { type, schema: 1, occurredAt: instantOf(day), key: customerId, data } as BookEvent;
}
