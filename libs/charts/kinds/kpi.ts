import { changeIn, metricsOf, previousOf, type ChartColumn } from '../chart-answer.js';
import { unitOf, type Frame } from '../frame.js';
import { around, BOLD, EDGE, fitted, SMALL, textWidth } from '../layout.js';
import { formatFigure, formatHeadline } from '../numbers.js';

/** A text at a place; `graphic` draws it with the same renderer as everything else. */
function text(frame: Frame, value: string, x: number, y: number, style: object): object {
  return {
    type: 'text',
    left: x,
    top: y,
    silent: true,
    style: { text: value, fontFamily: frame.font, fontSize: SMALL + 1, fill: frame.colours.text, ...style },
  };
}

const LARGEST = 44;
const SMALLEST = 14;
/** Above and below a figure: what it is called, and what it was. */
const AROUND = 40;

/** The totals, large, each with what it was before and how much it has changed. */
export function kpi(frame: Frame, notes: readonly string[]): object {
  const { answer, settings, view, colours } = frame;
  const metrics = metricsOf(answer, settings.metrics);
  const { titles, room } = around(frame, notes);
  const left = view.height - room.top - room.bottom;
  // As many lines as are wide enough, if so many are high enough.
  const mostLines = Math.max(1, Math.floor(left / (SMALLEST + AROUND)));
  const wide = Math.max(1, Math.floor(view.width / 200), Math.ceil(metrics.length / mostLines));
  const perLine = Math.max(1, Math.min(metrics.length, wide));
  const width = (view.width - 2 * EDGE) / perLine;
  const height = left / Math.max(1, Math.ceil(metrics.length / perLine));
  const elements = metrics.flatMap((metric, i) => {
    const [x, y] = [EDGE + (i % perLine) * width, room.top + Math.floor(i / perLine) * height];
    const figure = formatHeadline(answer.totals[metric.name] ?? null, metric, answer.meta.currency, view.language);
    const fits = Math.floor((width - 12) / (textWidth(figure, 1) * BOLD));
    const size = Math.max(SMALLEST, Math.min(LARGEST, height - AROUND, fits));
    const middle = y + Math.max(0, (height - size - AROUND) / 2);
    const name = metrics.length > 1 || settings.title !== undefined ? labelOf(frame, metric) : '';
    return [
      text(frame, fitted(name, SMALL, width - 12), x, middle, { fill: colours.quiet, fontSize: SMALL }),
      text(frame, fitted(figure, size * BOLD, width), x, middle + 16, { fontSize: size, fontWeight: 'bold' }),
      text(frame, beforeOf(frame, metric, width - 12), x, middle + 22 + size, {
        fill: colours.quiet,
        fontSize: SMALL,
      }),
    ];
  });
  return { title: titles, legend: { show: false }, graphic: elements, series: [] };
}

function labelOf({ answer, texts }: Frame, metric: ChartColumn): string {
  const unit = unitOf(metric, answer.meta.currency, texts);
  return unit === '' || unit.toLowerCase() === metric.name.toLowerCase() ? metric.name : `${metric.name} (${unit})`;
}

/** What it was and how much it has changed; the change alone where there is no room for both. */
function beforeOf({ answer, view, texts }: Frame, metric: ChartColumn, width: number): string {
  const column = previousOf(answer, metric);
  if (column === undefined) return '';
  const before = formatHeadline(answer.totals[column.name] ?? null, column, answer.meta.currency, view.language);
  const change = changeIn(answer.totals, metric);
  if (change === null) return fitted(`${texts.previous} ${before}`, SMALL, width);
  const share = formatFigure(change, { name: '', type: 'number', unit: 'ratio' }, '', view.language);
  const changed = `${Number(change) > 0 ? '▲ +' : Number(change) < 0 ? '▼ ' : ''}${share}`;
  const whole = `${changed} · ${texts.previous} ${before}`;
  return textWidth(whole, SMALL) <= width ? whole : fitted(changed, SMALL, width);
}
