import { formatFigure, numberOf } from '../numbers.js';
import type { Frame } from '../frame.js';
import { around, EDGE, fitted, legend, SMALL } from '../layout.js';
import type { Shape } from '../shape.js';
import { largest, partsOf, stepsOf, type Part } from './parts.js';

/** Slices of a whole with what each is and its share. */
export function pie(frame: Frame, shape: Shape, notes: readonly string[]): object {
  const { view, colours, font } = frame;
  const { parts, notes: cut } = largest(frame, partsOf(frame, shape));
  const { titles, room } = around(frame, [...shape.notes, ...cut, ...notes]);
  const isSmall = view.width < 420;
  const named = isSmall
    ? legend(
        frame,
        parts.map(({ name }) => name),
        room,
      )
    : { legend: { show: false }, room };
  const [width, height] = [view.width - 2 * EDGE, view.height - named.room.top - named.room.bottom];
  const radius = Math.max(20, Math.min(height / 2 - (isSmall ? 4 : 22), width / (isSmall ? 2.2 : 3.6)));
  return {
    title: titles,
    legend: named.legend,
    series: [
      {
        type: 'pie',
        radius: [radius * 0.5, radius],
        center: [view.width / 2, named.room.top + height / 2],
        startAngle: 90,
        itemStyle: { borderColor: colours.background, borderWidth: 2 },
        label: isSmall
          ? { show: false }
          : {
              color: colours.text,
              fontSize: SMALL,
              fontFamily: font,
              lineHeight: SMALL * 1.4,
              formatter: sliceLabel(width / 4),
            },
        labelLine: { lineStyle: { color: colours.quiet } },
        data: parts.map((part) => datum(frame, part)),
      },
    ],
  };
}

interface Slice {
  readonly name: string;
  readonly percent?: number;
  readonly data: { readonly exact: string };
}

function sliceLabel(width: number) {
  return ({ name, data, percent = 0 }: Slice): string =>
    `${fitted(name, SMALL, width)}\n${data.exact} · ${percent.toFixed(1)}%`;
}

/** Steps, each as wide as what has come so far, with what is left of the first. */
export function funnel(frame: Frame, shape: Shape, notes: readonly string[]): object {
  const { colours, font, view } = frame;
  const parts = stepsOf(frame, shape);
  const { titles, room } = around(frame, [...shape.notes, ...notes]);
  const first = numberOf(parts[0]?.point.figure) ?? 0;
  const most = Math.max(0, ...parts.map(({ point }) => numberOf(point.figure) ?? 0));
  return {
    title: titles,
    legend: { show: false },
    series: [
      {
        type: 'funnel',
        sort: 'none',
        left: EDGE,
        width: view.width * 0.55,
        top: room.top,
        bottom: room.bottom + EDGE / 2,
        gap: 3,
        min: 0,
        max: most === 0 ? 1 : most,
        minSize: '1%',
        itemStyle: { borderWidth: 0 },
        label: {
          position: 'right',
          color: colours.text,
          fontSize: SMALL + 1,
          fontFamily: font,
          formatter: ({ name, data }: { name: string; data: { exact: string; value: number } }) =>
            `${fitted(name, SMALL, view.width * 0.22)}  ${data.exact}${first > 0 ? `  ${percent(data.value / first, view.language)}` : ''}`,
        },
        labelLine: { length: 10, lineStyle: { color: colours.quiet } },
        data: parts.map((part) => datum(frame, part)),
      },
    ],
  };
}

function percent(share: number, language: string): string {
  return formatFigure(share, { name: '', type: 'number', unit: 'ratio' }, '', language);
}

function datum({ answer, view }: Frame, { name, point, series, color }: Part): object {
  return {
    name,
    value: numberOf(point.figure) ?? 0,
    exact: formatFigure(point.figure, series.column, answer.meta.currency, view.language),
    itemStyle: { color },
    ...(point.row !== undefined && { row: point.row, metric: series.column.name }),
  };
}
