import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alertsOn } from './alerts-on-stage.js';
import { sale, Stage } from './stage.js';

const NET = { metric: 'revenue.net', by: 'channel' };

/** A rule, and what becomes of it: each of its own channel, by whose name the sales below are found. */
const RULES: Readonly<Record<string, readonly [rule: object, told: readonly string[]]>> = {
  day: [
    { window: 'day', condition: { below: '50' } },
    ['day 0 for 2024-05-29, over 50 for 2024-05-30', 'day 0 for 2024-05-31'],
  ],
  week: [
    { window: 'week', condition: { below: '100' } },
    ['week 60 for 2024-06-02, over 120 for 2024-06-09', 'week 0 for 2024-06-16'],
  ],
  month: [{ window: 'month', condition: { below: '100' } }, ['month 99.99 for 2024-05-31, over 100 for 2024-06-30']],
  // Every month begins with nothing.
  steady: [{ window: 'month', condition: { below: '100' } }, []],
  quarter: [{ window: 'quarter', condition: { inside: ['10', '20'] } }, ['quarter 15 for 2024-06-30']],
  'fiscal-quarter': [{ window: 'fiscal-quarter', condition: { below: '10' } }, ['fiscal-quarter 5 for 2024-06-30']],
  'fiscal-year': [{ window: 'fiscal-year', condition: { outside: ['10', '100'] } }, ['fiscal-year 150 for 2024-06-30']],
  year: [{ window: 'year', condition: { above: '300' } }, ['year 400 for 2024-06-30']],
  'last-3': [
    { window: 'last-3-days', condition: { below: '30' } },
    ['last-3 0 for 2024-05-31, over 30 for 2024-06-09', 'last-3 0 for 2024-06-12'],
  ],
  'last-2': [
    { window: 'last-2-days', condition: { above: '90' } },
    ['last-2 95 for 2024-05-29, over 45 for 2024-05-30'],
  ],
  shrunk: [
    { window: 'week', condition: { change: { against: 'previous-period', below: '-0.5' } } },
    ['shrunk -0.55 for 2024-06-09'],
  ],
};

/** By day what is sold, by channel. */
const SOLD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2024-05-28': {
    ...{ day: '60', month: '99.99', steady: '500', quarter: '15', 'fiscal-quarter': '5' },
    ...{ 'fiscal-year': '150', year: '200', 'last-3': '40', 'last-2': '50', shrunk: '200' },
  },
  '2024-05-29': { week: '60', 'last-2': '45' },
  '2024-05-30': { day: '50' },
  '2024-06-09': { week: '120', month: '100', 'last-3': '30', shrunk: '90' },
  '2024-06-30': { steady: '500', year: '200' },
  '2024-07-02': {},
};

describe('alerts on every window, where the fiscal year begins in July', () => {
  let stage: Stage;
  const { define, told, settled, judged } = alertsOn(() => stage);

  beforeAll(async () => {
    stage = await Stage.open({ TALLY_FISCAL_START: '7' }, {}, '2024-05-27T08:00:00Z');
    for (const [channel, [rule]] of Object.entries(RULES))
      await define(channel, { ...NET, where: { channel: [channel] }, ...rule });
    await define('people', { metric: 'customers.total', condition: { above: '1' } });
    await judged();
    for (const [day, sold] of Object.entries(SOLD)) {
      stage.at(`${day}T08:00:00Z`);
      for (const [channel, price] of Object.entries(sold))
        await stage.record('/v1/sales', sale(`${channel} ${day}`, undefined, day, price, { channel }));
      if (day === '2024-05-29')
        for (const id of ['ada', 'bob']) await stage.record('/v1/customers', { id, registeredAt: day });
      await judged();
    }
  });
  afterAll(() => stage.close());

  it.each(Object.entries(RULES))(
    '%s: fire when it is over, or at once where more can only make it true',
    async (id, [, expected]) => {
      await settled(id, expected);
    },
  );

  it('take the level at the end of the day of what stands until it changes', async () => {
    expect(await told('people')).toEqual([' 2 for 2024-05-29']);
  });

  it('are tried on the same days with the same outcome', async () => {
    for (const id of Object.keys(RULES)) {
      const { body } = await stage.send('POST', `/v1/alerts/${id}/backtest`, { from: '2024-05-27', to: '2024-07-01' });
      expect([id, body['knownThen']]).toEqual([id, body['live']]);
    }
  });
});
