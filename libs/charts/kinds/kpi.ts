import { changeIn, metricsOf, previousOf, type ChartColumn } from '../chart-answer.js';
import { unitOf, type Frame } from '../frame.js';
import { around, BOLD, EDGE, fitted, SMALL, textWidth } from '../layout.js';
import { formatFigure } from '../numbers.js';

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

/** The totals, large, each with what it was before and how much it has changed. */
export function kpi(frame: Frame, notes: readonly string[]): object {
  const { answer, settings, view, colours } = frame;
  const metrics = metricsOf(answer, settings.metrics);
  const { titles, room } = around(frame, notes);
  const perLine = Math.max(1, Math.min(metrics.length, Math.floor(view.width / 200)));
  const lines = Math.max(1, Math.ceil(metrics.length / perLine));
  const width = (view.width - 2 * EDGE) / perLine;
  const height = (view.height - room.top - room.bottom) / lines;
  const elements = metrics.flatMap((metric, i) => {
    const [x, y] = [EDGE + (i % perLine) * width, room.top + Math.floor(i / perLine) * height];
    const figure = formatFigure(answer.totals[metric.name] ?? null, metric, answer.meta.currency, view.language);
    const size = Math.max(14, Math.min(LARGEST, height * 0.4, ((width - 12) / (textWidth(figure, 1) * BOLD)) | 0));
    const middle = y + Math.max(0, (height - size - 34) / 2);
    const name = metrics.length > 1 || settings.title !== undefined ? labelOf(frame, metric) : '';
    return [
      text(frame, fitted(name, SMALL, width - 12), x, middle, { fill: colours.quiet, fontSize: SMALL }),
      text(frame, fitted(figure, size * BOLD, width), x, middle + 16, { fontSize: size, fontWeight: 'bold' }),
      text(frame, fitted(beforeOf(frame, metric), SMALL, width - 12), x, middle + 22 + size, {
        fill: colours.quiet,
        fontSize: SMALL,
      }),
    ];
  });
  return { title: titles, legend: { show: false }, graphic: elements, series: [] };
}

function labelOf({ answer, texts }: Frame, metric: ChartColumn): string {
  const unit = unitOf(metric, answer.meta.currency, texts);
  return unit === '' || unit === metric.name ? metric.name : `${metric.name} (${unit})`;
}

function beforeOf({ answer, view, texts }: Frame, metric: ChartColumn): string {
  const column = previousOf(answer, metric);
  if (column === undefined) return '';
  const before = formatFigure(answer.totals[column.name] ?? null, column, answer.meta.currency, view.language);
  const change = changeIn(answer.totals, metric);
  if (change === null) return `${texts.previous} ${before}`;
  const share = formatFigure(change, { name: '', type: 'number', unit: 'ratio' }, '', view.language);
  return `${Number(change) > 0 ? '▲ +' : Number(change) < 0 ? '▼ ' : ''}${share} · ${texts.previous} ${before}`;
}
