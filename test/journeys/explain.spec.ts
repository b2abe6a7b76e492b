import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

interface Part {
  readonly part: string;
  readonly change: string | number;
  readonly count: number;
  readonly next: string | null;
  readonly records: readonly {
    readonly id: string;
    readonly change: string;
    readonly events: readonly { readonly type: string }[];
  }[];
}

describe('an explanation', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-02-29T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-02-01', '100'));
    await stage.record('/v1/sales', sale('s2', 'ada', '2024-02-10', '50'));
    stage.at('2024-03-20T09:00:00Z');
    await stage.record('/v1/sales', sale('late', 'ada', '2024-02-15', '7'));
    await stage.record('/v1/sales/s2/void', { id: 'v1', reason: 'entered twice' });
    await stage.record('/v1/sales/s1/refunds', { id: 'r1', occurredAt: '2024-02-20', amount: '30' });
    await stage.record('/v1/sales', sale('new', 'ada', '2024-03-10', '1000'));
    await stage.record('/v1/policies/lifecycle', {
      id: 'p',
      effectiveFrom: '2024-01-01',
      policy: { churnAfterDays: 10, atRiskAfterDays: 9 },
    });
  });
  afterAll(() => stage.close());

  const explain = async (question: object) => {
    const { status, body } = await stage.send('POST', '/v1/explain', { ...question, position: stage.position });
    expect([body, status]).toEqual([body, 200]);
    return body as { a: string; b: string; change: string; parts: readonly Part[] };
  };
  const a = { asOf: '2024-02-29', knownAt: '2024-02-29' };

  it('splits a difference into what made it, with the events behind each part', async () => {
    const found = await explain({ metric: 'revenue.net', a, b: {} });
    expect(found).toMatchObject({ a: '150', b: '1077', change: '927' });
    expect(found.parts.map(({ part, change, count }) => [part, change, count])).toEqual([
      ['new', '1000', 1],
      ['late', '7', 1],
      ['refunds', '-30', 1],
      ['voids', '-50', 1],
      ['policies', '0', 0],
    ]);
    expect(
      found.parts.map(({ records }) => records.map(({ id, events }) => [id, events.map(({ type }) => type)])),
    ).toEqual([
      [['sale-new', ['SaleRecorded']]],
      [['sale-late', ['SaleRecorded']]],
      [['sale-s1', ['SaleRefunded']]],
      [['sale-s2', ['SaleVoided']]],
      [],
    ]);
  });

  it('goes both ways and cuts as a query does', async () => {
    const back = await explain({ metric: 'revenue.net', a: {}, b: a });
    expect(back).toMatchObject({ a: '1077', b: '150', change: '-927' });
    const february = await explain({
      metric: 'orders',
      from: '2024-02-01',
      to: '2024-02-29',
      where: { product: ['tea'] },
      a,
      b: {},
    });
    expect(february).toMatchObject({ a: 2, b: 2, change: 0 });
    expect(february.parts.map(({ part, change }) => [part, change])).toEqual([
      ['new', 0],
      ['late', 1],
      ['refunds', 0],
      ['voids', -1],
      ['policies', 0],
    ]);
  });

  it('tells what a policy changed', async () => {
    const found = await explain({
      metric: 'customers.active',
      a: { asOf: '2024-02-29', knownAt: '2024-03-19' },
      b: { asOf: '2024-02-29' },
    });
    expect(found).toMatchObject({ a: 1, b: 0, change: -1 });
    expect(found.parts.find(({ part }) => part === 'policies')).toMatchObject({
      change: -1,
      count: 1,
      records: [{ id: 'ada' }],
    });
  });

  it('goes between instants too', async () => {
    const morning = { asOf: '2024-02-10T08:00:00Z', knownAt: '2024-02-29T10:00:00Z' };
    const found = await explain({ metric: 'revenue.net', a: morning, b: a });
    expect(found).toMatchObject({ a: '100', b: '150', change: '50' });
    expect(found.parts.find(({ part }) => part === 'new')).toMatchObject({
      change: '50',
      records: [{ id: 'sale-s2', events: [{ type: 'SaleRecorded' }] }],
    });
  });

  it('comes in pages', async () => {
    await stage.bulk(
      Array.from({ length: 5 }, (_, i) => ({
        type: 'RecordSale',
        data: sale(`n${String(i)}`, 'ada', '2024-03-12', '1'),
      })),
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await explain({
        metric: 'orders',
        a,
        b: {},
        part: 'new',
        limit: 2,
        ...(cursor !== '' && { cursor }),
      });
      const part = page.parts[0] as Part;
      seen.push(...part.records.map(({ id }) => id));
      expect(part.count).toBe(6);
      cursor = part.next;
    }
    expect(seen).toEqual(['sale-n0', 'sale-n1', 'sale-n2', 'sale-n3', 'sale-n4', 'sale-new']);
  });

  it('is refused for what is worked out from others, and for what is no question', async () => {
    const problem = (question: object) => stage.problem('POST', '/v1/explain', question);
    expect(await problem({ metric: 'win_rate', a, b: {} })).toBe('400 unknown-metric');
    expect(await problem({ metric: 'orders', a: { asOf: 'soon' }, b: {} })).toBe('400 invalid-request');
    expect(await problem({ metric: 'orders', a: 3, b: {} })).toBe('400 invalid-request');
    expect(await problem({ metric: 'orders', a, b: {}, part: 'luck' })).toBe('400 invalid-request');
    expect(await problem({ metric: 'orders', a, b: {}, colour: 1 })).toBe('400 invalid-request');
  });
});
