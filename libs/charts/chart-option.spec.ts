import { describe, expect, it } from '@jest/globals';
import type { ChartAnswer } from './chart-answer.js';
import { chartDescription, chartOption } from './chart-option.js';
import { CHART_KINDS, type ChartSettings } from './chart-settings.js';
import type { ChartView } from './frame.js';
import {
  answered,
  column,
  moves,
  ordersByRegion,
  retention,
  revenueByMonth,
  revenueByRegion,
} from '#testing/answers.js';

const VIEW: ChartView = { language: 'en', theme: 'light', width: 800, height: 400 };

interface Drawn {
  readonly title: readonly { readonly text: string; readonly subtext?: string }[];
  readonly series: readonly {
    readonly name: string;
    readonly type: string;
    readonly color?: string;
    readonly yAxisIndex?: number;
    readonly stack?: string;
    readonly markArea?: { readonly data: readonly unknown[] };
    readonly data: readonly {
      readonly name?: string;
      readonly value: unknown;
      readonly exact: string;
      readonly row?: number;
      readonly metric?: string;
      readonly itemStyle?: object;
    }[];
  }[];
  readonly xAxis: { readonly data: readonly string[] };
  readonly yAxis: readonly object[] & { readonly data: readonly string[] };
  readonly graphic: readonly { readonly style: { readonly text?: string } }[];
  readonly tooltip: { readonly renderMode: string; readonly formatter: (marks: unknown) => string };
  readonly animation: boolean;
  readonly aria: { readonly label: { readonly description: string } };
}

const draw = (answer: ChartAnswer, settings: ChartSettings, view: Partial<ChartView> = {}): Drawn =>
  chartOption(answer, settings, { ...VIEW, ...view }) as unknown as Drawn;
const said = ({ title }: Drawn): string => title.map(({ text, subtext = '' }) => `${text}\n${subtext}`).join('\n');
const written = ({ graphic }: Drawn): readonly string[] =>
  graphic.flatMap(({ style: { text } }) => (text === undefined ? [] : [text]));

describe('a chart of figures over time', () => {
  it('draws numbers and says exact figures, with the row and the metric of each', () => {
    const [now, before] = draw(revenueByMonth(), { kind: 'line' }).series;
    expect(now?.data[0]).toEqual({
      value: Number('9007199254740993.12'),
      exact: '$9,007,199,254,740,993.12',
      row: 0,
      metric: 'revenue.net',
    });
    expect(now?.data.map(({ value }) => value).slice(1)).toEqual([0, -25.25]);
    expect(before).toMatchObject({ name: 'revenue.net (before)', color: now?.color });
    // What is not known is a gap, no 0.
    expect(before?.data.map(({ value }) => value)).toEqual([1000.5, null, 10]);
    // The rows are those of now: what was before is no figure of theirs.
    expect(before?.data.some((mark) => 'row' in mark || 'metric' in mark)).toBe(false);
  });

  it('says title, unit, cuts and both clocks', () => {
    const text = said(draw(revenueByMonth(), { kind: 'bar' }));
    expect(text).toContain('revenue.net\nUSD · by month');
    expect(text).toContain('as of 2024-03-20 · everything recorded · position 48213');
    const chinese = draw(revenueByMonth(), { kind: 'bar', title: '收入' }, { language: 'zh' });
    expect(said(chinese)).toContain('收入\nrevenue.net · USD · 按 month');
    expect(said(chinese)).toContain('截至 2024-03-20 · 全部记录');
    expect(said(draw(revenueByMonth(), { kind: 'bar' }, { isBare: true }))).toBe('');
  });

  it('shades what is not over', () => {
    expect(draw(revenueByMonth(), { kind: 'bar' }).series[0]?.markArea?.data).toEqual([
      [{ xAxis: '2024-03' }, { xAxis: '2024-03' }],
    ]);
    expect(draw(ordersByRegion(2), { kind: 'bar' }).series[0]?.markArea?.data).toEqual([]);
  });

  it('draws no more groups than can be told apart, the others together where they come to the total', () => {
    const drawn = draw(ordersByRegion(12), { kind: 'stacked' });
    expect(drawn.series.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 8 }, (_, i) => `region ${String(i)}`),
      'other',
    ]);
    expect(drawn.series.at(-1)?.data[0]).toEqual({ value: 100, exact: '100' });
    expect(said(drawn)).toContain('the 8 largest of 12 are drawn, the rest together');
    const unsummed = { ...ordersByRegion(12), totals: { orders: 500 } };
    const without = draw(unsummed, { kind: 'stacked', top: 3 });
    expect(without.series).toHaveLength(3);
    expect(said(without)).toContain('the 3 largest of 12 are drawn, the table has all');
  });

  it('gives two units an axis each and says which metrics have none', () => {
    const columns = [
      column('month'),
      column('revenue.net', 'money', 'decimal'),
      column('orders', 'orders', 'integer'),
      column('gap', 'days', 'number'),
    ];
    const answer = answered(columns, [{ month: '2024-01', 'revenue.net': '5', orders: 2, gap: 1.5 }], {
      'revenue.net': '5',
      orders: 2,
      gap: 1.5,
    });
    const drawn = draw(answer, { kind: 'line' });
    expect(drawn.series.map(({ name, yAxisIndex }) => [name, yAxisIndex])).toEqual([
      ['revenue.net', 0],
      ['orders', 1],
    ]);
    expect(said(drawn)).toContain('not drawn, having another unit: gap');
    const stacked = draw(answer, { kind: 'stacked' });
    expect(stacked.series.map(({ name }) => name)).toEqual(['revenue.net']);
    expect(said(stacked)).toContain('not drawn, having another unit: orders');
    expect(draw(answer, { kind: 'line', metrics: ['gap'] }).series.map(({ name }) => name)).toEqual(['gap']);
  });

  it('has tooltips that write no styles', () => {
    const { tooltip, series } = draw(revenueByMonth(), { kind: 'line' });
    expect(tooltip.renderMode).toBe('richText');
    expect(tooltip.formatter([{ name: '2024-02', seriesName: 'revenue.net', data: series[0]?.data[1] }])).toBe(
      '2024-02\nrevenue.net  $0.00',
    );
  });
});

describe('a chart of shares', () => {
  it('is of parts that come to the total', () => {
    const [pie] = draw(revenueByRegion(), { kind: 'pie' }).series;
    expect(pie?.type).toBe('pie');
    expect(pie?.data.map(({ name, exact }) => [name, exact])).toEqual([
      ['(none)', '$10.10'],
      ['España', '$20.20'],
      ['中国', '$69.70'],
    ]);
  });

  it('becomes bars, saying so, of what is negative or comes to no whole', () => {
    const answer = revenueByRegion();
    const negative = draw({ ...answer, rows: [...answer.rows, { region: 'x', 'revenue.net': '-1' }] }, { kind: 'pie' });
    expect(negative.series[0]?.type).toBe('bar');
    expect(said(negative)).toContain('a share cannot be negative');
    const overlapping = draw({ ...answer, totals: { 'revenue.net': '70' } }, { kind: 'pie' });
    expect(overlapping.series[0]?.type).toBe('bar');
    expect(said(overlapping)).toContain('no parts of a whole');
  });

  it('goes down in a funnel: values from the largest, metrics as they were asked', () => {
    const [byRegion] = draw(revenueByRegion(), { kind: 'funnel' }).series;
    expect(byRegion?.data.map(({ name }) => name)).toEqual(['中国', 'España', '(none)']);
    const columns = [column('leads', 'orders', 'integer'), column('won', 'orders', 'integer')];
    const [steps] = draw(answered(columns, [{ leads: 3, won: 5 }], { leads: 3, won: 5 }), { kind: 'funnel' }).series;
    expect(steps?.data.map(({ name, value }) => [name, value])).toEqual([
      ['leads', 3],
      ['won', 5],
    ]);
  });
});

describe('a chart of cells', () => {
  it('has cohorts down, their age across, and marks what is not over', () => {
    const drawn = draw(retention(), { kind: 'heatmap' });
    expect([drawn.xAxis.data, drawn.yAxis.data]).toEqual([
      ['0', '1', '2'],
      ['2024-01', '2024-02', '2024-03'],
    ]);
    const dashed = drawn.series[0]?.data.filter(({ itemStyle }) => itemStyle !== undefined);
    expect(dashed?.map(({ value }) => (value as number[]).slice(0, 2))).toEqual([
      [2, 0],
      [1, 1],
      [0, 2],
    ]);
    expect(drawn.series[0]?.data[1]).toMatchObject({ value: [1, 0, '-'], exact: '–' });
    expect(said(drawn)).toContain('dashed border');
    const over = { ...retention(), meta: { ...retention().meta, asOf: '2024-03-31' } };
    expect(said(draw(over, { kind: 'heatmap' }))).not.toContain('dashed border');
  });

  it('goes in a matrix from rows to columns, 0 being a figure', () => {
    const drawn = draw(moves(), { kind: 'matrix' });
    expect([drawn.xAxis.data, drawn.yAxis.data]).toEqual([
      ['active', 'lost'],
      ['active', 'new'],
    ]);
    expect(drawn.series[0]?.data.map(({ value, exact }) => [value, exact])).toEqual([
      [[1, 0, 12], '12'],
      [[0, 1, 30], '30'],
      [[1, 1, 0], '0'],
    ]);
  });
});

describe('figures by themselves', () => {
  it('are the totals with what was before', () => {
    const texts = written(draw(revenueByMonth(), { kind: 'kpi' }));
    expect(texts).toContain('$9,007,199,254,740,967.87');
    expect(texts).toContain('▲ +25% · before $1,010.50');
  });

  it('are a table of the rows that have room, whose figures are never cut', () => {
    const whole = written(draw(revenueByMonth(), { kind: 'table' }));
    expect(whole).toEqual(
      expect.arrayContaining(['month', '2024-02', '$9,007,199,254,740,993.12', '–', '-352.5%', 'total']),
    );
    const small = draw(revenueByMonth(), { kind: 'table' }, { width: 330, height: 220 });
    expect(said(small)).toMatch(/and 2 more rows[^]*not drawn: revenue\.net\.previous,\s+revenue\.net\.change/);
    expect(written(small)).toContain('$9,007,199,254,740,993.12');
  });
});

describe('every chart', () => {
  const answers = { revenueByMonth, revenueByRegion, retention, moves, regions: () => ordersByRegion(12) };

  it.each(CHART_KINDS)('of kind %s says what it shows and is still', (kind) => {
    for (const answer of Object.values(answers)) {
      const drawn = draw(answer(), { kind });
      expect(drawn.animation).toBe(false);
      expect(drawn.aria.label.description).toBe(chartDescription(answer(), { kind }, VIEW));
      expect(drawn.aria.label.description).toContain('as of 2024-03-20');
    }
  });

  it.each(CHART_KINDS)('of kind %s says that there is no data', (kind) => {
    const none = answered([column('month'), column('orders', 'orders', 'integer')], [], {
      orders: kind === 'kpi' ? 0 : null,
    });
    expect(written(draw(none, { kind }))).toContain(kind === 'kpi' ? '0' : 'No data');
    expect(written(draw(none, { kind }, { language: 'zh' }))).toContain(kind === 'kpi' ? '0' : '没有数据');
    expect(chartDescription(none, { kind }, VIEW)).toContain('No data');
  });
});
