import { beforeEach, describe, expect, it } from '@jest/globals';
import { fieldsOf, line, sale } from '#testing/a-sale.js';
import { Desk } from '#testing/desk.js';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});

const DUPLICATE = { duplicate: true };

describe('the same id again', () => {
  it('with the same content, however it is written, is a duplicate', async () => {
    await desk.record('RecordSale', { ...sale, occurredAt: '2024-03-31' });
    const same = {
      currency: 'EUR',
      occurredAt: '2024-03-31T01:00:00+02:00',
      lines: [{ ...line, unitPrice: 1.5, quantity: '2.000' }],
    };
    expect(await desk.record('RecordSale', { ...sale, ...same })).toEqual({ id: 's1', position: 1, duplicate: true });
    expect(
      await desk.record('RecordSale', {
        ...same,
        lines: [{ quantity: 2, unitPrice: '1.5', product: 'tea' }],
        id: 's1',
      }),
    ).toMatchObject(DUPLICATE);
  });

  it('is a duplicate after a restart, a year later, after the customer changed and was closed before the sale', async () => {
    await desk.register({ region: 'North' });
    const mine = { ...sale, customerId: 'c1' };
    await desk.record('RecordSale', mine);
    await desk.record('ChangeCustomer', { customerId: 'c1', id: 'x', effectiveAt: '2020-02-01', region: 'South' });
    await desk.record('CloseCustomer', { customerId: 'c1', id: 'y', occurredAt: '2020-03-01' });
    desk.now = '2025-05-01T12:00:00.000Z';
    desk.restart();
    expect(await desk.record('RecordSale', mine)).toEqual({ id: 's1', position: 2, duplicate: true });
    expect((await desk.problemOf('RecordSale', { ...mine, id: 's2' })).code).toBe('customer-closed');
  });

  it('is a duplicate where the date was left out, whenever it is sent', async () => {
    await desk.record('RegisterCustomer', { id: 'c1', name: 'Jo' });
    await desk.record('CloseCustomer', { id: 'x', customerId: 'c1' });
    desk.now = '2024-06-01T00:00:00.000Z';
    expect(await desk.record('RegisterCustomer', { id: 'c1', name: 'Jo' })).toMatchObject(DUPLICATE);
    expect(await desk.record('CloseCustomer', { id: 'x', customerId: 'c1' })).toMatchObject(DUPLICATE);
  });

  it('with other content is a conflict that names every field that differs', async () => {
    await desk.register({ region: 'North', name: 'Jo', attributes: { size: 'S', tone: 'low' } });
    const other = { registeredAt: '2020-01-02', region: 'North', phone: '1', attributes: { size: 'M', tone: 'low' } };
    expect((await desk.wrongFields('RegisterCustomer', { id: 'c1', ...other })).sort()).toEqual([
      'attributes.size',
      'name',
      'phone',
      'registeredAt',
    ]);
    await desk.record('RecordSale', { ...sale, channel: 'web', lines: [line, line] });
    const sold = { ...sale, occurredAt: '2024-04-02', lines: [line, { ...line, quantity: 3, category: 'hot' }] };
    const conflict = await desk.problemOf('RecordSale', sold);
    expect([conflict.code, conflict.status]).toEqual(['id-conflict', 409]);
    expect(fieldsOf(conflict).sort()).toEqual(['channel', 'lines[1].category', 'lines[1].quantity', 'occurredAt']);
    expect(conflict.detail).toContain('lines[1].quantity');
    expect(await desk.wrongFields('RecordSale', { ...sale, channel: 'web' })).toEqual(['lines']);
    expect(
      await desk.wrongFields('RecordSale', { ...sale, channel: 'web', currency: 'USD', lines: [line, line] }),
    ).toEqual(['currency']);
  });

  it('tells what the caller said from what was filled in', async () => {
    await desk.register({ region: 'North', salesperson: 'Ann' });
    const mine = { ...sale, customerId: 'c1' };
    await desk.record('RecordSale', mine);
    expect(await desk.wrongFields('RecordSale', { ...mine, region: 'North' })).toEqual(['region']);
    expect(await desk.wrongFields('RecordSale', { ...mine, channel: 'web' })).toEqual(['channel']);
    await desk.record('RecordSale', { ...mine, id: 's2', region: 'North' });
    expect(await desk.wrongFields('RecordSale', { ...mine, id: 's2' })).toEqual(['region']);
    await desk.record('RegisterCustomer', { id: 'c2' });
    expect(await desk.wrongFields('RegisterCustomer', { id: 'c2', registeredAt: Desk.NOW })).toEqual(['registeredAt']);
  });

  it('names the fields of changes, closings, refunds, voids, credits and interactions too', async () => {
    await desk.register();
    await desk.record('RecordSale', sale);
    const at = '2024-04-02T00:00:00Z';
    const cases: [string, object, object, readonly string[]][] = [
      ['ChangeCustomer', { customerId: 'c1', id: 'x', effectiveAt: at, region: 'A' }, { email: 'e' }, ['email']],
      ['CloseCustomer', { customerId: 'c1', id: 'y', occurredAt: at }, { reason: 'r' }, ['reason']],
      ['ReopenCustomer', { customerId: 'c1', id: 'z', reason: 'r' }, { reason: 'q' }, ['reason']],
      ['RefundSale', { saleId: 's1', id: 'r1', occurredAt: at, amount: 1 }, { amount: 2 }, ['amount']],
      [
        'RefundSale',
        { saleId: 's1', id: 'r2', occurredAt: at, lines: [{ line: 0, amount: 1 }] },
        { lines: [{ line: 0, amount: 1, quantity: 1 }] },
        ['lines[0].quantity'],
      ],
      ['RecordCredit', { id: 'k1', occurredAt: at, amount: 1 }, { reason: 'r' }, ['reason']],
      [
        'RecordCredit',
        { id: 'k2', occurredAt: at, lines: [line] },
        { lines: [{ ...line, unitPrice: 1, discount: 1 }] },
        ['lines[0].discount', 'lines[0].unitPrice'],
      ],
      [
        'RecordCredit',
        { id: 'k3', occurredAt: at, lines: [{ product: 'tea', quantity: 3, amount: 10, discountRate: '0.1' }] },
        { lines: [{ product: 'tea', quantity: 3, amount: 9, discountRate: '0.1' }] },
        ['lines[0].amount'],
      ],
      [
        'RecordSale',
        {
          id: 's2',
          occurredAt: at,
          discount: 2,
          tax: 1,
          lines: [line, { product: 'tea', quantity: 3, amount: 10, tax: 1 }],
        },
        { discount: 1, tax: 2, lines: [line, { product: 'tea', quantity: 3, amount: 9, tax: 2 }] },
        ['discount', 'lines[1].amount', 'lines[1].tax', 'tax'],
      ],
      [
        'LogInteraction',
        { id: 'i1', customerId: 'c1', occurredAt: at, kind: 'call', subject: 's' },
        { subject: 't', direction: 'in' },
        ['direction', 'subject'],
      ],
      ['VoidInteraction', { interactionId: 'i1', id: 'v1', reason: 'r' }, { reason: 'q' }, ['reason']],
      ['VoidSale', { saleId: 's1', id: 'v2', reason: 'r' }, { reason: 'q' }, ['reason']],
    ];
    for (const [type, data, different, expected] of cases) {
      expect(await desk.record(type, data)).toMatchObject({ duplicate: false });
      expect(await desk.record(type, data)).toMatchObject(DUPLICATE);
      expect((await desk.wrongFields(type, { ...data, ...different })).sort()).toEqual(expected);
    }
    const asReopening = await desk.problemOf('ReopenCustomer', { customerId: 'c1', id: 'y', occurredAt: at });
    expect([asReopening.code, fieldsOf(asReopening)]).toEqual(['id-conflict', ['type']]);
  });
});
