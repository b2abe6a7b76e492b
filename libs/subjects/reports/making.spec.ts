import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '#figures/figure.answers.js';
import { parseDay } from '#kernel/time/calendar.js';
import { periodOf } from '#kernel/time/periods.js';
import { askedOf } from './asked-of-period.js';
import { changesIn } from './changes.js';
import { withinRoom } from './within-room.js';

type Rows = readonly Readonly<Record<string, string | number | null>>[];

const MONEY = { name: 'revenue.net', type: 'decimal', unit: 'money' } as const;
const REGION = { name: 'region', type: 'string', unit: '' } as const;
const answer = (rows: Rows, total: string, columns: Answer['columns'] = [REGION, MONEY]): Answer => ({
  columns,
  rows: rows.map((row) => ({ ...row })),
  totals: { 'revenue.net': total },
  meta: {
    position: '7',
    asOf: '2024-02-29',
    knownAt: null,
    definitions: { lifecycle: 'default', tiers: 'default' },
    incomplete: [],
    currency: 'EUR',
  },
});

describe('a question of a report', () => {
  const february = periodOf(parseDay('2024-02-10') as number, 'month', 1);
  const asked = (question: object) => askedOf({ metrics: ['orders'], ...question }, february, 1);
  const ofTheMonth = { metrics: ['orders'], from: '2024-02-01', to: '2024-02-29', asOf: '2024-02-29' };

  it.each([
    {},
    { from: '2023-01-01', to: '2023-12-31' },
    { period: 'last-month' },
    { period: 'yesterday' },
    { period: 'last-year', knownAt: '2024-01-01', asOf: '2023-01-01' },
  ])('is of the period, whatever days it says: %j', (question) => {
    expect(asked(question)).toEqual(ofTheMonth);
  });

  it.each(['this-year', 'this-month', 'last-90-days', 'all', 'today'])(
    'keeps a stretch that leads up to the day: %s',
    (period) => {
      expect(asked({ period })).toEqual({ metrics: ['orders'], period, asOf: '2024-02-29' });
    },
  );

  it('has the months up to the one that is reported', () => {
    const { from, to } = asked({ period: 'last-12-months' }) as { readonly from: string; readonly to: string };
    expect([from, to]).toEqual(['2023-03-01', '2024-02-29']);
  });
});

describe('what has changed since', () => {
  const before = answer(
    [
      { region: '', 'revenue.net': '1' },
      { region: 'north', 'revenue.net': '10' },
      { region: 'south', 'revenue.net': '20' },
    ],
    '31',
  );
  const after = answer(
    [
      { region: '', 'revenue.net': '1' },
      { region: 'south', 'revenue.net': '25.5' },
      { region: 'west', 'revenue.net': '4' },
    ],
    '30.5',
  );
  const told = (isCut: boolean) =>
    changesIn({ title: 'Revenue', before, isCut, after }).map(
      (one) => `${one.title} ${String(one.before)} ${String(one.after)}`,
    );

  it('are the total, what was reported and is another figure or none, and what has come', () => {
    expect(told(false)).toEqual([
      'Revenue: revenue.net 31 30.5',
      'Revenue: revenue.net · north 10 null',
      'Revenue: revenue.net · south 20 25.5',
      'Revenue: revenue.net · west null 4',
    ]);
  });

  it('of an answer whose last rows were not kept is nothing that may have been there', () => {
    expect(told(true).some((one) => one.includes('west'))).toBe(false);
  });

  it('is nothing where nothing has, and is told once of a figure that stands alone', () => {
    expect(changesIn({ title: 'Revenue', before, isCut: false, after: before })).toEqual([]);
    const [one, other] = ['5', '6'].map((total) => answer([{ 'revenue.net': total }], total, [MONEY]));
    expect(changesIn({ title: 'All', before: one!, isCut: false, after: other! })).toEqual([
      { title: 'All: revenue.net', column: MONEY, before: '5', after: '6' },
    ]);
  });
});

describe('the room of a report', () => {
  const rows = (count: number): Rows =>
    Array.from({ length: count }, (_, i) => ({ region: `region ${String(i)}`, 'revenue.net': '1' }));
  const size = (fitted: ReturnType<typeof withinRoom>): number =>
    fitted.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one.answer.rows)), 0);

  it('is enough for what is small, whatever is beside it', () => {
    const [small, large] = withinRoom([answer(rows(100), '100'), answer(rows(40_000), '40000')]);
    expect(small).toEqual({ answer: answer(rows(100), '100') });
    expect(large?.rows).toBe(40_000);
    expect(large?.answer.totals).toEqual({ 'revenue.net': '40000' });
    expect(large?.answer.rows).toEqual(rows(large?.answer.rows.length ?? 0));
  });

  it('is never exceeded, and is used', () => {
    const ROOM = 512 * 1_024;
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { minLength: 1, maxLength: 5 }), (counts) => {
        const answers = counts.map((count) => answer(rows(count), '1'));
        const fitted = withinRoom(answers);
        expect(size(fitted)).toBeLessThanOrEqual(ROOM + 2 * counts.length);
        const isUsed = size(fitted) > 0.98 * ROOM;
        const isWhole = JSON.stringify(fitted) === JSON.stringify(answers.map((one) => ({ answer: one })));
        expect(isUsed || isWhole).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
