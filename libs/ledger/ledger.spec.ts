import { beforeEach, describe, expect, it } from '@jest/globals';
import { fieldsOf, line, sale } from '#testing/a-sale.js';
import { Desk } from '#testing/desk.js';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});

describe('what a caller sends', () => {
  it('is recorded in canonical form: amounts without needless zeros, times in UTC, dates as the start of the business day', async () => {
    const lines = [{ ...line, quantity: '2.500', unitPrice: 1.1, discountRate: 0.333333, tax: '00.10'.slice(1) }];
    await desk.record('RecordSale', { ...sale, occurredAt: '2024-03-31', lines });
    const event = await desk.lastEvent();
    expect(event?.occurredAt).toBe('2024-03-30T23:00:00.000Z');
    expect(event?.data['lines']).toEqual([
      {
        product: 'tea',
        quantity: '2.5',
        unitPrice: '1.1',
        discountRate: '0.333333',
        tax: '0.1',
        gross: '2.75',
        reduction: '0.916666',
      },
    ]);
  });

  it('is rounded half-even once per product', async () => {
    const lines = [
      { product: 'a', quantity: '0.5', unitPrice: '0.000001' },
      { product: 'b', quantity: '0.5', unitPrice: '0.000003' },
      { product: 'c', quantity: '1.5', unitPrice: '0.000001', discount: '0.000002' },
    ];
    await desk.record('RecordSale', { ...sale, lines });
    const stored = (await desk.lastEvent())?.data['lines'] as { gross: string }[];
    expect(stored.map(({ gross }) => gross)).toEqual(['0', '0.000002', '0.000002']);
  });

  it('keeps the envelope beside the content', async () => {
    await desk.record('RecordSale', { ...sale, emitter: 'shop', correlationId: 'x', actor: 'jo' });
    const event = await desk.lastEvent();
    expect(event?.envelope).toEqual({ emitter: 'shop', correlationId: 'x', actor: 'jo' });
    expect(event?.data).not.toHaveProperty('emitter');
    expect(await desk.record('RecordSale', { ...sale, emitter: 'another' })).toMatchObject({ duplicate: true });
  });

  it('has a rate only in the base currency', async () => {
    await desk.record('RecordSale', sale);
    expect((await desk.lastEvent())?.data).toMatchObject({ currency: 'EUR', rate: '1' });
    await desk.record('RecordSale', { ...sale, id: 's2', currency: 'USD' });
    expect((await desk.lastEvent())?.data).toMatchObject({ currency: 'USD', rate: null });
  });

  it('is dated now where it may leave the date out', async () => {
    await desk.record('RegisterCustomer', { id: 'c1' });
    expect((await desk.lastEvent())?.occurredAt).toBe(Desk.NOW);
  });

  it('may be dated up to 24 hours ahead', async () => {
    await desk.record('RecordSale', { ...sale, occurredAt: '2024-05-02T12:00:00Z' });
    const late = await desk.problemOf('RecordSale', { ...sale, id: 's2', occurredAt: '2024-05-02T12:00:00.001Z' });
    expect([late.code, late.status, fieldsOf(late)]).toEqual(['occurred-in-future', 422, ['occurredAt']]);
    await desk.register();
    const dates: [string, object][] = [
      ['RegisterCustomer', { id: 'c2', registeredAt: '2024-06-01' }],
      ['ChangeCustomer', { customerId: 'c1', id: 'x', effectiveAt: '2024-06-01', region: 'R' }],
      ['CloseCustomer', { customerId: 'c1', id: 'x', occurredAt: '2024-06-01' }],
      ['ReopenCustomer', { customerId: 'c1', id: 'x', occurredAt: '2024-06-01' }],
      ['RefundSale', { saleId: 's1', id: 'x', occurredAt: '2024-06-01', amount: 1 }],
      ['RecordCredit', { id: 'x', occurredAt: '2024-06-01', amount: 1 }],
      ['LogInteraction', { id: 'x', customerId: 'c1', occurredAt: '2024-06-01', kind: 'call' }],
    ];
    for (const [type, data] of dates) expect((await desk.problemOf(type, data)).code).toBe('occurred-in-future');
  });
});

describe('a fact about something that is not there', () => {
  it('is customer-unknown for a fact that names a customer, not-found on the thing’s own route', async () => {
    const cases: [string, object, string][] = [
      ['RecordSale', { ...sale, customerId: 'nobody' }, 'customer-unknown'],
      ['RecordCredit', { id: 'k1', customerId: 'nobody', occurredAt: Desk.NOW, amount: 1 }, 'customer-unknown'],
      ['LogInteraction', { id: 'i1', customerId: 'nobody', occurredAt: Desk.NOW, kind: 'call' }, 'customer-unknown'],
      ['ChangeCustomer', { customerId: 'nobody', id: 'x', region: 'R' }, 'not-found'],
      ['CloseCustomer', { customerId: 'nobody', id: 'x' }, 'not-found'],
      ['ReopenCustomer', { customerId: 'nobody', id: 'x' }, 'not-found'],
      ['RefundSale', { saleId: 'none', id: 'r', occurredAt: Desk.NOW, amount: 1 }, 'not-found'],
      ['VoidSale', { saleId: 'none', id: 'v', reason: 'r' }, 'not-found'],
      ['VoidInteraction', { interactionId: 'none', id: 'v', reason: 'r' }, 'not-found'],
    ];
    for (const [type, data, code] of cases)
      expect([type, (await desk.problemOf(type, data)).code]).toEqual([type, code]);
    expect(await desk.log.tail()).toBe(0);
  });
});

describe('a sale and its customer', () => {
  it('takes region and salesperson as of its own instant, and keeps them', async () => {
    await desk.register({ region: 'North', salesperson: 'Ann' });
    await desk.record('ChangeCustomer', { customerId: 'c1', id: 'x', effectiveAt: '2024-04-15', region: 'South' });
    await desk.record('RecordSale', { ...sale, customerId: 'c1' });
    expect((await desk.lastEvent())?.data).toMatchObject({ region: 'North', salesperson: 'Ann' });
    await desk.record('RecordSale', {
      ...sale,
      id: 's2',
      customerId: 'c1',
      occurredAt: '2024-04-20',
      salesperson: 'Bob',
    });
    expect((await desk.lastEvent())?.data).toMatchObject({ region: 'South', salesperson: 'Bob' });
    await desk.record('ChangeCustomer', { customerId: 'c1', id: 'y', effectiveAt: '2020-01-01', region: 'West' });
    await desk.record('RefundSale', { saleId: 's1', id: 'r1', occurredAt: '2024-04-25', amount: 1 });
    const refunded = await desk.lastEvent();
    expect(refunded?.data).toMatchObject({
      customerId: 'c1',
      region: 'North',
      salesperson: 'Ann',
      currency: 'EUR',
      rate: '1',
    });
    expect(refunded?.key).toBe('c1');
  });

  it('is refused after the closing only, whatever came first', async () => {
    await desk.register();
    await desk.record('RecordSale', { ...sale, customerId: 'c1' });
    await desk.record('CloseCustomer', { customerId: 'c1', id: 'x', occurredAt: '2024-02-01' });
    await desk.record('ReopenCustomer', { customerId: 'c1', id: 'y', occurredAt: '2024-03-01' });
    const on = (id: string, occurredAt: string) => ({ ...sale, id, customerId: 'c1', occurredAt });
    await desk.record('RecordSale', on('s2', '2024-01-31'));
    await desk.record('RecordSale', on('s3', '2024-02-01'));
    await desk.record('RecordSale', on('s4', '2024-03-01'));
    expect((await desk.problemOf('RecordSale', on('s5', '2024-02-29'))).code).toBe('customer-closed');
  });
});
