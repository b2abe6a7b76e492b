import type { EChartsOption } from 'echarts';
import { metricsOf, type ChartAnswer } from './chart-answer.js';
import { isOurKind, type ChartKind, type ChartSettings } from './chart-settings.js';
import { frameOf, type ChartView, type Frame } from './frame.js';
import { cartesian } from './kinds/cartesian.js';
import { cells } from './kinds/cells.js';
import { kpi } from './kinds/kpi.js';
import { other } from './kinds/other.js';
import { noShares, noSteps } from './kinds/parts.js';
import { funnel, pie } from './kinds/shares.js';
import { table } from './kinds/table.js';
import { around, SMALL } from './layout.js';
import { otherKindCalled } from './other-kinds.js';
import { shapeOf } from './shape.js';
import type { WhyBars } from './texts.js';

/**
 * An answer as an option of ECharts: the same for the page, for files and for mail. Numbers are what is drawn; labels say the exact figures.
 * Each mark has in its data `exact`, its figure as text, and where it is a figure of one row `row`, the number of that row of the answer,
 * and `metric`, the name of its column; what a figure is compared with has neither.
 */
export function chartOption(answer: ChartAnswer, settings: ChartSettings, view: ChartView): EChartsOption {
  const frame = frameOf(answer, settings, view);
  const { colours, font } = frame;
  return {
    animation: false,
    backgroundColor: colours.background,
    textStyle: { fontFamily: font, color: colours.text },
    aria: { enabled: true, label: { enabled: true, description: chartDescription(answer, settings, view) } },
    tooltip: tooltipOf(frame),
    ...drawn(frame),
  };
}

/** What a chart shows, in a sentence for those who do not see it. */
export function chartDescription(answer: ChartAnswer, settings: ChartSettings, view: ChartView): string {
  const { texts, title, subtitle, footer } = frameOf(answer, settings, view);
  const { kind } = settings;
  const called = isOurKind(kind) ? texts.kind[kind] : otherKindCalled(kind, view.language);
  if (isEmpty(answer, settings)) return `${title}: ${texts.noData}`;
  const figures = answer.rows.length * metricsOf(answer, settings.metrics).length;
  return texts.described(called, [title, subtitle, footer].filter(Boolean).join(', '), figures);
}

function isEmpty(answer: ChartAnswer, { metrics: only }: ChartSettings): boolean {
  const names = metricsOf(answer, only).map(({ name }) => name);
  return answer.rows.every((row) => names.every((name) => (row[name] ?? null) === null));
}

function drawn(frame: Frame): object {
  const { answer, settings, texts } = frame;
  const { kind } = settings;
  if (isEmpty(answer, settings) && kind !== 'kpi') return nothing(frame);
  if (!isOurKind(kind)) return other(frame) ?? bars(frame, 'absent');
  if (kind === 'kpi') return kpi(frame, []);
  if (kind === 'table') return table(frame, []);
  if (kind === 'heatmap' || kind === 'matrix') return cells(frame, kind, []);
  if (kind !== 'pie' && kind !== 'funnel') return cartesian(frame, kind, shapeOf(answer, settings, texts), []);
  const shape = shapeOf(answer, settings, texts, Infinity);
  const why = kind === 'pie' ? noShares(answer, shape) : noSteps(shape);
  if (why !== undefined) return bars(frame, why);
  return kind === 'pie' ? pie(frame, shape, []) : funnel(frame, shape, []);
}

function bars(frame: Frame, why: WhyBars): object {
  const { answer, settings, texts } = frame;
  return cartesian(frame, 'bar', shapeOf(answer, settings, texts), [texts.asBars(why)]);
}

function nothing(frame: Frame): object {
  const { colours, font, texts } = frame;
  const message = {
    type: 'text',
    left: 'center',
    top: 'middle',
    silent: true,
    style: { text: texts.noData, fill: colours.quiet, fontFamily: font, fontSize: SMALL + 4 },
  };
  return { title: around(frame, []).titles, legend: { show: false }, graphic: [message], series: [] };
}

interface Marked {
  readonly seriesName?: string;
  readonly name: string;
  readonly data?: { readonly exact?: string };
}

/** As text that ECharts draws itself: the other kind writes styles, which a strict policy forbids. */
function tooltipOf({ colours, font, settings }: Frame): object {
  const line = ({ seriesName = '', name, data }: Marked): string =>
    [settings.kind === 'pie' || settings.kind === 'funnel' ? name : seriesName, data?.exact ?? '']
      .filter(Boolean)
      .join('  ');
  const isAlong = AXIS.some((kind) => kind === settings.kind);
  return {
    renderMode: 'richText',
    trigger: isAlong ? 'axis' : 'item',
    confine: true,
    backgroundColor: colours.background,
    borderColor: colours.line,
    textStyle: { color: colours.text, fontFamily: font, fontSize: SMALL + 1 },
    formatter: (marked: Marked | readonly Marked[]) => {
      if (!('length' in marked)) return line(marked);
      return [marked[0]?.name ?? '', ...marked.map(line)].join('\n');
    },
  };
}

const AXIS: readonly ChartKind[] = ['line', 'bar', 'stacked', 'area'];
