import type { DashboardAnswer } from '#client/index.js';
import { comparedIn, isCut } from '../book/answer.js';
import type { Words } from '../words/words.js';

/** What a tile is called: as somebody said, else by the metrics it shows, else by its number. */
export function titleOfTile({ tiles }: Pick<DashboardAnswer, 'tiles'>, number: number, { t, name }: Words): string {
  const tile = tiles[number];
  const said = tile?.chart.title ?? tile?.title ?? undefined;
  if (said !== undefined) return said;
  const answer = tile?.answer ?? undefined;
  const shown = answer?.columns.filter((column) => !isCut(answer, column) && comparedIn(column) === undefined) ?? [];
  return shown.length > 0 ? shown.map((column) => name(column.name)).join(', ') : t('tile', { number: number + 1 });
}
