import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { todayOf } from '#book/answered.js';
import type * as Subjects from '#subjects/catalogue.js';
import { closedColumns, type ClosedTables } from '#subjects/periods/closed-figures.js';
import type { Shown } from '#figures/figures.js';
import type { Metric } from '#figures/metric.js';
import { nextEventId } from '#kernel/event-ids.js';
import { parsePeriod } from '#kernel/time/periods.js';
import { built } from '../built.js';
import { sale, Stage } from './stage.js';

/** The one that the server goes by. */
const { CATALOGUE } = await built<typeof Subjects>('libs/subjects/catalogue.js');

type Figures = Record<string, Record<string, unknown>[]>;

/** Another catalogue in the thread that closes and decides what is shown; those that work figures out are told which. */
function release(changed: Readonly<Record<string, Metric | undefined>>): void {
  const catalogue = CATALOGUE.metrics as Map<string, Metric>;
  for (const [name, metric] of Object.entries(changed))
    if (metric === undefined) catalogue.delete(name);
    else catalogue.set(name, metric);
}

describe('closings, release after release', () => {
  let stage: Stage;
  const figures = async (period: string) => (await stage.get(`/v1/periods/${period}`))['figures'] as Figures;
  const restart = async () => {
    await stage.stop();
    await stage.start();
  };
  /** The figures of a period as of now, as a closing would have them. */
  const now = (period: string, shown: Shown) => {
    const span = parsePeriod(period, 1);
    if (span === undefined) throw new Error(`${period} is no period`);
    const { from, to } = span;
    const question = { from, to, asOf: to, today: todayOf(stage.book), shown };
    return stage.book.models.use(undefined, (model) => model.read('figures', question));
  };
  /** A closing as another release recorded it. */
  const recordClosing = async (period: string, digest: string, tables?: ClosedTables) => {
    const { log } = stage.book;
    const data = { id: 'q', period, number: 1, position: await log.tail(), digest, ...(tables && { figures: tables }) };
    const stored = { type: 'PeriodClosed', schema: 1, occurredAt: stage.now.toISOString(), key: `period-${period}` };
    const event = { ...stored, data, id: nextEventId(), claim: 'q', hash: 'h', envelope: {} };
    expect((await log.append(`period-${period}`, 'none', [event])).outcome).toBe('appended');
    stage.position = String(await log.tail());
    await restart();
  };
  const added: Metric = { ...CATALOGUE.metricNamed('orders'), name: 'orders.again' };
  const [revenue, median] = [CATALOGUE.metricNamed('revenue.net'), CATALOGUE.metricNamed('purchase_gap.median')];

  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-06-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', region: 'north' });
    for (const [id, day] of [
      ['s1', '2024-01-10'],
      ['s2', '2024-02-10'],
      ['s3', '2024-03-10'],
      ['s4', '2024-04-10'],
    ] as const)
      await stage.record('/v1/sales', sale(id, 'ada', day, '100'));
  });
  afterEach(() => {
    release({ 'orders.again': undefined, 'revenue.net': revenue, 'purchase_gap.median': median });
  });
  afterAll(() => stage.close());

  it('answer as they did when the catalogue has more, other or fewer metrics, also after a restart', async () => {
    await stage.record('/v1/periods/2024-01/close', { id: 'c1' });
    const closed = await stage.get('/v1/periods/2024-01');
    await stage.record('/v1/sales/s1/void', { id: 'v', reason: 'entered twice' });
    const restated = await stage.get('/v1/periods/2024-01/restatements');
    release({
      'orders.again': added,
      'revenue.net': { ...CATALOGUE.metricNamed('revenue.gross'), name: 'revenue.net' },
    });
    expect(await stage.get('/v1/periods/2024-01')).toEqual(closed);
    await restart();
    expect(await stage.get('/v1/periods/2024-01')).toEqual(closed);
    expect(await stage.get('/v1/periods/2024-01/restatements')).toEqual(restated);
    release({ 'purchase_gap.median': undefined });
    expect(await stage.get('/v1/periods/2024-01')).toEqual(closed);
    await stage.get('/v1/periods/2024-01/restatements');
  });

  it('that say nothing of their figures are of those there were then', async () => {
    const found = await now('2024-02', closedColumns(undefined));
    release({ 'orders.again': added });
    await recordClosing('2024-02', found.digest ?? '');
    await stage.record('/v1/sales', sale('late', 'ada', '2024-02-11', '7'));
    expect(await figures('2024-02')).toEqual(found.figures);
    expect(found.figures['']?.[0]).toMatchObject({ orders: 1, 'revenue.net': '100' });
    expect(found.figures['']?.[0]).not.toHaveProperty(['orders.again']);
    expect((await stage.get('/v1/periods/2024-02/restatements'))['changes']).toContainEqual({
      metric: 'revenue.net',
      closed: '100',
      now: '107',
      change: '7',
    });
    release({ 'purchase_gap.median': undefined });
    await restart();
    expect(await stage.problem('GET', '/v1/periods/2024-02')).toBe('409 closing-broken');
  });

  it('that say only which figures they are of get those from a replay', async () => {
    const shown = { '': ['orders'], region: ['revenue.net'] };
    const { digest } = await now('2024-03', shown);
    await recordClosing('2024-03', digest ?? '', {
      '': { columns: ['orders'] },
      region: { columns: ['region', 'revenue.net'] },
    });
    expect(await figures('2024-03')).toEqual({
      '': [{ orders: 1 }],
      region: [{ region: 'north', 'revenue.net': '100' }],
    });
  });

  it('whose figures are not those that were closed say so, with both digests', async () => {
    const { digest } = await now('2024-04', closedColumns(undefined));
    await recordClosing('2024-04', 'forged');
    const kept = { '': { columns: ['orders'], rows: [[2]] } };
    await recordClosing('2024-05', 'forged', kept);
    for (const path of ['/v1/periods/2024-04', '/v1/periods/2024-04/restatements']) {
      const { status, body } = await stage.send('GET', path);
      const errors = [
        { field: 'closed', detail: 'forged' },
        { field: 'found', detail: digest },
      ];
      expect([status, body]).toEqual([409, expect.objectContaining({ code: 'closing-broken', errors })]);
      expect(String(body['detail'])).toContain(`forged`);
      expect(String(body['detail'])).toContain(digest);
    }
    expect(await stage.problem('GET', '/v1/periods/2024-05')).toBe('409 closing-broken');
  });
});
