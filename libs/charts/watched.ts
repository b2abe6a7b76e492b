import type { EChartsOption } from 'echarts';
import { bandSeries } from './bands.js';
import type { ChartAnswer } from './chart-answer.js';
import { chartOption } from './chart-option.js';
import type { ChartView } from './frame.js';
import { palette } from './palette.js';

/** What a rule that watches figures adds to their chart. */
export interface Watch {
  /** Figures at which it fires, with what they are as text. */
  readonly lines: readonly { readonly at: number; readonly exact: string }[];
  /** Between which figures it fires; open where an end is absent. */
  readonly bands: readonly { readonly from?: number; readonly to?: number }[];
  /** Where each figure was expected, by period; empty where nothing is. */
  readonly expected: readonly { readonly period: string; readonly low: number; readonly high: number }[];
  readonly marks: readonly WatchMark[];
  /** What lines, what is expected and marks are called. */
  readonly names: {
    readonly line: string;
    readonly expected: string;
    readonly fired: string;
    readonly wouldFire: string;
  };
}

/** A time that it fired, or would have. */
interface WatchMark {
  readonly period: string;
  readonly at: number;
  readonly isReal: boolean;
  /** What is said of it. */
  readonly exact: string;
}

interface Drawn {
  readonly xAxis: { readonly data: readonly string[] };
  readonly series: readonly object[];
}

/** Figures along days as lines, with where a rule fires and when it did. */
export function watchedOption(answer: ChartAnswer, view: ChartView, watch: Watch): EChartsOption {
  const option = chartOption(answer, { kind: 'line' }, view) as EChartsOption & Drawn;
  // Where there is nothing to be drawn there is nothing to be watched.
  if (option.series.length === 0) return option;
  const { data: periods } = option.xAxis;
  const added = [...expectedSeries(watch, view), ...lineSeries(watch, view, periods), ...markSeries(watch, view)];
  return { ...option, series: [...option.series, ...added] };
}

function expectedSeries({ expected, names }: Watch, view: ChartView): readonly object[] {
  return expected.length === 0 ? [] : bandSeries({ name: names.expected, points: expected }, view, 'expected');
}

/** Lines of their own, so that the axis reaches to them, with the bands on the first. */
function lineSeries({ lines, bands, names }: Watch, view: ChartView, periods: readonly string[]): readonly object[] {
  const { below: colour } = palette(view.theme);
  const area = bands.map(({ from, to }) => [{ yAxis: from ?? -Infinity }, { yAxis: to ?? Infinity }]);
  return lines.map(({ at, exact }, i) => ({
    type: 'line',
    name: names.line,
    data: periods.map(() => ({ value: at, exact })),
    color: colour,
    symbol: 'none',
    lineStyle: { width: 1.5, type: 'dashed' },
    ...(i === 0 && { markArea: { silent: true, itemStyle: { color: colour, opacity: 0.1 }, data: area } }),
  }));
}

/** Told apart by their form, not by their colour alone. */
function markSeries({ marks, names }: Watch, view: ChartView): readonly object[] {
  const { below: colour, background } = palette(view.theme);
  const of = (isReal: boolean): object => ({
    type: 'line',
    name: isReal ? names.fired : names.wouldFire,
    data: marks
      .filter((mark) => mark.isReal === isReal)
      .map(({ period, at, exact }) => ({ value: [period, at], exact })),
    color: colour,
    symbol: isReal ? 'triangle' : 'circle',
    symbolSize: isReal ? 13 : 9,
    showAllSymbol: true,
    itemStyle: isReal
      ? { color: colour, borderColor: background, borderWidth: 1 }
      : { color: background, borderColor: colour, borderWidth: 2 },
    lineStyle: { width: 0 },
    z: 5,
  });
  return [of(true), of(false)];
}
