import { describe, expect, it } from '@jest/globals';
import { changed, registered } from '#testing/book-events.js';
import type { Trigger } from './automation.js';
import { Where } from './condition.js';

const line = (product: string, gross: string, reduction = '0') => ({ product, quantity: '1', gross, reduction });
const SALE = {
  id: 's1',
  currency: 'USD',
  rate: '0.5',
  channel: 'web',
  lines: [line('tea', '700'), line('cup', '500', '100')],
};

const isTrue = (where: string, data: object = SALE, trigger: Trigger = 'RecordSale'): boolean =>
  new Where(where, trigger).holds(data as never, undefined);
const refusal = (where: string, trigger: Trigger = 'RecordSale'): string => {
  try {
    new Where(where, trigger);
    return 'taken';
  } catch (error) {
    return (error as { readonly detail: string }).detail;
  }
};

describe('what has to be true of an event to be an occasion', () => {
  it('compares what it came to in the base currency, exactly', () => {
    expect([isTrue(`event.total == money('550')`), isTrue(`event.total > money('550')`)]).toEqual([true, false]);
    expect(isTrue(`event.total > money('549.999999')`)).toBe(true);
    expect(isTrue(`event.total == money('0')`, { ...SALE, rate: null })).toBe(true);
    const refund = { ...SALE, refund: 'r1', lines: [{ product: 'tea', amount: '10' }] };
    expect(isTrue(`event.total == money('5')`, refund, 'RefundSale')).toBe(true);
  });

  it('looks at what was bought, and at where', () => {
    expect(isTrue(`'tea' in event.products && event.channel == 'web'`)).toBe(true);
    expect(isTrue(`'pot' in event.products`)).toBe(false);
  });

  it('looks at deals and subscriptions in the base currency, and at what a void took back', () => {
    const deal = { id: 'o1', value: '100', currency: 'USD', rate: '0.5', probability: '0.25' };
    expect(isTrue(`event.value == money('50') && event.probability < 0.5`, deal, 'OpenOpportunity')).toBe(true);
    expect(isTrue(`event.value > money('1')`, { ...deal, rate: null }, 'OpenOpportunity')).toBe(false);
    const subscription = { id: 'b1', product: 'pro', amount: '12', rate: '1', interval: 'month', seats: 3 };
    const isLarge = `event.amount >= money('12') && event.seats > 2 && event.interval == 'month'`;
    expect(isTrue(isLarge, subscription, 'StartSubscription')).toBe(true);
    expect(isTrue(`event.total == money('550') && 'cup' in event.products`, { sale: SALE }, 'VoidSale')).toBe(true);
    const credit = { id: 'k1', currency: 'USD', rate: '0.5', lines: [{ product: 'tea', amount: '10' }] };
    expect(isTrue(`event.total == money('5')`, credit, 'RecordCredit')).toBe(true);
  });

  it('looks at what was said of a customer', () => {
    const said = registered('ada', 19_800, { region: 'north', salesperson: 'Ann' }).data;
    expect(isTrue(`event.region == 'north' && event.salesperson == 'Ann'`, said, 'RegisterCustomer')).toBe(true);
    const moved = changed('ada', 'x1', 19_801, { region: 'south' }).data;
    expect(isTrue(`event.region == 'south'`, moved, 'ChangeCustomer')).toBe(true);
    expect(isTrue(`event.salesperson == 'Ann'`, moved, 'ChangeCustomer')).toBe(false);
  });

  it('is not true of what there is not, nor is its contrary', () => {
    expect([isTrue(`event.region == 'north'`), isTrue(`event.region != 'north'`)]).toEqual([false, false]);
    expect([isTrue(`orders > 0`), isTrue(`orders == 0`)]).toEqual([false, false]);
  });

  it('is refused with its place where it asks for what no such fact has', () => {
    expect(refusal('event.totl > 1')).toMatch(/line 1, column \d/);
    expect(refusal(`event.total > 5`)).toMatch(/line 1, column \d/);
    expect(refusal(`event.total > money('5')`, 'CloseCustomer')).toMatch(/line 1, column \d/);
    expect(refusal('event.constructor == 1')).toContain('constructor');
    expect(refusal(`event.channel.matches('w.*')`)).toContain('matches');
    expect(refusal('event')).toContain('true or false');
    expect(refusal(`event.kind == 'call' && region == 'north'`, 'LogInteraction')).toBe('taken');
  });
});
