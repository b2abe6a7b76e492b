import { formatFigure, formatShort, numberOf } from '../numbers.js';
import { unitOf, type Frame } from '../frame.js';
import { around, EDGE, fitted, legend, SMALL, textWidth, type Room } from '../layout.js';
import { unitKey, type Series, type Shape } from '../shape.js';
import type { ChartColumn } from '../chart-answer.js';

export type CartesianKind = 'line' | 'bar' | 'stacked' | 'area';

/** Points that each have a mark of their own. */
const MOST_MARKED = 40;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];

/** Series along an axis of periods or names: lines, bars, bars and areas on top of each other. */
export function cartesian(frame: Frame, kind: CartesianKind, shape: Shape, notes: readonly string[]): object {
  const drawn = kind === 'stacked' || kind === 'area' ? stackable(shape) : shape;
  const shade = shadeOf(frame, shape);
  const { titles, room } = around(frame, [...notes, ...leftOut(frame, shape, drawn), ...shade.notes]);
  const named = legend(
    frame,
    drawn.series.map(({ name }) => name),
    room,
    // What was before has the colour of what is.
    new Set(drawn.series.filter(({ isPrevious }) => isPrevious).map(({ name }) => name)),
  );
  const axes = valueAxes(frame, drawn);
  const place = { ...named.room, bottom: named.room.bottom + EDGE / 2 };
  const along = categoryAxis(frame, drawn, place);
  return {
    title: titles,
    legend: named.legend,
    grid: {
      left: place.left,
      right: place.right,
      top: place.top + (axes.length > 0 ? 18 : 0),
      bottom: place.bottom,
      // Labels of the axes stay within, too.
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: along,
    yAxis: axes,
    series: drawn.series.map((one, i) => seriesOf(frame, kind, drawn, one, i, shade)),
  };
}

/** On top of each other goes only what is of one unit, and not what it is compared with. */
function stackable(shape: Shape): Shape {
  const [first] = shape.series;
  if (first === undefined) return shape;
  const series = shape.series.filter(
    ({ column, isPrevious }) => !isPrevious && unitKey(column) === unitKey(first.column),
  );
  return { ...shape, series };
}

function leftOut({ texts }: Frame, all: Shape, drawn: Shape): readonly string[] {
  const left = all.series.filter((one) => !one.isPrevious && !drawn.series.includes(one));
  const names = [...new Set(left.map(({ column }) => column.name))];
  return [...drawn.notes, ...(names.length > 0 ? [texts.unitsLeftOut(names.join(', '))] : [])];
}

function unitsIn({ series }: Shape): readonly ChartColumn[] {
  const columns = series.map(({ column }) => column);
  return columns.filter((column, i) => columns.findIndex((other) => unitKey(other) === unitKey(column)) === i);
}

function valueAxes(frame: Frame, shape: Shape): readonly object[] {
  const { colours, font, view, answer, texts } = frame;
  return unitsIn(shape).map((column, i) => ({
    type: 'value',
    name: unitOf(column, answer.meta.currency, texts),
    nameTextStyle: { color: colours.quiet, fontSize: SMALL, fontFamily: font, align: i === 0 ? 'left' : 'right' },
    nameGap: 8,
    splitNumber: Math.max(2, Math.min(6, Math.floor(view.height / 70))),
    ...(column.type === 'integer' && { minInterval: 1 }),
    splitLine: { show: i === 0, lineStyle: { color: colours.line } },
    axisLabel: {
      color: colours.quiet,
      fontSize: SMALL,
      fontFamily: font,
      formatter: (value: number) => formatShort(value, column, view.language),
    },
  }));
}

const STEEP = 40;
const LONGEST_NAME = 110;

function categoryAxis(frame: Frame, { categories, isTime }: Shape, { left, right }: Room): object {
  const { colours, font, view } = frame;
  const band = (view.width - left - right - 40) / Math.max(1, categories.length);
  const widest = Math.max(0, ...categories.map((name) => textWidth(name, SMALL)));
  const isSteep = !isTime && widest + 6 > band;
  return {
    type: 'category',
    data: categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.quiet } },
    axisLabel: {
      color: colours.quiet,
      fontSize: SMALL,
      fontFamily: font,
      hideOverlap: true,
      // So close to its end, the last of many would be cut.
      ...(isTime && categories.length > MOST_MARKED && { alignMaxLabel: 'right' }),
      ...(isSteep && { rotate: STEEP, interval: band < SMALL * 1.3 ? 'auto' : 0 }),
      ...(!isTime && { formatter: (name: string) => fitted(name, SMALL, LONGEST_NAME) }),
    },
  };
}

function seriesOf(frame: Frame, kind: CartesianKind, shape: Shape, series: Series, i: number, shade: Shade): object {
  const { colours } = frame;
  const { group, isPrevious, column } = series;
  const color = group === undefined ? colours.grey : (colours.groups[group % colours.groups.length] ?? colours.grey);
  const isBars = kind === 'bar' || kind === 'stacked';
  return {
    name: series.name,
    data: dataOf(frame, series),
    yAxisIndex: unitsIn(shape).findIndex((other) => unitKey(other) === unitKey(column)),
    color,
    ...(isBars ? bars(frame, kind, color, isPrevious) : lines(shape, i, isPrevious, kind === 'area')),
    ...((kind === 'stacked' || kind === 'area') && { stack: 'all', stackStrategy: 'samesign' }),
    ...(kind === 'area' && { areaStyle: { color, opacity: shape.series.length > 1 ? 0.75 : 0.25 } }),
    ...(i === 0 && { markArea: bands(frame, shape, shade, !isBars) }),
  };
}

function bars({ colours }: Frame, kind: CartesianKind, color: string, isPrevious: boolean): object {
  return {
    type: 'bar',
    barMaxWidth: 64,
    barGap: '8%',
    // What was before is an outline: it is told from what is without its colour.
    itemStyle: isPrevious
      ? { color: 'transparent', borderColor: color, borderWidth: 1.5, borderType: 'dashed' }
      : { color, ...(kind === 'stacked' && { borderColor: colours.background, borderWidth: 0.5 }) },
  };
}

function lines({ categories, series }: Shape, i: number, isPrevious: boolean, isArea: boolean): object {
  const hasGaps = series[i]?.points.some(({ figure }) => figure === null) === true;
  return {
    type: 'line',
    symbol: SYMBOLS[i % SYMBOLS.length],
    symbolSize: 6,
    showSymbol: hasGaps || (!isArea && categories.length <= MOST_MARKED),
    connectNulls: false,
    lineStyle: { width: isPrevious ? 1.5 : 2, type: isPrevious ? 'dashed' : 'solid' },
  };
}

/** Numbers to draw, each with the figure as it is answered and where it stands. */
function dataOf({ answer, view }: Frame, { points, column, isPrevious }: Series): readonly object[] {
  return points.map(({ figure, row }) => ({
    value: numberOf(figure),
    exact: formatFigure(figure, column, answer.meta.currency, view.language),
    ...(row !== undefined && !isPrevious && { row, metric: column.name }),
  }));
}

/** The periods that are not over, and whether their shade has room to say so; a note does where it has none. */
interface Shade {
  readonly running: readonly string[];
  readonly isNamed: boolean;
  readonly notes: readonly string[];
}

function shadeOf({ answer, view, texts }: Frame, { categories, isTime }: Shape): Shade {
  const running = isTime ? categories.filter((name) => answer.meta.incomplete.includes(name)) : [];
  const width = ((view.width - 100) / Math.max(1, categories.length)) * running.length;
  const isNamed = textWidth(texts.incomplete, SMALL) <= width;
  const [first = '', last = first] = [running[0], running.at(-1)];
  const periods = first === last ? first : `${first} – ${last}`;
  return { running, isNamed, notes: running.length === 0 || isNamed ? [] : [`${periods}: ${texts.incomplete}`] };
}

/** What is not over stands before a shade that says so. */
function bands(
  { colours, texts, font }: Frame,
  { categories }: Shape,
  { running, isNamed }: Shade,
  isLines: boolean,
): object {
  const [first] = running;
  if (first === undefined) return { data: [] };
  return {
    silent: true,
    itemStyle: { color: colours.band },
    label: {
      show: isNamed,
      position: 'insideTopRight',
      color: colours.quiet,
      fontSize: SMALL - 1,
      fontFamily: font,
      formatter: texts.incomplete,
    },
    // Between points there is a way to the first of them; a bar has a band of its own.
    data: [[{ xAxis: isLines ? Math.max(0, categories.indexOf(first) - 1) : first }, { xAxis: running.at(-1) }]],
  };
}
