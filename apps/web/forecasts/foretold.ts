import type { Band } from '#charts/bands.js';
import type { Column, Forecast } from '#client/index.js';
import type { Shown } from '../book/answer.js';

/** More would be too narrow to be told apart. */
export const SHOWN_PERIODS = 60;

type Foretold = Pick<Forecast, 'history' | 'points'>;

interface Naming {
  /** What the forecast's column is called, and its bounds by level in per cent. */
  readonly foretold: string;
  readonly low: (level: string) => string;
  readonly high: (level: string) => string;
  readonly band: (level: string) => string;
}

interface About {
  readonly grain: string;
  readonly column: Column;
  readonly meta: Shown['meta'];
  readonly naming: Naming;
}

/** What was and what may come, as one answer to be drawn, another with its bounds for the table, and the bounds as bands. */
export function foretoldShown({ history, points }: Foretold, { grain, column, meta, naming }: About) {
  const levels = Object.keys(points[0]?.intervals ?? {}).toSorted((a, b) => Number(b) - Number(a));
  const { name } = column;
  // What was counted may come to a fraction on average.
  const estimate = (called: string): Column => ({ ...column, name: called, type: decimalOf(column) });
  const cut: Column = { name: grain, type: 'string', unit: '' };
  const bounds = levels.toReversed().flatMap((level) => [naming.low(percent(level)), naming.high(percent(level))]);
  const rows = [
    ...history
      .slice(-SHOWN_PERIODS)
      .map(({ bucket = '', value }) => ({ [grain]: bucket, [name]: value, [naming.foretold]: null })),
    ...points.map(({ bucket = '', mean, intervals }) => ({
      [grain]: bucket,
      [name]: null,
      [naming.foretold]: figure(mean),
      ...Object.fromEntries(
        levels.flatMap((level) => [
          [naming.low(percent(level)), figure(intervals[level]?.[0] ?? NaN)],
          [naming.high(percent(level)), figure(intervals[level]?.[1] ?? NaN)],
        ]),
      ),
    })),
  ];
  const answer = (columns: readonly Column[], order = rows): Shown => ({
    columns: [cut, ...columns],
    rows: order,
    totals: Object.fromEntries(columns.map((one) => [one.name, null])),
    meta,
  });
  const bands: readonly Band[] = levels.map((level) => ({
    name: naming.band(percent(level)),
    points: points.map(({ bucket = '', intervals }) => {
      const [low = NaN, high = NaN] = intervals[level] ?? [];
      return { period: bucket, low, high };
    }),
  }));
  // In a table what may come is what is looked for.
  const latestFirst = rows.toReversed();
  const drawn = [column, estimate(naming.foretold)];
  return { chart: answer(drawn), table: answer([...drawn, ...bounds.map(estimate)], latestFirst), bands };
}

/** `80` of `0.8`. */
export function percent(level: string): string {
  return String(Math.round(Number(level) * 1000) / 10);
}

function decimalOf({ type }: Column): Column['type'] {
  return type === 'number' ? 'number' : 'decimal';
}

/** To the hundredth: an estimate has no more. */
function figure(value: number): string | null {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : null;
}
