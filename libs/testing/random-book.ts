import fc from 'fast-check';
import type { BookEvent, InteractionContent, OpportunityContent, RefundContent, SaleContent } from '#ledger/events.js';
import {
  changed,
  closed,
  interacted,
  interactionVoided,
  opened,
  refund,
  refunded,
  registered,
  reopened,
  sale,
  sold,
  turned,
  voided,
} from './book-events.js';

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
    | 'void'
    | 'change'
    | 'close'
    | 'reopen'
    | 'interaction'
    | 'interaction-void'
    | 'deal'
    | 'deal-turn';
  readonly customer: number;
  readonly day: number;
  readonly late: number;
  readonly amount: number;
  readonly which: number;
}

const TURNS = [
  ['OpportunityChanged', { salesperson: 'Ann', stage: 'offer' }],
  ['OpportunityWon', { value: '7' }],
  ['OpportunityLost', { reason: 'price' }],
  ['OpportunityReopened', {}],
] as const;
const REGIONS = ['north', 'south', ''];

/**
 * A book of customers c0, c1, … : registrations first, then anything in any order, late by up to two years, recorded days never going back.
 */
export function randomBookOf(customers: number, most: number): fc.Arbitrary<readonly Arrival[]> {
  return fc
    .array(
      fc.record<Plan>({
        kind: fc.constantFrom(
          'sale',
          'sale',
          'sale',
          'sale',
          'refund',
          'void',
          'change',
          'close',
          'reopen',
          'interaction',
          'interaction-void',
          'deal',
          'deal-turn',
          'deal-turn',
        ),
        customer: fc.nat(customers - 1),
        day: fc.nat(DAYS),
        late: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(DAYS)),
        amount: fc.integer({ min: 1, max: 700_000 }),
        which: fc.nat(1000),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((plans) => arrivals(plans, customers));
}

export const randomBook = randomBookOf(3, 40);

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
  private readonly interactions: { content: InteractionContent; day: number }[] = [];

  eventOf(plan: Plan, id: string): BookEvent | undefined {
    const customer = `c${String(plan.customer)}`;
    const day = FIRST_DAY + plan.day;
    switch (plan.kind) {
      case 'sale':
        return this.sell(plan, customer, day, id);
      case 'refund':
        return this.refund(plan, id);
      case 'void':
        return this.void(plan);
      case 'change':
        return changed(customer, id, day, { region: REGIONS[plan.which % 2] as string });
      case 'close':
        return closed(customer, id, day);
      case 'reopen':
        return reopened(customer, id, day);
      case 'interaction':
        return this.interact(customer, day, id);
      case 'deal': {
        const content = {
          id,
          customerId: customer,
          currency: 'USD',
          rate: '1',
          value: String(plan.amount),
          probability: '0.5',
        };
        this.deals.push({ content, day });
        return opened(content, day);
      }
      case 'deal-turn':
        return this.turn(plan, id);
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

  private sell({ which, amount }: Plan, customer: string, day: number, id: string): BookEvent {
    const guest = which % 20 === 0;
    const content = sale(id, guest ? undefined : customer, String(amount / 1000), {
      region: REGIONS[which % 3] as string,
    });
    this.sales.push({ content, day, refunds: [] });
    return sold(content, day);
  }

  private refund({ which, late }: Plan, id: string): BookEvent | undefined {
    const found = this.sales[which % Math.max(1, this.sales.length)];
    if (found === undefined) return undefined;
    const content = refund(id, found.content, '0.001');
    const day = found.day + (late % 200);
    found.refunds.push({ content, day });
    return refunded(content, day);
  }

  private void({ which }: Plan): BookEvent | undefined {
    const [taken] = this.sales.splice(which % Math.max(1, this.sales.length), 1);
    return taken === undefined ? undefined : voided(taken.content, taken.day, taken.refunds);
  }

  private interact(customerId: string, day: number, id: string): BookEvent {
    const content = { id, customerId, kind: 'call' } as const;
    this.interactions.push({ content, day });
    return interacted(content, day);
  }
}
