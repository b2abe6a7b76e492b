import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

interface Cell {
  readonly customers: number;
  readonly share: number | null;
  readonly fromPrevious: number | null;
  readonly medianDays: number | null;
  readonly incomplete: boolean;
}

interface Cohort {
  readonly cohort: string;
  readonly parts: object;
  readonly cells: readonly Cell[];
}

const CALL = { event: 'InteractionLogged', where: { kind: ['call'] } };
const SALE = { event: 'SaleRecorded' };
const TWICE = { steps: [CALL, SALE, SALE], within: '30d', to: '2024-02-29', asOf: '2024-05-20' };

/** A book whose ways are worked out by hand; what they are of any facts is held in `libs/subjects/funnels`. */
describe('a funnel', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-06-01T09:00:00Z');
  });
  afterAll(() => stage.close());

  const ask = async (question: object) => {
    const { status, body } = await stage.send('POST', '/v1/funnels', { ...question, position: stage.position });
    expect([status, body['detail']]).toEqual([200, undefined]);
    return body as unknown as { readonly cohorts: readonly Cohort[]; readonly total: Pick<Cohort, 'cells'> };
  };
  const cell = (customers: number, share: number | null, fromPrevious: number | null, medianDays: number | null) => ({
    ...{ customers, share, fromPrevious, medianDays },
  });

  it('is of nobody in an empty book', async () => {
    const { cohorts, total } = await ask(TWICE);
    expect(cohorts).toEqual([]);
    expect(total.cells).toMatchObject([
      cell(0, null, null, null),
      cell(0, null, null, null),
      cell(0, null, null, null),
    ]);
  });

  it('has each customer once, in the cohort of its first step, as far as it came in order and in time', async () => {
    const customers: readonly (readonly [id: string, source: string, facts: readonly (readonly [string, string])[]])[] =
      [
        [
          'ada',
          'fair',
          [
            ['call', '2024-01-10'],
            ['sale', '2024-01-20'],
            ['sale', '2024-02-05'],
            ['call', '2024-02-06'],
          ],
        ],
        // One day holds a call and a sale, but two sales on it are one day with purchases.
        [
          'ben',
          'web',
          [
            ['sale', '2024-01-15'],
            ['call', '2024-01-15'],
            ['sale', '2024-01-15'],
          ],
        ],
        // On the 30th day.
        [
          'cid',
          'web',
          [
            ['call', '2024-01-31'],
            ['sale', '2024-03-01'],
          ],
        ],
        [
          'dot',
          'fair',
          [
            ['sale', '2024-02-01'],
            ['call', '2024-02-10'],
          ],
        ],
        [
          'eve',
          'web',
          [
            ['mail', '2024-01-03'],
            ['call', '2024-02-20'],
            ['sale', '2024-05-25'],
          ],
        ],
      ];
    for (const [id, source, facts] of customers) {
      await stage.record('/v1/customers', { id, registeredAt: '2024-01-01', source });
      for (const [i, [kind, day]] of facts.entries())
        await (kind === 'sale'
          ? stage.record('/v1/sales', sale(`${id}-${String(i)}`, id, day, '1'))
          : stage.record('/v1/interactions', { id: `${id}-${String(i)}`, customerId: id, occurredAt: day, kind }));
    }
    await stage.record('/v1/sales', sale('dot-never', 'dot', '2024-02-12', '1'));
    await stage.record('/v1/sales/dot-never/void', { id: 'v', reason: 'never was' });
    await stage.record('/v1/sales', sale('guest', undefined, '2024-01-11', '1'));
    const { cohorts, total } = await ask(TWICE);
    expect(cohorts).toEqual([
      {
        ...{ cohort: '2024-01', parts: {} },
        cells: [
          { step: 1, ...cell(3, 1, null, null), incomplete: false },
          // 10, 0 and 30 days.
          { step: 2, ...cell(3, 1, 1, 10), incomplete: false },
          { step: 3, ...cell(1, 1 / 3, 1 / 3, 16), incomplete: false },
        ],
      },
      {
        ...{ cohort: '2024-02', parts: {} },
        cells: [
          { step: 1, ...cell(2, 1, null, null), incomplete: false },
          { step: 2, ...cell(0, 0, 0, null), incomplete: false },
          { step: 3, ...cell(0, 0, null, null), incomplete: false },
        ],
      },
    ]);
    expect(total.cells).toMatchObject([cell(5, 1, null, null), cell(3, 0.6, 0.6, 10), cell(1, 0.2, 1 / 3, 16)]);
    const shorter = await ask({ ...TWICE, within: '29d', steps: [CALL, SALE] });
    expect(shorter.total.cells[1]).toMatchObject(cell(2, 0.4, 0.4, 5));
  });

  it('is cut by what the first step was, and by days of it', async () => {
    const { cohorts } = await ask({ ...TWICE, steps: [CALL, SALE], by: ['source'], grain: 'quarter' });
    expect(cohorts.map(({ cohort, parts, cells }) => [cohort, parts, cells.map(({ customers }) => customers)])).toEqual(
      [
        ['2024-Q1', { source: 'fair' }, [2, 1]],
        ['2024-Q1', { source: 'web' }, [3, 2]],
      ],
    );
    const days = await ask({ ...TWICE, from: '2024-01-11', to: '2024-01-31' });
    // Who called before those days did not call first in them.
    expect(days.total.cells.map(({ customers }) => customers)).toEqual([2, 2, 0]);
    const registered = await ask({ ...TWICE, steps: [{ event: 'CustomerRegistered' }, SALE], within: '60d' });
    expect(registered.total.cells.map(({ customers }) => customers)).toEqual([5, 4]);
  });

  it('from stage to stage is of everybody who came into the first one, by the month of that', async () => {
    const from = 'from_stage=lead&to_stage=new&asOf=2024-05-20';
    const row = (...[entered, converted, share, medianDays, incomplete]: readonly unknown[]) => ({
      ...{ entered, converted, share, medianDays, incomplete },
    });
    // All were leads from the first of January; those of 19 and 14 days are in time, 31 and 60 are late.
    const found = await stage.get(`/v1/conversion?${from}&by=source,cohort`);
    expect(found).toMatchObject({ from_stage: 'lead', to_stage: 'new', within: 30, asOf: '2024-05-20' });
    expect(found['rows']).toEqual([
      { parts: { source: 'fair', cohort: '2024-01' }, ...row(2, 1, 0.5, 19, false) },
      { parts: { source: 'web', cohort: '2024-01' }, ...row(3, 1, 1 / 3, 14, false) },
    ]);
    // Somebody may still become a lead.
    expect(found['total']).toEqual(row(5, 2, 0.4, 16.5, true));
    expect((await stage.get(`/v1/conversion?${from}&within=31`))['total']).toEqual(row(5, 3, 0.6, 19, true));
    const early = await stage.get(`/v1/conversion?${from}&by=cohort&asOf=2024-02-15`.replace('&asOf=2024-05-20', ''));
    expect(early['rows']).toEqual([{ parts: { cohort: '2024-01' }, ...row(5, 2, 0.4, 16.5, true) }]);
    const stayed = 'from_stage=new&to_stage=active&asOf=2024-05-20';
    expect((await stage.get(`/v1/conversion?${stayed}`))['total']).toEqual(row(4, 4, 1, 30, true));
    expect((await stage.get(`/v1/conversion?${stayed}&within=29`))['total']).toEqual(row(4, 0, 0, null, true));
  });

  it('says which cells days to come can change, and none of the others changes', async () => {
    const early = await ask({ ...TWICE, asOf: '2024-03-15' });
    expect(early.cohorts.map(({ cells }) => cells.map(({ incomplete }) => incomplete))).toEqual([
      [false, false, false],
      [false, true, true],
    ]);
    const open = await ask({ ...TWICE, to: '2024-12-31', asOf: '2024-02-10' });
    expect(open.cohorts.map(({ cells }) => cells.map(({ incomplete }) => incomplete))).toEqual([
      [false, true, true],
      [true, true, true],
    ]);
    const before = await ask({ ...TWICE, asOf: '2024-06-01' });
    await stage.record('/v1/customers/ada', { id: 'm', effectiveAt: '2024-05-30', source: 'radio' }, 'PATCH');
    await stage.record('/v1/customers/cid/close', { id: 'c', occurredAt: '2024-05-31' });
    await stage.record('/v1/sales', sale('eve-more', 'eve', '2024-05-31', '1'));
    expect((await ask({ ...TWICE, asOf: '2024-06-01' })).cohorts).toEqual(before.cohorts);
  });

  it('changes with what is recorded late, and not as it was known before', async () => {
    const before = await ask(TWICE);
    stage.at('2024-06-02T09:00:00Z');
    await stage.record('/v1/interactions', { id: 'late', customerId: 'ada', occurredAt: '2023-12-28', kind: 'call' });
    // 23 days to the first sale, 39 to the second.
    const { cohorts } = await ask(TWICE);
    expect(cohorts.map((one) => [one.cohort, one.cells.map(({ customers }) => customers)])).toEqual([
      ['2023-12', [1, 1, 0]],
      ['2024-01', [2, 2, 0]],
      ['2024-02', [2, 0, 0]],
    ]);
    expect((await ask({ ...TWICE, knownAt: '2024-06-01' })).cohorts).toEqual(before.cohorts);
  });

  it('is refused by field where it means nothing', async () => {
    const refused = async (change: object) => {
      const { status, body } = await stage.send('POST', '/v1/funnels', { ...TWICE, ...change });
      return [status, (body['errors'] as readonly { readonly field: string }[]).map(({ field }) => field)];
    };
    expect(await refused({ steps: [CALL] })).toEqual([400, ['steps']]);
    expect(await refused({ steps: [CALL, { event: 'RateSet' }] })).toEqual([400, ['steps[1].event']]);
    expect(await refused({ steps: [{ ...CALL, when: 1 }, SALE] })).toEqual([400, ['steps[0].when']]);
    expect(await refused({ steps: [CALL, { ...SALE, where: { kind: ['call'] } }] })).toEqual([400, ['steps[1].where']]);
    expect(await refused({ by: ['product'] })).toEqual([400, ['by']]);
    expect(await refused({ within: '30' })).toEqual([400, ['within']]);
    expect(await refused({ within: '9999d' })).toEqual([400, ['within']]);
    expect(await refused({ grain: null })).toEqual([400, ['grain']]);
    expect(await refused({ from: '2024-03-01' })).toEqual([400, ['to']]);
  });
});
