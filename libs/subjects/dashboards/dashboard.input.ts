import { chartErrors } from '#charts/chart-settings.js';
import { whole } from '#ledger/input/number.js';
import { list, map, object, optional, orObject } from '#ledger/input/object.js';
import { label, labels, text } from '#ledger/input/text.js';
import { CHART, QUESTION } from '../questions/question.input.js';

/** Columns of a dashboard, and rows that a tile may take of it. */
const COLUMNS = 12;
const MOST_ROWS = 100;
/** Tiles of one dashboard: they are answered together. */
const MOST_TILES = 50;

const TILE = object(
  {
    question: orObject(label, QUESTION),
    chart: optional(CHART),
    width: whole(COLUMNS, 1),
    height: whole(MOST_ROWS, 1),
  },
  ({ question, chart }, scope) => {
    if (!scope.sound || chart === undefined) return;
    const asked = typeof question === 'object' ? question.metrics : undefined;
    for (const { field, detail } of chartErrors(chart, asked)) scope.fail(`chart.${field}`, detail);
  },
);

/** What is said of a dashboard: tiles, each with a saved question or one of its own, and what all of them are narrowed to. */
export const DASHBOARD = object(
  { title: label, description: optional(text), filters: optional(map(labels)), tiles: list(TILE) },
  ({ tiles = [] }, scope) => {
    if (tiles.length > MOST_TILES) scope.fail('tiles', `must be at most ${String(MOST_TILES)}`);
  },
);
