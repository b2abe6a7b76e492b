import { cutsOf, metricsOf, type ChartColumn, type ChartFigure } from '../chart-answer.js';
import type { Frame } from '../frame.js';
import { around, BOLD, EDGE, fitted, SMALL, textWidth } from '../layout.js';
import { formatFigure } from '../numbers.js';

const ROW = 22;
const SIZE = SMALL + 1;
const GAP = 14;
/** Names longer than that are cut; figures never are. */
const LONGEST_NAME = 170;
const LONGEST_HEAD = 120;

interface Line {
  readonly cells: readonly string[];
  readonly style: object;
}

interface Placed {
  readonly column: ChartColumn;
  readonly width: number;
}

/** The first rows of the answer, as many as there is room for, and the totals; columns that have no room are named below. */
export function table(frame: Frame, notes: readonly string[]): object {
  const { answer, view, texts, colours } = frame;
  const all = columnsOf(frame);
  const { room } = around(frame, [...notes, texts.moreRows(0), texts.notDrawn('')]);
  const hasTotals = cutsOf(answer).length > 0;
  const most = Math.floor((view.height - room.top - room.bottom) / ROW) - 1 - (hasTotals ? 1 : 0);
  const rows = answer.rows.slice(0, Math.max(0, most));
  const rest = answer.rows.length - rows.length;
  const lines: readonly Line[] = [
    { cells: all.map(({ name }) => name), style: { fill: colours.quiet, fontWeight: 'bold' } },
    ...rows.map((row) => ({ cells: all.map((column) => written(frame, column, row[column.name] ?? null)), style: {} })),
    ...(hasTotals ? [{ cells: totalsOf(frame, all), style: { fontWeight: 'bold' } }] : []),
  ];
  const placed = placedIn(view.width - 2 * EDGE, all, lines);
  const left = all.slice(placed.length).map(({ name }) => name);
  const { titles } = around(frame, [
    ...notes,
    ...(rest > 0 ? [texts.moreRows(rest)] : []),
    ...(left.length > 0 ? [texts.notDrawn(left.join(', '))] : []),
  ]);
  const elements = lines.flatMap((line, i) => lineOf(frame, placed, line, room.top + i * ROW, i === 0));
  return { title: titles, legend: { show: false }, graphic: elements, series: [] };
}

/** The cuts, and the metrics that are asked for with what they are compared with. */
function columnsOf({ answer, settings }: Frame): readonly ChartColumn[] {
  const cuts = cutsOf(answer);
  const named = new Set(metricsOf(answer, settings.metrics).map(({ name }) => name));
  const isShown = ({ name }: ChartColumn): boolean =>
    named.has(name) || named.has(name.replace(/\.(previous|change)$/, ''));
  return [...cuts, ...answer.columns.filter((column) => !cuts.includes(column) && isShown(column))];
}

function written({ answer, view, texts }: Frame, column: ChartColumn, figure: ChartFigure): string {
  if (column.type === 'string') return (figure ?? '') === '' ? texts.none : String(figure);
  return formatFigure(figure, column, answer.meta.currency, view.language);
}

function totalsOf(frame: Frame, columns: readonly ChartColumn[]): readonly string[] {
  const { answer, texts } = frame;
  return columns.map((column, i) => {
    if (column.name in answer.totals) return written(frame, column, answer.totals[column.name] ?? null);
    return i === 0 ? texts.total : '';
  });
}

/** As many columns as have room for their widest cell, and what is left shared between them. */
function placedIn(room: number, columns: readonly ChartColumn[], lines: readonly Line[]): readonly Placed[] {
  const placed: Placed[] = [];
  let taken = 0;
  for (const [i, column] of columns.entries()) {
    const [head = 0, ...cells] = lines.map((line) => textWidth(line.cells[i] ?? '', SIZE * BOLD));
    const widest = Math.max(0, ...cells);
    const most = column.type === 'string' ? Math.min(LONGEST_NAME, widest) : widest;
    const width = Math.min(room, Math.max(most, Math.min(LONGEST_HEAD, head)) + GAP);
    if (taken + width > room + GAP && placed.length > 0) break;
    placed.push({ column, width });
    taken += width;
  }
  const spare = Math.max(0, room - taken) / placed.length;
  return placed.map(({ column, width }) => ({ column, width: width + spare }));
}

/** Names from the left, figures to the right, a rule below. */
function lineOf(
  { colours, view, font }: Frame,
  columns: readonly Placed[],
  { cells, style }: Line,
  y: number,
  isHead: boolean,
): readonly object[] {
  const below = y + ROW - 4;
  const rule = {
    type: 'line',
    silent: true,
    shape: { x1: EDGE, y1: below, x2: view.width - EDGE, y2: below },
    style: { stroke: colours.line, lineWidth: isHead ? 2 : 1 },
  };
  let x = EDGE;
  const texts = columns.map(({ column, width }, i) => {
    const isName = column.type === 'string';
    const at = isName ? x : x + width;
    x += width;
    const own = { fontFamily: font, fontSize: SIZE, fill: colours.text, align: isName ? 'left' : 'right', ...style };
    return {
      type: 'text',
      silent: true,
      x: at,
      y,
      style: { text: fitted(cells[i] ?? '', SIZE * BOLD, width - 4), ...own },
    };
  });
  return [rule, ...texts];
}
