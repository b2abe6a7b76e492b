import { beforeEach, describe, expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import { fieldsOf, line, sale } from '#testing/a-sale.js';
import { Desk } from '#testing/desk.js';
import { COMMANDS } from './tables.js';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});

describe('any JSON at all', () => {
  const values: readonly unknown[] = [
    null,
    true,
    0,
    -1,
    1e308,
    '',
    'x',
    '\ud800',
    '\u0000',
    [],
    [[]],
    [null],
    {},
    { a: 1 },
    { toString: 1 },
  ];

  it('as data is refused and never a fault', async () => {
    for (const type of Object.keys(COMMANDS))
      for (const data of [...values, undefined]) {
        const problem = await desk.problemOf(type, data);
        expect([type, problem.code]).toEqual([type, 'invalid-request']);
        expect(problem.errors.length).toBeGreaterThan(0);
      }
  });

  it('as any field is recorded, or refused with a 4xx, and never a fault', async () => {
    await desk.register();
    await desk.record('RecordSale', sale);
    await desk.record('OpenOpportunity', { id: 'o1', openedAt: '2024-04-01' });
    const complete: Record<string, Record<string, unknown>> = {
      RegisterCustomer: {
        id: 'n',
        registeredAt: Desk.NOW,
        name: 'n',
        email: 'e',
        phone: 'p',
        region: 'r',
        source: 's',
        segment: 's',
        salesperson: 's',
        attributes: { a: 'b' },
      },
      ChangeCustomer: { customerId: 'c1', id: 'n', effectiveAt: Desk.NOW, name: 'n' },
      CloseCustomer: { customerId: 'c1', id: 'n', occurredAt: Desk.NOW, reason: 'r' },
      ReopenCustomer: { customerId: 'c1', id: 'n', occurredAt: Desk.NOW, reason: 'r' },
      RecordSale: {
        ...sale,
        id: 'n',
        customerId: 'c1',
        currency: 'USD',
        region: 'r',
        salesperson: 's',
        channel: 'c',
        opportunityId: 'o1',
        emitter: 'e',
      },
      RefundSale: {
        saleId: 's1',
        id: 'n',
        occurredAt: Desk.NOW,
        reason: 'r',
        lines: [{ line: 0, quantity: 1, amount: '0.01' }],
      },
      VoidSale: { saleId: 's1', id: 'n', reason: 'r' },
      RecordCredit: { id: 'n', occurredAt: Desk.NOW, customerId: 'c1', lines: [line], reason: 'r' },
      LogInteraction: {
        id: 'n',
        customerId: 'c1',
        occurredAt: Desk.NOW,
        kind: 'k',
        channel: 'c',
        direction: 'in',
        salesperson: 's',
        durationSeconds: 1,
        subject: 's',
        campaign: 'c',
      },
      VoidInteraction: { interactionId: 'n', id: 'v', reason: 'r' },
      OpenOpportunity: {
        id: 'n',
        customerId: 'c1',
        openedAt: '2024-04-01',
        title: 't',
        product: 'p',
        salesperson: 's',
        region: 'r',
        value: '10',
        currency: 'USD',
        expectedCloseOn: '2024-06-01',
        probability: '0.5',
      },
      ChangeOpportunity: {
        opportunityId: 'o1',
        id: 'n',
        occurredAt: Desk.NOW,
        stage: 's',
        value: 1,
        salesperson: 's',
        expectedCloseOn: '2024-06-01',
        probability: 1,
      },
      WinOpportunity: { opportunityId: 'o1', id: 'n', occurredAt: Desk.NOW, value: '1' },
      LoseOpportunity: { opportunityId: 'o1', id: 'n', occurredAt: Desk.NOW, reason: 'r' },
      ReopenOpportunity: { opportunityId: 'o1', id: 'n', occurredAt: Desk.NOW },
      SetRate: { id: 'n', currency: 'USD', from: '2024-01-01', rate: '0.9' },
      SetTarget: { id: 'n', metric: 'orders', from: '2024-01-01', to: '2024-12-31', value: 1, where: { region: 'r' } },
      SetQuestion: { id: 'n', title: 't', question: { metrics: ['orders'] }, chart: { kind: 'bar' }, ifMatch: 0 },
      SetDashboard: { id: 'n', title: 't', filters: { region: 'r' }, tiles: [{ question: 'q', width: 1, height: 1 }] },
      SetSegment: { id: 'n', title: 't', rule: 'orders > 1', description: 'd', ifMatch: 0 },
      ...Object.fromEntries(['Dashboard', 'Share', 'Question', 'Segment'].map((of) => [`Retire${of}`, { id: 'n' }])),
      PublishLifecyclePolicy: { id: 'n', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 60 } },
      PublishTierPolicy: {
        id: 'n',
        effectiveFrom: '2024-01-01',
        policy: { windowDays: 30, tiers: [{ name: 'a', any: [{ revenue: '1', orders: 1 }] }, { name: 'b' }] },
      },
    };
    let id = 0;
    const refused = new Set<string>();
    const faults: unknown[] = [];
    for (const [type, { example, route }] of Object.entries(COMMANDS)) {
      const data = complete[type] ?? { [route.names ?? 'id']: 'n', ...example.body };
      for (const name of Object.keys(data))
        for (const value of values) {
          const outcome = await desk.record(type, { ...data, id: `n${String(id++)}`, [name]: value }).then(
            () => 'recorded',
            (error: unknown) => (error instanceof Problem && error.status < 500 ? 'refused' : error),
          );
          if (outcome === 'refused') refused.add(type);
          if (outcome !== 'recorded' && outcome !== 'refused') faults.push([type, name, value, outcome]);
        }
    }
    expect(faults).toEqual([]);
    expect([...refused].sort()).toEqual([...Object.keys(COMMANDS)].sort());
  });

  it('as a field of a line names its path', async () => {
    const wrong: [object, string, string][] = [
      [{ quantity: 0 }, 'invalid-request', 'lines[1].quantity'],
      [{ quantity: '-1' }, 'invalid-request', 'lines[1].quantity'],
      [{ quantity: '1.0001' }, 'amount-out-of-range', 'lines[1].quantity'],
      [{ unitPrice: '-0.01' }, 'invalid-request', 'lines[1].unitPrice'],
      [{ unitPrice: '0.0000001' }, 'amount-out-of-range', 'lines[1].unitPrice'],
      [{ unitPrice: Infinity }, 'amount-out-of-range', 'lines[1].unitPrice'],
      [{ unitPrice: 0.1234567890123456 }, 'amount-out-of-range', 'lines[1].unitPrice'],
      [{ unitPrice: '9999999999999999', quantity: 2 }, 'amount-out-of-range', 'lines[1].unitPrice'],
      [{ unitPrice: true }, 'invalid-request', 'lines[1].unitPrice'],
      [{ amount: 3 }, 'invalid-request', 'lines[1].amount'],
      [{ unitPrice: undefined }, 'invalid-request', 'lines[1].unitPrice'],
      [{ unitPrice: undefined, amount: 3, discount: '3.01' }, 'invalid-request', 'lines[1].discount'],
      [{ discount: '3.01' }, 'invalid-request', 'lines[1].discount'],
      [{ discount: '-1' }, 'invalid-request', 'lines[1].discount'],
      [{ discountRate: '1.000001' }, 'invalid-request', 'lines[1].discountRate'],
      [{ discountRate: '0.1234567' }, 'amount-out-of-range', 'lines[1].discountRate'],
      [{ discount: 1, discountRate: 0 }, 'invalid-request', 'lines[1].discountRate'],
      [{ tax: -1 }, 'invalid-request', 'lines[1].tax'],
      [{ product: '' }, 'invalid-request', 'lines[1].product'],
      [{ category: 'a\nb' }, 'invalid-request', 'lines[1].category'],
      [{ colour: 'red' }, 'invalid-request', 'lines[1].colour'],
    ];
    for (const [change, code, field] of wrong) {
      const problem = await desk.problemOf('RecordSale', { ...sale, lines: [line, { ...line, ...change }] });
      expect([change, problem.code, problem.status, fieldsOf(problem)]).toEqual([change, code, 400, [field]]);
    }
    await desk.record('RecordSale', { ...sale, lines: [{ ...line, unitPrice: 0, discount: '0.00' }] });
    await desk.record('RecordSale', {
      ...sale,
      id: 's2',
      lines: [
        { ...line, discount: 3 },
        { ...line, discountRate: 1 },
      ],
    });
  });

  it('as a discount of the whole sale is refused where it is more than what its lines come to', async () => {
    const lines = [line, { ...line, discountRate: '0.5' }];
    const problem = await desk.problemOf('RecordSale', { ...sale, lines, discount: '4.500001' });
    expect([problem.detail, fieldsOf(problem)]).toEqual([
      'discount must not be more than the 4.5 that the lines come to',
      ['discount'],
    ]);
    await desk.record('RecordSale', { ...sale, lines, discount: '4.5' });
  });

  it('reports all mistakes of a request together', async () => {
    const problem = await desk.problemOf('RecordSale', {
      id: '',
      occurredAt: '2023-02-29',
      lines: [{ quantity: 0 }],
      x: 1,
    });
    expect(fieldsOf(problem)).toEqual([
      'id',
      'occurredAt',
      'lines[0].product',
      'lines[0].quantity',
      'lines[0].unitPrice',
      'x',
    ]);
  });

  it('counts labels in characters: 1 to 200, well-formed, no control characters, kept byte for byte', async () => {
    for (const id of ['x'.repeat(200), '\u{1f600}'.repeat(200), 'é', 'e\u0301', ' ', '/?#%2F', '__proto__']) {
      await desk.record('RegisterCustomer', { id });
      expect((await desk.lastEvent())?.data['id']).toBe(id);
    }
    for (const id of [
      '',
      'x'.repeat(201),
      '\u{1f600}'.repeat(201),
      '\udc00',
      'a\ud800b',
      '\u0000',
      '\u007f',
      '\u0085',
      '\t',
    ])
      expect(await desk.wrongFields('RegisterCustomer', { id })).toEqual(['id']);
  });

  it('takes tabs and line breaks in free text, and no other control character', async () => {
    await desk.register();
    const text = 'first line\r\nsecond\tline\n';
    const said: Record<string, object> = {
      CloseCustomer: { customerId: 'c1', id: 'x', reason: text },
      LogInteraction: { customerId: 'c1', id: 'i', occurredAt: '2024-04-01', kind: 'call', subject: text },
      OpenOpportunity: { id: 'o', openedAt: '2024-04-01', title: text },
      LoseOpportunity: { opportunityId: 'o', id: 'l', occurredAt: '2024-04-02', reason: text },
      RecordCredit: { id: 'k', occurredAt: '2024-04-01', amount: 1, reason: text },
    };
    for (const [type, data] of Object.entries(said)) {
      await desk.record(type, data);
      expect(JSON.stringify((await desk.lastEvent())?.data)).toContain(JSON.stringify(text));
    }
    for (const reason of ['a\u0000', 'a\u000b', 'a\u001b[31m', 'a\u007f', 'a\u0085', 'a\ud800', '', 'x'.repeat(2_001)])
      expect(await desk.wrongFields('CloseCustomer', { customerId: 'c1', id: 'y', reason })).toEqual(['reason']);
  });

  it('is shown in the sentence that refuses it', async () => {
    const detailOf = async (more: object) => (await desk.problemOf('RecordSale', { ...sale, ...more })).detail;
    expect(await detailOf({ occurredAt: '2024-01-15T10:00:00' })).toBe(
      'occurredAt "2024-01-15T10:00:00" has no offset: add Z or +02:00',
    );
    expect(await detailOf({ currency: 'euro' })).toBe('currency must be an ISO 4217 code such as "EUR", not "euro"');
    expect(await detailOf({ lines: [{ ...line, quantity: -2 }] })).toBe(
      'lines[0].quantity must be more than 0, not -2',
    );
    expect(await detailOf({ lines: [{ ...line, unitPrice: 0.1234567890123456 }] })).toBe(
      'lines[0].unitPrice 0.1234567890123456 has more than 15 significant digits: send it as a string',
    );
    expect(await detailOf({ id: 'x'.repeat(201) })).toBe(`id must have 1 to 200 characters, not "${'x'.repeat(50)}…"`);
  });

  it('has 1 to 1,000 lines, or for refunds and credits an amount instead', async () => {
    expect(await desk.wrongFields('RecordSale', { ...sale, lines: [] })).toEqual(['lines']);
    expect(await desk.wrongFields('RecordSale', { ...sale, lines: undefined })).toEqual(['lines']);
    expect(await desk.wrongFields('RecordSale', { ...sale, lines: Array.from({ length: 1001 }, () => line) })).toEqual([
      'lines',
    ]);
    await desk.record('RecordSale', { ...sale, lines: Array.from({ length: 1000 }, () => line) });
    const credit = { id: 'k', occurredAt: Desk.NOW };
    expect(await desk.wrongFields('RecordCredit', credit)).toEqual(['lines']);
    expect(await desk.wrongFields('RecordCredit', { ...credit, amount: 1, lines: [line] })).toEqual(['amount']);
    expect(await desk.wrongFields('RecordCredit', { ...credit, amount: 0 })).toEqual(['amount']);
    const refund = { saleId: 's1', id: 'r', occurredAt: Desk.NOW };
    expect(await desk.wrongFields('RefundSale', refund)).toEqual(['lines']);
    const refundLine = { line: 0, amount: 1, tax: '0' };
    expect(await desk.wrongFields('RefundSale', { ...refund, tax: 1, lines: [refundLine] })).toEqual(['tax']);
    expect(await desk.wrongFields('RefundSale', { ...refund, tax: -1, amount: 1 })).toEqual(['tax']);
    expect(await desk.wrongFields('RefundSale', { ...refund, lines: [{ line: 0, amount: 0 }] })).toEqual([
      'lines[0].amount',
    ]);
    expect(
      await desk.wrongFields('RefundSale', { ...refund, lines: [{ line: 0.5, amount: 1 }, { amount: 1 }] }),
    ).toEqual(['lines[0].line', 'lines[1].line']);
  });

  it('must change something of a customer', async () => {
    await desk.register();
    expect((await desk.problemOf('ChangeCustomer', { customerId: 'c1', id: 'x', effectiveAt: Desk.NOW })).code).toBe(
      'invalid-request',
    );
    expect(await desk.wrongFields('ChangeCustomer', { customerId: 'c1', id: 'x', region: null })).toEqual(['region']);
  });
});
