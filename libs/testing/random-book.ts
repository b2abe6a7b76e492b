import fc from 'fast-check';
import type { Attribution, RefundContent, SaleContent } from '#subjects/sales/sale.events.js';
import type { SubscriptionContent } from '#subjects/subscriptions/subscription.events.js';
import type { BookEvent } from './book-event.js';
import type { InteractionContent } from '#subjects/interactions/interaction.events.js';
import type { OpportunityContent } from '#subjects/opportunities/opportunity.events.js';
import {
  changed,
  closed,
  credited,
  interacted,
  interactionVoided,
  opened,
  refund,
  refunded,
  registered,
  reopened,
  resubscribed,
  sale,
  sold,
  subscribed,
  targeted,
  turned,
  voided,
} from './book-events.js';
import { RandomOverrides } from './random-overrides.js';
import { SHARED, sharedBy } from './shared-by.js';

/** The days random histories play on, and how late a fact may be recorded at most. */
export const FIRST_DAY = 18_262; // 2020-01-01
export const DAYS = 730;

export interface Arrival {
  readonly event: BookEvent;
  /** The day it is recorded on. */
  readonly on: number;
}

interface Plan {
  readonly kind:
    | 'sale'
    | 'refund'
    | 'credit'
    | 'void'
    | 'change'
    | 'close'
    | 'reopen'
    | 'override'
    | 'override-end'
    | 'interaction'
    | 'interaction-void'
    | 'deal'
    | 'deal-turn'
    | 'subscription'
    | 'subscription-turn'
    | 'target';
  readonly customer: number;
  readonly day: number;
  readonly late: number;
  readonly amount: number;
  readonly which: number;
}

const TURNS = [
  ['OpportunityChanged', { salesperson: 'Ann', stage: 'offer', pipeline: 'retail', expectedCloseOn: '2021-02-28' }],
  ['OpportunityWon', { value: '7', ...SHARED }],
  ['OpportunityLost', { reason: 'price' }],
  ['OpportunityReopened', {}],
] as const;
const SUBSCRIPTION_TURNS = [
  ['SubscriptionChanged', { amount: '9', product: 'care' }],
  ['SubscriptionCancelled', { reason: 'price' }],
  ['SubscriptionResumed', {}],
] as const;
const REGIONS = ['north', 'south', ''];
const CHANGES = [{ region: 'north' }, { region: 'south' }, { segment: 'b2b' }, { segment: 's', source: 'fair' }];
const REASONS = ['price', 'moved away', undefined];
/** The base currency, one with a rate and one without. */
const CURRENCIES: readonly Pick<Attribution, 'currency' | 'rate'>[] = [
  { currency: 'USD', rate: '1' },
  { currency: 'EUR', rate: '1.25' },
  { currency: 'GBP', rate: null },
];
const TARGETED = ['revenue.net', 'orders', 'customers.buyers', 'interactions'];

/**
 * A book of customers c0, c1, … and guests in three currencies: registrations first, then anything in any order, late by up to two years, recorded days never going back.
 */
export function randomBookOf(customers: number, least: number, most: number): fc.Arbitrary<readonly Arrival[]> {
  return fc
    .array(
      fc.record<Plan>({
        kind: fc.constantFrom(
          'sale',
          'sale',
          'sale',
          'sale',
          'refund',
          'credit',
          'void',
          'change',
          'close',
          'reopen',
          'override',
          'override-end',
          'interaction',
          'interaction-void',
          'deal',
          'deal-turn',
          'deal-turn',
          'subscription',
          'subscription-turn',
          'subscription-turn',
          'target',
        ),
        customer: fc.nat(customers - 1),
        day: fc.nat(DAYS),
        late: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(DAYS)),
        amount: fc.integer({ min: 1, max: 700_000 }),
        which: fc.nat(1000),
      }),
      { minLength: least, maxLength: most },
    )
    .map((plans) => arrivals(plans, customers));
}

export const randomBook = randomBookOf(3, 1, 40);

function arrivals(plans: readonly Plan[], customers: number): readonly Arrival[] {
  const out: Arrival[] = [];
  for (let i = 0; i < customers; i++) {
    const region = REGIONS[i % REGIONS.length] ?? '';
    out.push({
      event: registered(`c${String(i)}`, FIRST_DAY + i * 40, region === '' ? {} : { region, segment: 's' }),
      on: FIRST_DAY,
    });
  }
  const book = new Ledgers();
  const byRecording = plans.map((plan) => ({ plan, on: FIRST_DAY + plan.day + plan.late })).sort((a, b) => a.on - b.on);
  for (const [i, { plan, on }] of byRecording.entries()) {
    const event = book.eventOf(plan, String(i));
    if (event !== undefined) out.push({ event, on });
  }
  return out;
}

/** What can be refunded or voided so far. */
class Ledgers {
  private readonly sales: { content: SaleContent; day: number; refunds: { content: RefundContent; day: number }[] }[] =
    [];
  private readonly deals: { content: OpportunityContent; day: number }[] = [];
  private readonly subscriptions: { content: SubscriptionContent; day: number }[] = [];
  private readonly overrides = new RandomOverrides();
  private readonly interactions: { content: InteractionContent; day: number }[] = [];

  eventOf(plan: Plan, id: string): BookEvent | undefined {
    const customer = `c${String(plan.customer)}`;
    const day = FIRST_DAY + plan.day;
    switch (plan.kind) {
      case 'sale':
        return this.sell(plan, customer, day, id);
      case 'refund':
        return this.refund(plan, id);
      case 'credit':
        return this.credit(plan, customer, day, id);
      case 'void':
        return this.void(plan);
      case 'change':
        return changed(customer, id, day, CHANGES[plan.which % CHANGES.length] as (typeof CHANGES)[number]);
      case 'close':
        return closed(customer, id, day, REASONS[plan.which % REASONS.length]);
      case 'reopen':
        return reopened(customer, id, day);
      case 'override':
        return this.overrides.give(plan, customer, day, id);
      case 'override-end':
        return this.overrides.withdraw(plan, id);
      case 'interaction':
        return this.interact(plan, customer, day, id);
      case 'deal':
        return this.open(plan, customer, day, id);
      case 'deal-turn':
        return this.turn(plan, id);
      case 'subscription':
        return this.subscribe(plan, customer, day, id);
      case 'subscription-turn':
        return this.resubscribe(plan, id);
      case 'target':
        return this.target(plan, day, id);
      case 'interaction-void': {
        const [taken] = this.interactions.splice(plan.which % Math.max(1, this.interactions.length), 1);
        return taken === undefined ? undefined : interactionVoided(taken.content, taken.day);
      }
    }
  }

  private turn({ which, late, amount }: Plan, id: string): BookEvent | undefined {
    const deal = this.deals[which % Math.max(1, this.deals.length)];
    if (deal === undefined) return undefined;
    const on = deal.day + (late % 120);
    const [type, more] = TURNS[which % TURNS.length] as (typeof TURNS)[number];
    return turned(
      type,
      deal.content,
      id,
      on,
      type === 'OpportunityChanged' ? { value: String(amount), ...more } : more,
    );
  }

  private open({ which, amount }: Plan, customer: string, day: number, id: string): BookEvent {
    const content = {
      id,
      ...(which % 4 > 0 && { customerId: customer }),
      ...pick(CURRENCIES, which),
      value: String(amount),
      probability: '0.5',
      expectedCloseOn: '2020-11-30',
    };
    this.deals.push({ content, day });
    return opened(content, day);
  }

  private subscribe({ which, amount }: Plan, customerId: string, day: number, id: string): BookEvent {
    const interval = pick(['month', 'quarter', 'year'] as const, which);
    const { currency, rate } = pick(CURRENCIES, amount);
    const content = { id, customerId, product: 'tea', amount: decimal(amount), currency, rate, interval };
    this.subscriptions.push({ content, day });
    return subscribed(content, day);
  }

  private resubscribe({ which, late, amount }: Plan, id: string): BookEvent | undefined {
    const found = this.subscriptions[which % Math.max(1, this.subscriptions.length)];
    if (found === undefined) return undefined;
    const [type, more] = pick(SUBSCRIPTION_TURNS, which);
    const day = found.day + (late % 150);
    const { rate } = found.content;
    if (type === 'SubscriptionCancelled') {
      const ends = amount % 2 === 0 ? {} : { endsOn: day + (amount % 60) };
      return resubscribed(type, found.content, id, day, { ...more, ...ends });
    }
    return resubscribed(type, found.content, id, day, { ...more, rate });
  }

  private sell({ which, amount }: Plan, customer: string, day: number, id: string): BookEvent {
    const line = { quantity: '2', unitPrice: decimal(amount), gross: decimal(2 * amount), reduction: decimal(which) };
    const content = sale(id, which % 5 === 0 ? undefined : customer, decimal(amount), {
      region: pick(REGIONS, which),
      channel: pick(['web', 'shop'], amount),
      ...pick(CURRENCIES, amount),
      ...sharedBy(amount),
    });
    const lines = [...content.lines, { product: 'cup', category: 'ware', ...line, tax: decimal(amount % 100) }];
    const whole = which % 2 === 0 ? content : { ...content, lines };
    this.sales.push({ content: whole, day, refunds: [] });
    return sold(whole, day);
  }

  private refund({ which, late, amount }: Plan, id: string): BookEvent | undefined {
    const found = this.sales[which % Math.max(1, this.sales.length)];
    if (found === undefined) return undefined;
    const content = refund(id, found.content, decimal(amount % 10));
    const day = found.day + (late % 200);
    found.refunds.push({ content, day });
    return refunded(content, day);
  }

  private credit({ which, amount }: Plan, customer: string, day: number, id: string): BookEvent {
    const given = { ...pick(CURRENCIES, amount), region: pick(REGIONS, which), lines: [{ amount: decimal(amount) }] };
    return credited({ id, ...(which % 5 > 0 && { customerId: customer }), ...given }, day);
  }

  private target({ which, amount, late }: Plan, day: number, id: string): BookEvent {
    const where = which % 2 === 0 ? {} : { region: [pick(['north', 'south'], amount)] };
    const to = day + (late % 100);
    const metric = pick(TARGETED, which);
    const fitting = metric === 'interactions' ? {} : where;
    return targeted(id, { metric, from: day, to, value: decimal(amount), where: fitting });
  }

  private void({ which }: Plan): BookEvent | undefined {
    const [taken] = this.sales.splice(which % Math.max(1, this.sales.length), 1);
    return taken === undefined ? undefined : voided(taken.content, taken.day, taken.refunds);
  }

  private interact({ which }: Plan, customerId: string, day: number, id: string): BookEvent {
    const content = { id, customerId, kind: 'call', ...pick([{ channel: 'fair' }, { channel: 'mail' }, {}], which) };
    this.interactions.push({ content, day });
    return interacted(content, day);
  }
}

function pick<Item>(items: readonly Item[], which: number): Item {
  return items[which % items.length] as Item;
}

/** Thousandths. */
function decimal(thousandths: number): string {
  return String(thousandths / 1000);
}
