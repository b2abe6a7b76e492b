import { describe, expect, it } from '@jest/globals';
import type { ChartAnswer } from './chart-answer.js';
import { init } from './engine.js';
import { watchedOption, type Watch } from './watched.js';

const VIEW = { language: 'en', theme: 'light', width: 600, height: 300 } as const;
const NAMES = { line: 'threshold', expected: 'expected', fired: 'fired', wouldFire: 'would have fired' };
const NOTHING: Watch = { lines: [], bands: [], expected: [], marks: [], names: NAMES };

function answerOf(values: readonly number[]): ChartAnswer {
  return {
    columns: [
      { name: 'day', type: 'string', unit: '' },
      { name: 'orders', type: 'integer', unit: 'orders' },
    ],
    rows: values.map((orders, i) => ({ day: `2024-01-0${String(i + 1)}`, orders })),
    totals: { orders: null },
    meta: { position: '1', asOf: '2024-01-03', knownAt: null, currency: 'EUR', incomplete: [] },
  };
}

/** What is added to the lines of the figures. */
function added(watch: Partial<Watch>): readonly Readonly<Record<string, unknown>>[] {
  const { series } = watchedOption(answerOf([1, 5, 2]), VIEW, { ...NOTHING, ...watch }) as {
    readonly series: readonly Readonly<Record<string, unknown>>[];
  };
  return series.slice(1);
}

describe('a chart of what a rule watches', () => {
  it('has each threshold along all days, so that the axis reaches it, with the bands where it fires', () => {
    const lines = [
      { at: 1, exact: '1' },
      { at: 9, exact: '9' },
    ];
    const [low, high] = added({ lines, bands: [{ to: 1 }, { from: 9 }] });
    expect([low?.['data'], high?.['data']]).toEqual([
      Array(3).fill({ value: 1, exact: '1' }),
      Array(3).fill({ value: 9, exact: '9' }),
    ]);
    expect(low?.['markArea']).toMatchObject({
      data: [
        [{ yAxis: -Infinity }, { yAxis: 1 }],
        [{ yAxis: 9 }, { yAxis: Infinity }],
      ],
    });
    expect(high).not.toHaveProperty('markArea');
  });

  it('tells what fired from what would have by its form', () => {
    const mark = { period: '2024-01-02', at: 5, exact: '5' };
    const [fired, would] = added({
      marks: [
        { ...mark, isReal: true },
        { ...mark, isReal: false },
      ],
    });
    expect([fired?.['name'], would?.['name']]).toEqual(['fired', 'would have fired']);
    expect(fired?.['data']).toEqual([{ value: ['2024-01-02', 5], exact: '5' }]);
    expect(would?.['data']).toEqual(fired?.['data']);
    expect(fired?.['symbol']).not.toBe(would?.['symbol']);
  });

  it('has where each figure was expected as one band', () => {
    const [low, band] = added({ expected: [{ period: '2024-01-02', low: -1, high: 3.25 }] });
    expect(low?.['data']).toEqual([['2024-01-02', -1]]);
    expect(band?.['data']).toEqual([{ value: ['2024-01-02', 4.25], exact: '-1 – 3.25' }]);
  });

  it('is drawn, also where there are no figures', () => {
    const watch = { ...NOTHING, lines: [{ at: 2, exact: '2' }], bands: [{ from: 2 }] };
    for (const values of [[1, 5, 2], []]) {
      const chart = init(null, null, { renderer: 'svg', ssr: true, width: 600, height: 300 });
      chart.setOption(watchedOption(answerOf(values), VIEW, watch));
      expect(chart.renderToSVGString()).toContain('<svg');
      chart.dispose();
    }
  });
});
