import { Type } from 'typebox';
import { QUERY_ANSWER } from '#figures/figure.answers.js';
import { byName, closed, named, nullable, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { PROBLEM } from '#kernel/problem.answers.js';
import { CHART } from '#subjects/questions/question.input.js';

/** What dashboards are answered with. */

const TILE_ANSWER = named('TileAnswer', 'A tile with its answer, or why it has none', {
  question: nullable(Type.String(), 'the id of its saved question; null where it has one of its own'),
  title: nullable(Type.String(), 'of the saved question, or of its chart; null where neither has one'),
  chart: CHART,
  width: Type.Integer({ minimum: 1, maximum: 12, description: 'columns of twelve' }),
  height: Type.Integer({ minimum: 1, description: 'rows' }),
  answer: nullable(QUERY_ANSWER, 'null where it has none'),
  problem: Type.Optional(PROBLEM),
});
export type TileAnswer = Told<typeof TILE_ANSWER>;

export const DASHBOARD_ANSWER = named(
  'DashboardAnswer',
  'All tiles, those that are known at one time answered from one state of the book',
  {
    id: text('of the dashboard'),
    version: Type.Integer({ minimum: 1, description: 'of the dashboard' }),
    title: text('as given'),
    description: Type.Optional(text('as given')),
    filters: byName(Type.Array(Type.String()), 'what all tiles are narrowed to, by dimension'),
    meta: closed({
      position: nullable(POSITION, 'that every answer is of; null where no tile has one, or answers are of several'),
    }),
    tiles: Type.Array(TILE_ANSWER),
  },
);
export type DashboardAnswer = Told<typeof DASHBOARD_ANSWER>;
