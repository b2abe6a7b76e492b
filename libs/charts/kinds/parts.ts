import { cutsOf, type ChartAnswer } from '../chart-answer.js';
import { MOST_GROUPS } from '../chart-settings.js';
import type { Frame } from '../frame.js';
import { exactSum, numberOf } from '../numbers.js';
import { addsUp, type Point, type Series, type Shape } from '../shape.js';

/** A part of a whole, or a step of a funnel. */
export interface Part {
  readonly name: string;
  readonly point: Point;
  readonly series: Series;
  readonly color: string;
}

/** The parts of an answer: its categories; its series, such as metrics, where there is one category; none where it has several of both. */
export function partsOf({ colours }: Frame, shape: Shape): readonly Part[] {
  const now = nowOf(shape);
  const color = (i: number): string => colours.groups[i] ?? colours.grey;
  const [only] = now;
  if (shape.categories.length === 1)
    return now.flatMap((series, i) =>
      series.points.slice(0, 1).map((point) => ({ name: series.name, point, series, color: color(series.group ?? i) })),
    );
  if (only === undefined || now.length > 1) return [];
  return shape.categories.flatMap((name, i) =>
    only.points.slice(i, i + 1).map((point) => ({ name, point, series: only, color: color(i) })),
  );
}

/** The largest parts by themselves, the rest together where they are too many to tell apart, and how many there are of each. */
export function largest(frame: Frame, parts: readonly Part[]): { parts: readonly Part[]; notes: readonly string[] } {
  const { colours, settings, texts } = frame;
  const { top = MOST_GROUPS } = settings;
  const [first] = parts;
  if (parts.length <= top || first === undefined) return { parts, notes: [] };
  const size = ({ point }: Part): number => numberOf(point.figure) ?? 0;
  const shown = parts.toSorted((a, b) => size(b) - size(a)).slice(0, top);
  const rest = parts.filter((part) => !shown.includes(part)).map(({ point }) => point.figure);
  const other = { ...first, name: texts.other, point: { figure: exactSum(rest) ?? null }, color: colours.grey };
  return {
    parts: [...shown.map((part, i) => ({ ...part, color: colours.groups[i] ?? colours.grey })), other],
    notes: [texts.largestAndOther(top, parts.length)],
  };
}

/** Steps in order: metrics as they were asked, the values of a dimension from the largest down, since no answer says their order. */
export function stepsOf(frame: Frame, shape: Shape): readonly Part[] {
  const parts = partsOf(frame, shape);
  const isAsked = shape.categories.length === 1 && new Set(parts.map(({ series }) => series.column)).size > 1;
  if (isAsked) return parts;
  const sorted = parts.toSorted((a, b) => (numberOf(b.point.figure) ?? 0) - (numberOf(a.point.figure) ?? 0));
  return sorted.map((part, i) => ({ ...part, color: frame.colours.groups[i] ?? frame.colours.grey }));
}

/** Why figures are not steps; undefined where they are. */
export function noSteps(shape: Shape): 'negative' | 'ratio' | undefined {
  const now = nowOf(shape);
  if (now.some(({ points }) => points.some(({ figure }) => (numberOf(figure) ?? 0) < 0))) return 'negative';
  return now.length > 1 && shape.categories.length > 1 ? 'ratio' : undefined;
}

/** Why figures are no shares of a whole; undefined where they are, which is where they come to the total. */
export function noShares(answer: ChartAnswer, shape: Shape): 'negative' | 'ratio' | undefined {
  const why = noSteps(shape);
  if (why !== undefined) return why;
  const columns = nowOf(shape).map(({ column }) => column);
  if (columns.some(({ type }) => type === 'number')) return 'ratio';
  return cutsOf(answer).length === 0 || columns.every((column) => addsUp(answer, column)) ? undefined : 'ratio';
}

function nowOf({ series }: Shape): readonly Series[] {
  return series.filter(({ isPrevious }) => !isPrevious);
}
