import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

describe('a question in an address', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-05-20T09:00:00Z');
    for (const [id, region] of [
      ['ada', 'A'],
      ['bob', 'B'],
      ['cid', 'A,B'],
    ] as const) {
      await stage.record('/v1/customers', { id, registeredAt: '2024-01-01', region });
      await stage.record('/v1/sales', sale(id, id, '2024-02-10', '10'));
    }
  });
  afterAll(() => stage.close());

  const regions = async (where: string): Promise<unknown[]> => {
    const { rows } = await stage.get(`/v1/query?metrics=orders&by=region&${where}`);
    return (rows as { readonly region: string }[]).map(({ region }) => region);
  };

  it.each([
    ['A,B', 'where.region=A,B', ['A', 'B']],
    ['A and B, one by one', 'where.region=A&where.region=B', ['A', 'B']],
    ['the value A,B', `where.region=${encodeURIComponent('A\\,B')}`, ['A,B']],
    ['B and the value A,B', `where.region=B&where.region=${encodeURIComponent('A\\,B')}`, ['A,B', 'B']],
  ])('can name %s', async (_, where, found) => {
    expect(await regions(where)).toEqual(found);
    const { count } = await stage.get(`/v1/records?metric=orders&${where}`);
    expect(count).toBe(found.length);
    const { customers } = await stage.get(`/v1/customers?${where.replaceAll('where.', '')}`);
    expect((customers as { readonly region: string }[]).map(({ region }) => region).sort()).toEqual(found);
  });

  it('names metrics and dimensions in either way, everything else once', async () => {
    expect(await stage.get('/v1/query?metrics=orders&metrics=units&by=region,channel')).toEqual(
      await stage.query({ metrics: ['orders', 'units'], by: ['region', 'channel'] }),
    );
    expect(await stage.problem('GET', '/v1/query?metrics=orders&from=2024-01-01&from=2024-02-01')).toBe(
      '400 invalid-request',
    );
    expect(await stage.problem('GET', '/v1/customers?q=a&q=b')).toBe('400 invalid-request');
  });

  it('is told which of its values no fact has', async () => {
    const unknown = async (question: object): Promise<unknown> => {
      const { meta } = await stage.query({ metrics: ['orders'], ...question });
      return (meta as { readonly unknownValues?: unknown }).unknownValues;
    };
    expect(await unknown({ where: { region: ['Frnce', 'A', 'B', 'Spian'] } })).toEqual({ region: ['Frnce', 'Spian'] });
    expect(await unknown({ where: { region: ['A'], channel: ['web', ''] } })).toEqual({ channel: ['web'] });
    expect(await unknown({ where: { region: ['A'] }, from: '2024-03-01' })).toBeUndefined();
    expect(await unknown({ where: { region: ['A', 'B'], hour: ['3', '25'] } })).toEqual({ hour: ['25'] });
    expect(await unknown({ metrics: ['customers.total'], where: { region: ['A', 'C'] } })).toEqual({ region: ['C'] });
    expect(await unknown({ where: { region: ['A'] }, knownAt: '2024-05-19' })).toEqual({ region: ['A'] });
  });
});

describe('rows and values', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-12-20T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    stage.at('2025-05-20T09:00:00Z');
    // An astral character comes after all others by its code point, though not by its halves.
    const regions = ['\u{1F600}', '\uFF21', 'a', 'B'];
    const moments = ['2024-01-10T09:00:00Z', '2024-03-10T10:00:00Z', '2025-01-10T02:00:00Z', '2024-01-11T23:00:00Z'];
    for (const [i, occurredAt] of moments.entries())
      await stage.record('/v1/sales', {
        ...sale(`s${String(i)}`, 'ada', '2024-01-10', '1'),
        occurredAt,
        region: regions[i],
      });
  });
  afterAll(() => stage.close());

  it.each([
    ['hour', ['2', '9', '10', '23']],
    ['age', ['0', '2', '12']],
    ['cohort', ['2024-01']],
    ['region', ['B', 'a', '\uFF21', '\u{1F600}']],
  ])('by %s come in the order of their values', async (name, values) => {
    const rows = await stage.rows({ metrics: ['orders'], by: [name] });
    expect(rows.map((row) => row[name])).toEqual(values);
    const told = (await stage.get(`/v1/dimensions/${name}`)) as { readonly values: readonly string[] };
    expect(told.values.filter((value) => values.includes(value))).toEqual(values);
  });
});

describe('a sale dated 0024 instead of 2024, voided at once', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-02-10T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-10' });
    await stage.record('/v1/sales', sale('typo', 'ada', '0024-01-15', '1000'));
    await stage.record('/v1/sales/typo/void', { id: 'v', reason: 'century' });
    await stage.record('/v1/sales', sale('right', 'ada', '2024-01-15', '1000'));
  });
  afterAll(() => stage.close());

  it('leaves everybody but series without from alone', async () => {
    const refused = await stage.send('GET', '/v1/query?metrics=orders&grain=day');
    expect([refused.status, refused.body['code'], refused.body['errors']]).toEqual([
      400,
      'invalid-request',
      [{ field: 'from', detail: expect.stringMatching(/^name a later from/) as unknown }],
    ]);
    expect(await stage.rows({ metrics: ['orders'] })).toEqual([{ orders: 1 }]);
    const { figures } = (await stage.get('/v1/figures?grain=month')) as {
      readonly figures: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
    };
    expect(figures['']?.map(({ month, orders }) => [month, orders])).toEqual([
      ['2024-01', 1],
      ['2024-02', 0],
    ]);
    const { cohorts } = (await stage.get('/v1/cohorts')) as {
      readonly cohorts: readonly { readonly cohort: string }[];
    };
    expect(cohorts.map(({ cohort }) => cohort)).toEqual(['2024-01']);
    const { closing } = await stage.record('/v1/periods/2024-01/close', { id: 'c' });
    expect(closing).toMatchObject({ period: '2024-01', number: 1 });
  });
});
