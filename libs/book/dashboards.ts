import type { Static } from 'typebox';
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

/** A tile with its question: a saved one as it is now. */
interface Filled extends Omit<TileAnswer, 'answer' | 'problem'> {
  readonly raw: object | Problem;
}

/** Answers all tiles of a dashboard from one consistent state; a tile without an answer says why. @throws Problem `not-found` */
export async function answerDashboard(book: Book, id: string, replacing: Replacing): Promise<DashboardAnswer> {
  const dashboard = (await showValue(book, { read: 'showDashboard', id, clocks: {}, parameters: {} })) as Dashboard;
  const { version, title, description, filters = {}, tiles } = dashboard;
  const filled = await Promise.all(tiles.map((tile) => filledTile(book, tile, filters, replacing)));
  const outcomes = await askTiles(
    book,
    filled.map(({ raw }) => raw),
  );
  const [position = null] = [...positionsOf(outcomes)].sort((a, b) => Number(a) - Number(b));
  return {
    id,
    version,
    title,
    ...(description !== undefined && { description }),
    filters,
    meta: { position },
    tiles: filled.map((tile, i) => answeredTile(tile, outcomes[i])),
  };
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

function asProblem(error: unknown): Problem {
  if (error instanceof Problem && error.status < 500) return error;
  throw error;
}
