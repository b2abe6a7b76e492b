import type { Static } from 'typebox';
import { asProblem } from '#kernel/as-problem.js';
import { Problem } from '#kernel/problem.js';
import type { DASHBOARD } from '#subjects/dashboards/dashboard.input.js';
import type { Book } from './book.js';
import type { DashboardAnswer, TileAnswer } from './dashboard.answers.js';
import { replaced, savedQuestion, type Replacing } from './saved-question.js';
import { showValue } from './show.js';
import { askTiles, positionsOf, type TileOutcome } from './tiles.js';

type Dashboard = Static<typeof DASHBOARD> & { readonly id: string; readonly version: number };
type Tile = Dashboard['tiles'][number];
type Question = Exclude<Tile['question'], string>;
type Filters = Readonly<Record<string, readonly string[]>>;

/** A tile with its question, as it is asked, or why there is none. */
interface Filled extends Omit<TileAnswer, 'answer' | 'problem'> {
  readonly raw: object | Problem;
}

/** Answers side by side, before they are asked for. */
export interface AskedTiles extends Pick<DashboardAnswer, 'title' | 'description' | 'filters'> {
  readonly tiles: readonly Filled[];
}

/** The same, answered. */
export type TilesAnswer = Omit<DashboardAnswer, 'id' | 'version'>;

/** Where a question stands alone: the whole width. */
const ALONE = { width: 12, height: 6 } as const;

/** Answers all tiles of a dashboard from one consistent state; a tile without an answer says why. @throws Problem `not-found` */
export async function answerDashboard(book: Book, id: string, replacing: Replacing): Promise<DashboardAnswer> {
  const dashboard = await dashboardNow(book, id);
  const { version } = dashboard;
  return { id, version, ...(await answerAsked(book, await filledDashboard(book, dashboard, replacing))) };
}

/** The tiles of a dashboard, with their questions as they are now. @throws Problem `not-found` */
export async function askedDashboard(book: Book, id: string, replacing: Replacing): Promise<AskedTiles> {
  return filledDashboard(book, await dashboardNow(book, id), replacing);
}

/** One tile with a saved question as it is now. @throws Problem `not-found` */
export async function askedQuestion(book: Book, id: string, replacing: Replacing): Promise<AskedTiles> {
  const { title, description, question, chart } = await savedQuestion(book, id);
  const raw = replaced(question, replacing);
  const about = { title, ...(description !== undefined && { description }) };
  return { ...about, filters: {}, tiles: [{ question: id, title, chart, ...ALONE, raw }] };
}

/** Answers tiles from one consistent state. */
export async function answerAsked(book: Book, { tiles, ...about }: AskedTiles): Promise<TilesAnswer> {
  const outcomes = await askTiles(
    book,
    tiles.map(({ raw }) => raw),
  );
  const [position = null, other] = positionsOf(outcomes);
  // Tiles that are asked of other times than the others are answered from other read models.
  return {
    ...about,
    meta: { position: other === undefined ? position : null },
    tiles: tiles.map((tile, i) => answeredTile(tile, outcomes[i])),
  };
}

async function dashboardNow(book: Book, id: string): Promise<Dashboard> {
  return (await showValue(book, { read: 'showDashboard', id, clocks: {}, parameters: {} })) as Dashboard;
}

async function filledDashboard(
  book: Book,
  { title, description, filters = {}, tiles }: Dashboard,
  replacing: Replacing,
): Promise<AskedTiles> {
  const filled = await Promise.all(tiles.map((tile) => filledTile(book, tile, filters, replacing)));
  return { title, ...(description !== undefined && { description }), filters, tiles: filled };
}

function answeredTile({ raw: _raw, ...tile }: Filled, outcome: TileOutcome | undefined): TileAnswer {
  if (outcome === undefined) throw new Error('a tile has neither an answer nor a problem');
  return 'answer' in outcome
    ? { ...tile, answer: outcome.answer }
    : { ...tile, answer: null, problem: outcome.problem };
}

async function filledTile(book: Book, tile: Tile, filters: Filters, replacing: Replacing): Promise<Filled> {
  const { question, chart, width, height } = tile;
  if (typeof question === 'object') {
    const drawn = chart ?? chartOf(question);
    const raw = narrowed(question, filters, replacing);
    return { question: null, title: drawn.title ?? null, chart: drawn, width, height, raw };
  }
  const saved = await savedQuestion(book, question).catch(asProblem);
  if (saved instanceof Problem)
    return { question, title: null, chart: chart ?? { kind: 'table' }, width, height, raw: saved };
  const raw = narrowed(saved.question, filters, replacing);
  return { question, title: saved.title, chart: chart ?? saved.chart, width, height, raw };
}

/** How a question is drawn where nobody said. */
function chartOf({ grain, by = [] }: Question): NonNullable<Tile['chart']> {
  if (grain !== undefined) return { kind: 'line' };
  return { kind: by.length > 0 ? 'bar' : 'kpi' };
}

/** A question that is limited to what the dashboard is: where both name values of a dimension, to those that both name. */
function narrowed(question: Question, filters: Filters, replacing: Replacing): object | Problem {
  const { where = {}, ...rest } = question;
  const both: Record<string, readonly string[]> = { ...where };
  for (const [name, values] of Object.entries(filters)) {
    const own = where[name];
    const left = own === undefined ? values : values.filter((value) => own.includes(value));
    if (left.length === 0)
      return new Problem('invalid-request', `the dashboard and the tile are limited to different values of ${name}`);
    both[name] = left;
  }
  return replaced(Object.keys(both).length === 0 ? rest : { ...rest, where: both }, replacing);
}
