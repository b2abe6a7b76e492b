import type { Client, ExplainBody, ForecastFiguresBody, QueryAnswer, QueryBody } from '#client/index.js';
import { compared } from './compared.js';
import { cut } from './cut.js';
import { definitionsOf } from './definitions.js';
import type { Answered, Tool } from './tool.js';
import { BASIS, BY, CLOCKS, input, METRIC, METRICS, named, ROW_GRAIN, SPAN, WHERE } from './words.js';

const FEWER = 'name fewer dimensions, a coarser grain or a shorter span';

/** What an answer of figures says of itself. */
async function told(book: Client, metrics: readonly string[], { meta }: QueryAnswer): Promise<Answered> {
  const { asOf, knownAt, position, incomplete, currency } = meta;
  const definitions = await definitionsOf(book, metrics);
  return { asOf, knownAt, position, currency, ...(incomplete.length > 0 && { incomplete }), definitions };
}

const metrics: Tool = {
  description:
    'What can be counted: every metric with its unit, its definition in words, and the dimensions it goes by. Ask this first.',
  input: input({}),
  run: async (book) => {
    const { metrics: all } = await book.listMetrics();
    // As of now: what there is to be asked has no other clock here.
    const { meta } = await book.query({ metrics: ['orders'] });
    const shown = all.map(({ name, unit, kind, dimensions }) => ({ name, unit, kind, dimensions }));
    const definitions = Object.fromEntries(all.map(({ name, definition }) => [name, definition]));
    return { metrics: shown, asOf: meta.asOf, knownAt: meta.knownAt, position: meta.position, definitions };
  },
};

const query: Tool = {
  description:
    'Figures, exact: of one or several metrics, by up to three dimensions and by period, for any days, as of any day, as known at any day.',
  input: input({ metrics: METRICS, by: BY, where: WHERE, grain: ROW_GRAIN, ...SPAN, ...CLOCKS, ...BASIS }, ['metrics']),
  run: async (book, said) => {
    const body = said as unknown as QueryBody;
    const answer = await book.query(body);
    return { ...cut(answer.rows, FEWER), totals: answer.totals, ...(await told(book, body.metrics, answer)) };
  },
};

/** One of the two points of time of a comparison. */
const POINT = { type: 'object', properties: CLOCKS, additionalProperties: false };

const compare: Tool = {
  description:
    'The same figures at two points of time, and the difference: such as what was reported in March (knownAt) against what is known now. Ask explain for why.',
  input: input(
    {
      ...{ metrics: METRICS, by: BY, where: WHERE, grain: ROW_GRAIN, ...SPAN },
      a: { ...POINT, description: 'The earlier point: its asOf and knownAt' },
      b: { ...POINT, description: 'The later point; now unless named' },
    },
    ['metrics', 'a'],
  ),
  run: async (book, said) => {
    const { a, b = {}, ...question } = said as unknown as QueryBody & { readonly a: object; readonly b?: object };
    const before = await book.query({ ...question, ...a });
    const after = await book.query({ ...question, ...b });
    const { rows, totals } = compared(question.metrics, before, after);
    const at = { a: before.meta, b: after.meta };
    const points = Object.entries(at).map(
      ([name, { asOf, knownAt, position }]) => [name, { asOf, knownAt, position }] as const,
    );
    return {
      ...cut(rows, FEWER),
      totals,
      ...Object.fromEntries(points),
      ...(await told(book, question.metrics, after)),
    };
  },
};

const explain: Tool = {
  description:
    'Why a figure differs between two points of time: new facts, late ones, refunds, voids and policies, with the events behind each; the parts sum to the difference.',
  input: input(
    {
      ...{ metric: METRIC, where: WHERE, ...SPAN },
      a: { ...POINT, description: 'The point it is explained from' },
      b: { ...POINT, description: 'The point it is explained to; now unless named' },
    },
    ['metric', 'a'],
  ),
  run: async (book, said) => {
    const { a, b = {}, metric, ...of } = said as unknown as Explained;
    const explained = await book.explain({ metric, ...of, a, b, limit: 10 });
    const answer = await book.query({ metrics: [metric], ...of, ...b });
    return { ...explained, ...(await told(book, [metric], answer)) };
  },
};

/** What `explain` is asked with. */
type Explained = Pick<ExplainBody, 'metric' | 'where' | 'from' | 'to' | 'period' | 'a'> &
  Partial<Pick<ExplainBody, 'b'>>;

const forecast: Tool = {
  description:
    'What may come after the past of a metric, with bounds, and how well the method would have done. Nothing is kept.',
  input: input(
    {
      ...{ metric: METRIC, where: WHERE },
      by: named('A dimension whose parts are foretold too'),
      grain: { type: 'string', enum: ['day', 'week', 'month', 'quarter'] },
      horizon: { type: 'integer', minimum: 1, maximum: 36, description: 'How many periods ahead' },
      ...CLOCKS,
    },
    ['metric', 'grain'],
  ),
  run: async (book, said) => {
    const body = said as unknown as ForecastFiguresBody & { readonly metric: string };
    const { history, parts, ...foretold } = await book.forecastFigures(body);
    const { asOf, knownAt } = body;
    const clocks = { ...(asOf !== undefined && { asOf }), ...(knownAt !== undefined && { knownAt }) };
    const answer = await book.query({ metrics: [body.metric], period: 'last-month', ...clocks });
    const some =
      parts &&
      cut(
        parts.map(({ history: _history, ...part }) => part),
        'narrow it with where',
      );
    return {
      ...foretold,
      history: history.slice(-36),
      ...(some !== undefined && { parts: some.rows }),
      ...(some?.note !== undefined && { note: some.note }),
      ...(await told(book, [body.metric], answer)),
    };
  },
};

export const FIGURES_TOOLS: Readonly<Record<string, Tool>> = { metrics, query, compare, explain, forecast };
