import { describe, expect, it } from '@jest/globals';
import type { ChartAnswer } from './chart-answer.js';
import { chartDescription, chartOption } from './chart-option.js';
import { chartErrors, readChart } from './chart-settings.js';
import { addKind, type ToDraw } from './other-kinds.js';

const ANSWER: ChartAnswer = {
  columns: [
    { name: 'tier', type: 'string', unit: '' },
    { name: 'points', type: 'integer', unit: 'points' },
  ],
  rows: [
    { tier: 'high', points: 1_500 },
    { tier: 'low', points: 150 },
  ],
  totals: { points: 1_650 },
  meta: { position: '9', asOf: '2024-03-31', knownAt: null, currency: 'USD', incomplete: [] },
};
const VIEW = { language: 'en', theme: 'light', width: 600, height: 300 } as const;
const CALLED = { en: 'Ladder', zh: '阶梯' };

describe('a kind of chart that is none of ours', () => {
  it('is drawn by its own module, between the titles that all have', () => {
    let given: ToDraw | undefined;
    addKind('spec.drawn', CALLED, (chart) => {
      given = chart;
      return { graphic: [{ type: 'circle' }] };
    });
    const option = chartOption(ANSWER, { kind: 'spec.drawn', title: 'By tier' }, VIEW);
    expect(option).toMatchObject({ graphic: [{ type: 'circle' }], title: [{ text: 'By tier' }, {}], series: [] });
    expect(given?.metrics.map(({ name }) => name)).toEqual(['points']);
    expect(given?.cuts.map(({ name }) => name)).toEqual(['tier']);
    expect(given?.written(1_500, { name: 'points', type: 'integer', unit: 'points' })).toBe('1,500');
    const { x, y, width, height } = given?.area ?? { x: NaN, y: NaN, width: NaN, height: NaN };
    expect([x > 0, y > 0, x + width < 600, y + height < 300]).toEqual([true, true, true, true]);
    expect(chartDescription(ANSWER, { kind: 'spec.drawn' }, { ...VIEW, language: 'zh' })).toMatch(/^阶梯：/);
  });

  it.each([
    ['is not there', 'spec.absent', undefined],
    [
      'throws',
      'spec.throws',
      () => {
        throw new Error('it cannot');
      },
    ],
  ])('is drawn as bars, which say so, where it %s', (_, kind, draw) => {
    if (draw !== undefined) addKind(kind, CALLED, draw);
    const option = chartOption(ANSWER, { kind }, VIEW);
    expect(option).toMatchObject({ series: [{ type: 'bar' }] });
    expect(JSON.stringify(option)).toContain('drawn as bars: its kind of chart is not there');
  });

  it('can be asked for where it is known, and what was taken with it can be read where it is no more', () => {
    expect(chartErrors({ kind: 'spec.unknown' })).toMatchObject([{ field: 'kind' }]);
    addKind('spec.known', CALLED);
    expect(chartErrors({ kind: 'spec.known' })).toEqual([]);
    expect(chartErrors({ kind: 'spiral' })[0]?.detail).toMatch(/^must be one of line, .*table, .*spec.known/);
    expect(readChart({ kind: 'spec.unknown' })).toEqual({ kind: 'spec.unknown' });
    expect(() => readChart({ kind: 'spiral' })).toThrow('chart.kind must be one of');
  });
});
