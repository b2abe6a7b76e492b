import { cutsOf, metricsOf, type ChartColumn, type ChartFigure } from '../chart-answer.js';
import { incompleteRows, type Frame } from '../frame.js';
import { around, EDGE, fitted, SMALL, textWidth } from '../layout.js';
import { inOrder } from '../shape.js';
import { formatFigure, formatShort, numberOf } from '../numbers.js';

/** Rows of cells, and cells of a row, that are drawn. */
const MOST = 60;
const BETWEEN = ' · ';

interface Grid {
  readonly across: readonly string[];
  readonly down: readonly string[];
  readonly cells: readonly Cell[];
  readonly notes: readonly string[];
  readonly metric: ChartColumn;
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly figure: ChartFigure;
  readonly row: number;
  readonly isIncomplete: boolean;
}

/**
 * Cells in rows and columns, the more the stronger: a heat map has periods and ages across, a matrix goes from its rows to its columns, with
 * every figure written. Null is an empty cell, 0 the weakest one; what is not over has a dashed border.
 */
export function cells(frame: Frame, kind: 'heatmap' | 'matrix', notes: readonly string[]): object {
  const grid = gridOf(frame, kind);
  const { view, colours } = frame;
  const isMarked = grid.cells.some(({ isIncomplete }) => isIncomplete);
  const { titles, room } = around(frame, [...grid.notes, ...notes, ...(isMarked ? [frame.texts.dashed] : [])]);
  const names = Math.min(140, Math.max(30, ...grid.down.map((name) => textWidth(name, SMALL) + 12)));
  const width = (view.width - EDGE * 2 - names) / Math.max(1, grid.across.length);
  const isSteep = isCrowded(grid.across, width - 4) && width > SMALL * 1.3 && grid.across.length <= MOST_STEEP;
  const head = isSteep ? steepRoom(grid.across) : 22;
  const height = (view.height - room.top - room.bottom - head - 4) / Math.max(1, grid.down.length);
  const values = grid.cells.flatMap(({ figure }) => numberOf(figure) ?? []);
  return {
    title: titles,
    legend: { show: false },
    grid: {
      left: EDGE + names,
      right: EDGE,
      top: room.top + head,
      bottom: room.bottom + EDGE / 4,
      containLabel: false,
    },
    xAxis: axis(frame, grid.across, { position: 'top' }, isSteep ? 'steep' : width - 4),
    yAxis: axis(frame, grid.down, { inverse: true }, names - 8),
    visualMap: { show: false, dimension: 2, ...scaleOf(values, colours), seriesIndex: 0 },
    series: [
      {
        type: 'heatmap',
        data: grid.cells.map((cell) => cellOf(frame, grid.metric, cell, values, { width, height })),
        itemStyle: { borderColor: colours.background, borderWidth: 1 },
        emphasis: { itemStyle: { borderColor: colours.text } },
      },
    ],
  };
}

function gridOf({ answer, settings, texts }: Frame, kind: 'heatmap' | 'matrix'): Grid {
  const metrics = metricsOf(answer, settings.metrics);
  const [metric = { name: '', type: 'number', unit: '' } as const] = metrics;
  const cuts = cutsOf(answer);
  const [first, second, ...rest] = kind === 'matrix' || isAgeing(cuts) ? [cuts[1], cuts[0], ...cuts.slice(2)] : cuts;
  const [xs, ys] = kind === 'matrix' && second === undefined ? [undefined, [cuts[0]]] : [first, [second, ...rest]];
  const named = (row: number, cut: ChartColumn | undefined): string => {
    const figure = cut === undefined ? null : (answer.rows[row]?.[cut.name] ?? '');
    return figure === '' ? texts.none : String(figure ?? metric.name);
  };
  const rows = answer.rows.map((_, row) => ({
    row,
    across: named(row, xs),
    down:
      ys
        .filter((cut) => cut !== undefined)
        .map((cut) => named(row, cut))
        .join(BETWEEN) || metric.name,
  }));
  const all = {
    across: inOrder(
      rows.map(({ across }) => across),
      texts.none,
    ),
    down: inOrder(
      rows.map(({ down }) => down),
      texts.none,
    ),
  };
  const shown = { across: all.across.slice(-MOST), down: all.down.slice(-MOST) };
  const running = incompleteRows(answer);
  return {
    ...shown,
    metric,
    cells: rows.flatMap(({ row, across, down }) => {
      const [x, y] = [shown.across.indexOf(across), shown.down.indexOf(down)];
      const figure = answer.rows[row]?.[metric.name] ?? null;
      return x < 0 || y < 0 ? [] : [{ x, y, figure, row, isIncomplete: running.has(row) }];
    }),
    notes: [
      ...(shown.across.length < all.across.length ? [texts.last(shown.across.length, all.across.length)] : []),
      ...(shown.down.length < all.down.length ? [texts.last(shown.down.length, all.down.length)] : []),
      ...(metrics.length > 1
        ? [
            texts.notDrawn(
              metrics
                .slice(1)
                .map(({ name }) => name)
                .join(', '),
            ),
          ]
        : []),
    ],
  };
}

/** Cohorts go down and their age across, in whatever order they are asked. */
function isAgeing(cuts: readonly ChartColumn[]): boolean {
  return cuts[0]?.name === 'cohort' && cuts[1]?.name === 'age';
}

/** Names in full with some left out where there is no room for each, or each of them cut where there are few. */
function axis({ colours, font }: Frame, data: readonly string[], more: object, room: number | 'steep'): object {
  const isFew = room !== 'steep' && isCrowded(data, room);
  return {
    type: 'category',
    data,
    splitArea: { show: false },
    splitLine: { show: false },
    axisTick: { show: false },
    axisLine: { show: false },
    ...more,
    axisLabel: {
      color: colours.quiet,
      fontSize: SMALL,
      fontFamily: font,
      hideOverlap: true,
      interval: isFew ? 'auto' : 0,
      ...(room === 'steep' && { rotate: STEEP }),
      ...(!isFew && { formatter: (name: string) => fitted(name, SMALL, room === 'steep' ? LONGEST_STEEP : room) }),
    },
  };
}

/** Room in which a name that is cut still says something. */
const LEGIBLE = 56;

function isCrowded(names: readonly string[], room: number): boolean {
  return room < LEGIBLE && names.some((name) => textWidth(name, SMALL) > room);
}

/** Degrees of names that are written upwards, how many of them there are at most, and how long each is. */
const STEEP = 45;
const MOST_STEEP = 16;
const LONGEST_STEEP = 80;

function steepRoom(names: readonly string[]): number {
  const longest = Math.min(LONGEST_STEEP, Math.max(0, ...names.map((name) => textWidth(name, SMALL))));
  return longest * Math.sin((STEEP * Math.PI) / 180) + SMALL + 8;
}

/** Around 0 where figures are on both sides of it. */
function scaleOf(values: readonly number[], colours: Frame['colours']): object {
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const [little, some, much] = colours.scale;
  if (least >= 0) return { min: 0, max: most === 0 ? 1 : most, inRange: { color: [little, some, much] } };
  const size = Math.max(most, -least);
  return { min: -size, max: size, inRange: { color: [colours.below, little, much] } };
}

function cellOf(
  { answer, view, colours, font }: Frame,
  metric: ChartColumn,
  { x, y, figure, row, isIncomplete }: Cell,
  values: readonly number[],
  { width, height }: { width: number; height: number },
): object {
  const exact = formatFigure(figure, metric, answer.meta.currency, view.language);
  const value = numberOf(figure);
  const short = value === null ? '' : formatShort(value, metric, view.language);
  const written = [exact, short].find((text) => textWidth(text, SMALL) + 2 <= width) ?? '';
  const most = Math.max(...values.map(Math.abs), 0);
  const isStrong = value !== null && most > 0 && Math.abs(value) / most > STRONG;
  return {
    value: [x, y, value ?? '-'],
    exact,
    row,
    metric: metric.name,
    label: {
      show: value !== null && height >= SMALL + 4,
      formatter: written,
      fontSize: SMALL,
      fontFamily: font,
      color: isStrong ? colours.background : colours.text,
    },
    ...(isIncomplete && { itemStyle: { borderColor: colours.quiet, borderWidth: 1.5, borderType: 'dashed' } }),
  };
}

/** Share of the largest from which a cell is dark in the light, and light in the dark. */
const STRONG = 0.55;
