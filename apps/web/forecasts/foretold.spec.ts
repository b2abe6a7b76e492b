import { describe, expect, it } from '@jest/globals';
import { foretoldShown, SHOWN_PERIODS } from './foretold.js';

const column = { name: 'orders', type: 'integer', unit: 'orders' } as const;
const meta = { position: '1', asOf: '2024-03-31', knownAt: null, incomplete: [], currency: 'EUR' };
const naming = {
  foretold: 'Forecast',
  low: (level: string) => `low ${level}`,
  high: (level: string) => `high ${level}`,
  band: (level: string) => `band ${level}`,
};
const points = [{ bucket: '2024-04', mean: 5.678, intervals: { '0.8': [4, 7], '0.95': [2.5, 9] } }];
const shown = (history: Parameters<typeof foretoldShown>[0]['history']) =>
  foretoldShown({ history, points }, { grain: 'month', column, meta, naming });

describe('a forecast as it is shown', () => {
  it('has what was and what may come in rows of their own, of one unit', () => {
    const { chart } = shown([{ bucket: '2024-03', value: 6 }]);
    expect(chart.columns.map(({ name, type, unit }) => [name, type, unit])).toEqual([
      ['month', 'string', ''],
      ['orders', 'integer', 'orders'],
      ['Forecast', 'decimal', 'orders'],
    ]);
    expect(chart.rows).toEqual([
      { month: '2024-03', orders: 6, Forecast: null },
      { month: '2024-04', orders: null, Forecast: '5.68', ...bounds },
    ]);
  });

  it('has its bounds in the table, and as bands of which the widest is drawn first', () => {
    const { table, bands } = shown([{ bucket: '2024-03', value: 6 }]);
    expect(table.rows.map((row) => row['month'])).toEqual(['2024-04', '2024-03']);
    expect(table.columns.map(({ name }) => name).slice(3)).toEqual(['low 80', 'high 80', 'low 95', 'high 95']);
    expect(bands).toEqual([
      { name: 'band 95', points: [{ period: '2024-04', low: 2.5, high: 9 }] },
      { name: 'band 80', points: [{ period: '2024-04', low: 4, high: 7 }] },
    ]);
  });

  it('leaves out what is too long ago to be told apart', () => {
    const history = Array.from({ length: SHOWN_PERIODS + 5 }, (_, i) => ({ bucket: `p${String(i)}`, value: i }));
    const { chart } = shown(history);
    expect([chart.rows.length, chart.rows[0]?.['month']]).toEqual([SHOWN_PERIODS + 1, 'p5']);
  });
});

const bounds = { 'low 80': '4', 'high 80': '7', 'low 95': '2.5', 'high 95': '9' };
