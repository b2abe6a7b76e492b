import { describe, expect, it } from '@jest/globals';
import { answered, column, ordersByRegion } from '#testing/answers.js';
import type { ChartAnswer } from './chart-answer.js';
import { chartOption } from './chart-option.js';
import type { ChartSettings } from './chart-settings.js';
import type { ChartView } from './frame.js';
import { textWidth } from './layout.js';

/** A chart on a phone, below a title that the page has. */
const PHONE: ChartView = { language: 'en', theme: 'light', width: 318, height: 340, isBare: true };

interface Drawn {
  readonly title: readonly { readonly text: string }[];
  readonly legend: { readonly data: readonly string[]; readonly formatter: (name: string) => string };
  readonly grid: { readonly top: number; readonly bottom: number };
  readonly series: readonly {
    readonly name: string;
    readonly radius?: readonly number[];
    readonly markArea?: { readonly label: { readonly show: boolean } };
  }[];
  readonly graphic: readonly {
    readonly left: number;
    readonly top: number;
    readonly style: { readonly text: string; readonly fontSize: number };
  }[];
  readonly xAxis: {
    readonly data: readonly string[];
    readonly axisLabel: {
      readonly interval: unknown;
      readonly rotate?: number;
      readonly formatter: (name: string) => string;
    };
  };
}

const draw = (answer: ChartAnswer, settings: ChartSettings, view: Partial<ChartView> = {}): Drawn =>
  chartOption(answer, settings, { ...PHONE, ...view }) as unknown as Drawn;

/** Orders and revenue of regions in quarters, the last of which is not over, beside those of a year before. */
function compared(): ChartAnswer {
  const rows = ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'].flatMap((quarter) =>
    ['north', 'south', 'east', 'west'].map((region) => ({
      ...{ quarter, region, orders: 5, 'orders.previous': 4, 'orders.change': 0.25 },
      ...{ 'revenue.net': '81058.183069', 'revenue.net.previous': '79519.601973', 'revenue.net.change': 0.0193 },
    })),
  );
  const columns = [
    ...['quarter', 'region'].map((name) => column(name)),
    ...[column('orders', 'orders', 'integer'), column('orders.previous', 'orders', 'integer')],
    ...[column('orders.change', 'ratio', 'number'), column('revenue.net', 'money', 'decimal')],
    ...[column('revenue.net.previous', 'money', 'decimal'), column('revenue.net.change', 'ratio', 'number')],
  ];
  const totals = {
    ...{ orders: 80, 'orders.previous': 64, 'orders.change': 0.25 },
    ...{ 'revenue.net': '324232.732275', 'revenue.net.previous': '318078.407892', 'revenue.net.change': 0.0193 },
  };
  return answered(columns, rows, totals, { incomplete: ['2024-Q4'] });
}

describe('a chart with little room', () => {
  it('leaves what it draws more than half of it, however many names there are', () => {
    for (const answer of [compared(), ordersByRegion(12)]) {
      const { grid, legend, series } = draw(answer, { kind: 'line' });
      expect(PHONE.height - grid.top - grid.bottom).toBeGreaterThan(PHONE.height / 2);
      const names = series.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([...legend.data]));
      expect(legend.data.length).toBeGreaterThanOrEqual(6);
    }
    // What is compared is named before what it is compared with.
    expect(draw(compared(), { kind: 'line' }).legend.data.filter((name) => name.includes('before'))).toEqual([]);
    expect(draw(compared(), { kind: 'line' }, { width: 1_000 }).legend.data).toHaveLength(16);
  });

  it('says with the last name how many groups have none, or what is dashed, in both languages', () => {
    const last = (view: Partial<ChartView> = {}): string => {
      const { legend } = draw(compared(), { kind: 'line' }, view);
      return legend.formatter(legend.data.at(-1) ?? '');
    };
    const small = { width: 220, height: 180 };
    const named = draw(compared(), { kind: 'line' }, small).legend.data.length;
    expect(named).toBeLessThan(8);
    expect(last(small)).toMatch(new RegExp(` · ${String(8 - named)} more$`));
    expect(last({ ...small, language: 'zh' })).toMatch(/ · 另有 \d 组$/);
    const roomy = { width: 700, height: 340 };
    expect(draw(compared(), { kind: 'line' }, roomy).legend.data).toHaveLength(8);
    expect([last(roomy), last({ ...roomy, language: 'zh' })]).toEqual([
      expect.stringMatching(/ · dashed: before$/),
      expect.stringMatching(/ · 虚线：上期$/),
    ]);
    expect(last({ width: 1_000 })).toMatch(/\(before\)$/);
  });

  it('says below what a narrow shade has no room to say', () => {
    const shown = ({ series }: Drawn): boolean | undefined => series[0]?.markArea?.label.show;
    const text = ({ title }: Drawn): string => title.map((one) => one.text).join('\n');
    const narrow = draw(compared(), { kind: 'bar' });
    expect([shown(narrow), text(narrow)]).toEqual([false, expect.stringContaining('2024-Q4: not over yet')]);
    const wide = draw(compared(), { kind: 'bar' }, { width: 1_000 });
    expect([shown(wide), text(wide)]).toEqual([true, expect.not.stringContaining('2024-Q4')]);
  });

  it.each([
    [318, 150],
    [337, 110],
    [318, 90],
    [900, 150],
  ])('has figures by themselves of which none is on another, %i wide and %i high', (width, height) => {
    const { graphic } = draw(compared(), { kind: 'kpi' }, { width, height });
    const boxes = graphic
      .filter(({ style }) => style.text !== '')
      .map(({ left, top, style: { text, fontSize } }) => ({
        left,
        top,
        text,
        right: left + textWidth(text, fontSize),
        fontSize,
      }));
    expect(boxes.map(({ text }) => text)).toEqual(expect.arrayContaining(['80', '$324,232.73']));
    const over = boxes.flatMap((one, i) =>
      boxes
        .slice(i + 1)
        .filter((other) => one.left < other.right && other.left < one.right)
        .filter((other) => one.top < other.top + other.fontSize && other.top < one.top + one.fontSize)
        .map((other) => [one.text, other.text]),
    );
    expect(over).toEqual([]);
    expect(Math.max(...boxes.map(({ top, fontSize }) => top + fontSize))).toBeLessThanOrEqual(height);
  });

  it('names every cell of a heat map across, upwards where they are narrow', () => {
    const stages = ['active', 'at risk', 'churned', 'lead', 'new', 'reactivated'];
    const rows = stages.map((stage) => ({ stage, tier: 'normal', orders: 1 }));
    const answer = answered([column('stage'), column('tier'), column('orders', 'orders', 'integer')], rows, {
      orders: 6,
    });
    const { xAxis, grid } = draw(answer, { kind: 'heatmap' });
    const { interval, rotate, formatter } = xAxis.axisLabel;
    expect([xAxis.data.map(formatter), interval, rotate]).toEqual([stages, 0, 45]);
    expect(grid.top).toBeGreaterThan(60);
    expect(draw(answer, { kind: 'heatmap' }, { width: 900 }).xAxis.axisLabel.rotate).toBeUndefined();
  });

  it('has slices that fill what their names leave', () => {
    const regions = ['north', 'south', 'east', 'west', 'overseas', 'elsewhere'].map((region) => ({
      region,
      orders: 10,
    }));
    const answer = answered([column('region'), column('orders', 'orders', 'integer')], regions, { orders: 60 });
    const { series } = draw(answer, { kind: 'pie' }, { height: 180 });
    const [, radius = 0] = series[0]?.radius ?? [];
    expect([radius > 48, radius < 60]).toEqual([true, true]);
  });
});
