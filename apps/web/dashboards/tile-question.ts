import { ProblemError, type DashboardAnswer } from '#client/index.js';
import { server } from '../asking/server.js';
import type { KeptQuestion } from '../explore/kept-question.js';

/**
 * What a tile of a dashboard asks, narrowed as the dashboard narrows it.
 * @throws ProblemError where its saved question is there no more, or the dashboard is another by now
 */
export async function questionOfTile(
  { id, version, filters, tiles }: DashboardAnswer,
  number: number,
): Promise<KeptQuestion> {
  const saved = tiles[number]?.question ?? null;
  const question =
    saved === null ? await ownQuestion(id, version, number) : (await server.showQuestion(saved)).question;
  const where = narrowed(question.where ?? {}, filters);
  return Object.keys(where).length === 0 ? question : { ...question, where };
}

/** The same over a period that somebody has chosen for all tiles, which takes the place of days. */
export function ofPeriod({ from, to, ...rest }: KeptQuestion, period: string | undefined): KeptQuestion {
  if (period !== undefined) return { ...rest, period };
  return { ...rest, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** A tile has no name: in another version of the dashboard the same number may be another tile. */
async function ownQuestion(id: string, version: number, number: number): Promise<KeptQuestion> {
  const dashboard = await server.showDashboard(id);
  const question = dashboard.tiles[number]?.question;
  if (dashboard.version !== version || typeof question !== 'object')
    throw new ProblemError('version-mismatch', 412, 'the dashboard has changed since it was shown: load it again');
  return question;
}

/** Where both name values of a dimension, those that both name; where there are none, what the question says. */
function narrowed(
  own: NonNullable<KeptQuestion['where']>,
  filters: DashboardAnswer['filters'],
): NonNullable<KeptQuestion['where']> {
  const both = { ...own };
  for (const [name, values] of Object.entries(filters)) {
    const said = own[name];
    const left = said === undefined ? values : values.filter((value) => [said].flat().includes(value));
    if (left.length > 0) both[name] = left;
  }
  return both;
}
