import { contentHash } from '#kernel/canonical.js';
import type { TileAnswer } from './dashboard.answers.js';
import type { SharedAnswer } from './share.answers.js';

type Figures = NonNullable<TileAnswer['answer']>;
type Today = NonNullable<SharedAnswer['today']>;
type Difference = Today['tiles'][number]['differences'][number];
type Row = Figures['rows'][number];

/** Differences told of each tile at most; the rest is counted. */
const TOLD = 100;

/** Of the figures of all tiles: equal figures have equal digests. */
export function digestOfTiles(tiles: readonly TileAnswer[]): string {
  return contentHash(tiles.map(({ answer }) => answer && { rows: answer.rows, totals: answer.totals }));
}

/** How answers that were kept differ from those to the same questions now. */
export function differencesOf(
  kept: readonly TileAnswer[],
  now: readonly TileAnswer[],
): Pick<Today, 'same' | 'differences' | 'tiles'> {
  const found = kept.map((tile, i) => differing(tile.answer, now[i]?.answer ?? null));
  return {
    same: digestOfTiles(kept) === digestOfTiles(now),
    differences: found.reduce((sum, { length }) => sum + length, 0),
    tiles: found.map((differences, i) => ({
      problem: now[i]?.problem?.detail ?? null,
      differences: differences.slice(0, TOLD),
    })),
  };
}

function differing(then: Figures | null, now: Figures | null): readonly Difference[] {
  if (then === null || now === null) return [];
  const metrics = Object.keys({ ...then.totals, ...now.totals });
  const before = byName(then, metrics);
  const after = byName(now, metrics);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    const row = nameOf(one ?? other ?? {}, metrics);
    return metrics.flatMap((metric) => {
      const [a, b] = [one?.[metric] ?? null, other?.[metric] ?? null];
      return a === b ? [] : [{ row, metric, then: a, now: b }];
    });
  });
}

/** Rows by what names them; the total under nothing. */
function byName({ rows, totals }: Figures, metrics: readonly string[]): ReadonlyMap<string, Row> {
  return new Map([totals, ...rows].map((row) => [JSON.stringify(nameOf(row, metrics)), row]));
}

/** The cells of a row that are no figures: periods and values of dimensions. */
function nameOf(row: Row, metrics: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !metrics.some((metric) => isOf(name, metric))));
}

/** Also what it is compared with. */
function isOf(column: string, metric: string): boolean {
  return column === metric || column.startsWith(`${metric}.`);
}
