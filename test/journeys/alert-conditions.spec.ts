import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { alertsOn } from './alerts-on-stage.js';
import { sale, Stage } from './stage.js';

/** What is sold on a day: through which channel, and for how much. */
type Sold = readonly (readonly [channel: string, price: string])[];

const NET = { metric: 'revenue.net' };
const through = (channel: string) => ({ ...NET, where: { channel: [channel] } });

describe('alerts on figures worked out by hand, in Berlin, where the fiscal year begins in April', () => {
  let stage: Stage;
  let sales = 0;
  const { define, told, settled, judged } = alertsOn(() => stage);
  const sell = async (day: string, sold: Sold): Promise<void> => {
    for (const [channel, price] of sold)
      await stage.record('/v1/sales', sale(`s${String(++sales)}`, undefined, day, price, { channel, region: channel }));
  };
  /** A day with what is sold on it, when all days before it are judged. */
  const on = async (day: string, ...sold: Sold): Promise<void> => {
    stage.at(`${day}T08:00:00Z`);
    await sell(day, sold);
    await judged();
  };
  /** Units of five weeks, more on weekdays than at their ends. */
  const weeks = (): readonly object[] =>
    Array.from({ length: 35 }, (_, i) => {
      const day = new Date(Date.UTC(2024, 1, 14 + i));
      const isEnd = day.getUTCDay() % 6 === 0;
      const lines = [{ product: 'tea', quantity: (isEnd ? 40 : 98) + 2 * (i % 3), unitPrice: '0' }];
      const occurredAt = `${day.toISOString().slice(0, 10)}T12:00:00Z`;
      return { type: 'RecordSale', data: { id: `w${String(i)}`, occurredAt, channel: 'odd', lines } };
    });

  beforeAll(async () => {
    const settings = { TALLY_TIME_ZONE: 'Europe/Berlin', TALLY_FISCAL_START: '4' };
    stage = await Stage.open(settings, {}, '2024-03-20T08:00:00Z');
    await stage.bulk(weeks());
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-02-20' });
    await stage.record('/v1/sales', sale('ada-1', 'ada', '2024-02-20', '1'));
    await stage.record('/v1/interactions', { id: 'i1', customerId: 'ada', kind: 'call', occurredAt: '2024-03-20' });
    const target = { id: 't', ...NET, from: '2024-03-01', to: '2024-03-31', value: '3100' };
    await stage.record('/v1/targets', { ...target, where: { channel: ['aimed'] } });
    await sell('2024-03-12', [['grown', '100']]);
    const units = { metric: 'units', where: { channel: ['odd'] } };
    await define('odd', { ...units, condition: { anomaly: { sensitivity: 3 } } });
    const growth = { against: 'previous-period', above: '0.5' };
    await define('grown', { ...through('grown'), window: 'week', condition: { change: growth } });
    await define('aimed', { ...through('aimed'), window: 'month', condition: { attainment: { below: '0.9' } } });
    await define('year', {
      ...NET,
      by: 'channel',
      where: { channel: ['fy'] },
      window: 'fiscal-year',
      condition: { below: '500' },
    });
    await define('open-year', { ...through('fy'), window: 'fiscal-year', condition: { above: '300' } });
    const held = { condition: { above: '10' }, clear: '5', for: '2d', cooldown: '5d' };
    await define('held', { ...through('held'), ...held });
    await define('parts', { ...NET, by: 'region', condition: { above: '1000' } });
    await define('churned', { metric: 'customers.churned', condition: { above: '0' } });
    await judged();
  });
  afterAll(() => stage.close());

  it('fire as days pass', async () => {
    const lines = [{ product: 'tea', quantity: 300, unitPrice: '0' }];
    await stage.record('/v1/sales', { id: 'odd-1', occurredAt: '2024-03-20T12:00:00Z', channel: 'odd', lines });
    await on(
      '2024-03-20',
      ['grown', '160'],
      ['aimed', '1000'],
      ['fy', '400'],
      ['held', '20'],
      ['a', '1001'],
      ['b', '1002'],
    );
    stage.at('2024-03-21T08:00:00Z');
    const usual = [{ product: 'tea', quantity: 100, unitPrice: '0' }];
    await stage.record('/v1/sales', { id: 'odd-2', occurredAt: '2024-03-21T12:00:00Z', channel: 'odd', lines: usual });
    await on('2024-03-21', ['held', '20']);
    await define('silent', { metric: 'interactions', condition: { noData: true }, for: '2d' });
    await on('2024-03-22', ['held', '7']);
    await on('2024-03-23', ['held', '3']);
    await on('2024-03-24', ['held', '20']);
    await on('2024-03-25', ['held', '20']);
    await stage.record('/v1/interactions', { id: 'i2', customerId: 'ada', kind: 'call', occurredAt: '2024-03-25' });
    await on('2024-03-26', ['held', '20']);
    await on('2024-03-27');
  });

  it('by what lies outside what is expected of the day', async () => {
    // From then on nothing is sold, which is odd as well.
    await until(async () => (await told('odd')).length > 1);
    expect((await told('odd')).slice(0, 2)).toEqual([
      ' 300 for 2024-03-20, over 100 for 2024-03-21',
      expect.stringMatching(/^ 0 for 2024-03-22/),
    ]);
  });

  it('by growth over the whole week before', async () => {
    await settled('grown', [' 0.6 for 2024-03-20, over -1 for 2024-03-25']);
  });

  it('by days without facts', async () => {
    await settled('silent', [' 0 for 2024-03-22, over 1 for 2024-03-25']);
  });

  it('after so many days, until so low, and not again for a while', async () => {
    await settled('held', [' 20 for 2024-03-21, over 3 for 2024-03-23', ' 20 for 2024-03-26']);
  });

  it('each part by itself', async () => {
    await settled('parts', [
      'a 1001 for 2024-03-20, over 0 for 2024-03-21',
      'b 1002 for 2024-03-20, over 0 for 2024-03-21',
    ]);
  });

  it('when a policy changes what figures mean', async () => {
    expect(await told('churned')).toEqual([]);
    const policy = { churnAfterDays: 20 };
    await stage.record('/v1/policies/lifecycle', { id: 'p1', effectiveFrom: '2024-01-01', policy });
    await settled('churned', [' 1 for 2024-03-27']);
  });

  it('when their definition changes, by the window that is over', async () => {
    await define('held', { ...through('held'), condition: { above: '30' } }, 200);
    await settled('held', [' 20 for 2024-03-21, over 3 for 2024-03-23', ' 20 for 2024-03-26, over 0 for 2024-03-27']);
  });

  it('on the day whose clocks are set forward up to its end, and not for facts that come when it is over', async () => {
    stage.at('2024-03-31T21:30:00Z');
    await define('dst', { ...through('dst'), condition: { above: '10' } });
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '11' }];
    await stage.record('/v1/sales', { id: 'dst-1', occurredAt: '2024-03-31T21:59:59.999Z', channel: 'dst', lines });
    await settled('dst', [' 11 for 2024-03-31']);
    stage.at('2024-03-31T22:00:01Z');
    await stage.record('/v1/sales', { id: 'dst-2', occurredAt: '2024-03-31T21:59:59Z', channel: 'dst', lines });
    await settled('dst', [' 11 for 2024-03-31, over 0 for 2024-04-01']);
  });

  it('at the end of the month by what was attained, and of the fiscal year by what it has', async () => {
    await settled('aimed', [` ${String(1000 / 3100)} for 2024-03-31`]);
    await settled('year', ['fy 400 for 2024-03-31']);
    await settled('open-year', [' 400 for 2024-03-20, over 0 for 2024-04-01']);
  });

  it('as a trial on history says as well', async () => {
    const span = { from: '2024-03-21', to: '2024-03-31' };
    for (const id of ['grown', 'silent', 'aimed', 'year']) {
      const { body } = await stage.send('POST', `/v1/alerts/${id}/backtest`, { ...span, from: '2024-03-20' });
      expect([id, body['knownThen']]).toEqual([id, body['live']]);
    }
  });
});
