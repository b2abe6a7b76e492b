import type { EChartsOption } from 'echarts';
import type { ChartAnswer } from './chart-answer.js';
import { chartOption } from './chart-option.js';
import type { ChartView } from './frame.js';
import { palette } from './palette.js';

/** Between which figures something is expected, period by period. */
export interface Band {
  readonly name: string;
  readonly points: readonly { readonly period: string; readonly low: number; readonly high: number }[];
}

/** Figures along periods as lines, with bands of what is expected behind them: the widest first, so that they darken where they are likely. */
export function bandedOption(answer: ChartAnswer, view: ChartView, bands: readonly Band[]): EChartsOption {
  const option = chartOption(answer, { kind: 'line' }, view) as EChartsOption & { readonly series: readonly object[] };
  // Where there is nothing to be drawn there is nothing to be expected.
  if (option.series.length === 0) return option;
  return {
    ...option,
    series: [...option.series, ...bands.flatMap((band, i) => bandSeries(band, view, `band ${String(i)}`))],
  };
}

/** From low to high, as what is stacked on what is not seen. @param stack tells one band from another */
export function bandSeries({ name, points }: Band, view: ChartView, stack: string): readonly object[] {
  const { grey } = palette(view.theme);
  const stacked = { type: 'line', stack, stackStrategy: 'all', symbol: 'none', silent: true, color: grey };
  const short = (value: number): string => String(Math.round(value * 100) / 100);
  return [
    { ...stacked, data: points.map(({ period, low }) => [period, low]), lineStyle: { width: 0 } },
    {
      ...stacked,
      name,
      data: points.map(({ period, low, high }) => ({
        value: [period, high - low],
        exact: `${short(low)} – ${short(high)}`,
      })),
      lineStyle: { width: 0 },
      areaStyle: { color: grey, opacity: 0.25 },
    },
  ];
}
