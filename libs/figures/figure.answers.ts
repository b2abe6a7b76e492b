import { Type } from 'typebox';
import {
  byName,
  closed,
  count,
  DATE,
  INSTANT,
  named,
  NEXT,
  nullable,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';

/** What questions about figures are answered with. */

export const FIGURE = Type.Union([Type.String(), Type.Number(), Type.Null()], {
  description: 'an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown',
});

const TYPE = oneOf(['integer', 'decimal', 'number', 'string'], 'integer, decimal as text, or number');

const COLUMN = named('Column', 'What a column of rows is', {
  name: text('as in the rows'),
  type: TYPE,
  unit: text('what its figures count; empty for a dimension or period'),
  currency: Type.Optional(text('of its money, where it is another; empty where each row has its own')),
});
export type Column = Told<typeof COLUMN>;

const ROW = byName(FIGURE, 'by column');

export const DEFINITIONS = named('Definitions', 'The policies and definitions that figures were made under', {
  lifecycle: text('the id of the policy, default, or given'),
  tiers: text('the id of the policy, default, or given'),
  metrics: Type.Optional(byName(Type.Integer(), 'the versions of metrics that were defined, by name; absent without')),
});

export const QUERY_ANSWER = named('QueryAnswer', 'Figures', {
  columns: Type.Array(COLUMN),
  rows: Type.Array(ROW, { description: 'in the order of their values' }),
  totals: byName(FIGURE, 'by metric: over all rows'),
  meta: closed({
    position: POSITION,
    asOf: text('a date, or the instant asked for'),
    knownAt: nullable(Type.String(), 'a date, or the instant asked for; null: everything recorded'),
    period: Type.Optional(text('the relative period asked for; absent, like from and to, where none was')),
    from: Type.Optional(text('its first day')),
    to: Type.Optional(text('its last day, which belongs to it')),
    definitions: DEFINITIONS,
    incomplete: Type.Array(Type.String(), { description: 'periods that are not over' }),
    currency: text('of all money, unless a column says otherwise'),
    rates: Type.Optional(text('fact-day, or the date of whose rates all money is; absent where none were asked for')),
    organisation: Type.Optional(
      text('the date at whose end customers are what facts are told apart by; absent where it is that of each fact'),
    ),
    excluded: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'customers who are left out, as of the day; absent where none are, or all were asked for',
      }),
    ),
    replay: Type.Optional(text('the replay that was asked')),
    tampered: Type.Optional(
      Type.Boolean({ description: 'true: the log is not the one whose head was signed; absent where it is' }),
    ),
    head: Type.Optional(
      closed(
        { size: count('events up to the position'), root: text('over them, in base64') },
        'the log that the figures are of; absent where its tree is behind, or a part only is seen',
      ),
    ),
    restored: Type.Optional(
      closed(
        {
          at: INSTANT,
          size: count('events that were restored'),
          lost: text('events that are not in it, by number from 1 on, such as 71-90, at least; or unknown'),
        },
        'the book was made again from a copy; absent where it never was, or a part only is seen',
      ),
    ),
    assumedKnown: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'until then what was known when is as the importer of history said; absent where no history was',
      }),
    ),
    stale: Type.Optional(count('customers with an event that this release cannot decode; absent where none is')),
    suppressed: Type.Optional(
      count(
        'figures that are null since fewer customers stand behind them than the key may see; absent where it may any',
      ),
    ),
    unknownValues: Type.Optional(byName(Type.Array(Type.String()), 'values asked for that no fact has, by dimension')),
  }),
});
export type Answer = Told<typeof QUERY_ANSWER>;

export const FIGURE_TABLES = byName(Type.Array(ROW), 'rows by dimension, under empty text the total');
export type FigureTables = Told<typeof FIGURE_TABLES>;

export const FIGURES_ANSWER = named('Figures', 'Every figure of a span', {
  digest: nullable(Type.String(), 'equal figures have equal digests; null of a part'),
  position: nullable(POSITION, 'what they are of; null where facts arrived meanwhile'),
  figures: FIGURE_TABLES,
});

const RECORD = named('RecordBehind', 'A thing behind a figure', {
  kind: text('customer, or the name of its subject, such as sale'),
  id: text('of the thing'),
  customerId: nullable(Type.String(), 'null for a guest'),
  occurredAt: nullable(INSTANT, 'null for a customer'),
  value: FIGURE,
});
export type RecordBehind = Told<typeof RECORD>;

export const RECORDS = named('Records', 'The things behind a figure, a page of them', {
  metric: text('its name'),
  unit: text('what it counts'),
  count: count('things on all pages'),
  sum: FIGURE,
  records: Type.Array(RECORD),
  next: NEXT,
});
export type Records = Told<typeof RECORDS>;

export const METRICS = named('Metrics', 'Every metric', {
  metrics: Type.Array(
    named('Metric', 'What can be asked', {
      name: text('permanent'),
      title: Type.Optional(text('of one that was defined')),
      version: Type.Optional(Type.Integer({ minimum: 1, description: 'of one that was defined: of its definition' })),
      kind: oneOf(['flow', 'stock', 'ratio'], 'a sum over days, a state at the end of a day, or a quotient'),
      unit: text('what it counts'),
      type: oneOf(['integer', 'decimal', 'number'], 'how its figures are written'),
      additive: Type.Boolean({ description: 'whether parts sum to the total' }),
      dimensions: Type.Array(Type.String(), { description: 'what it goes by' }),
      definition: text('in words'),
      onlyBy: Type.Optional(text('asked for only by, or for one value of, this dimension')),
    }),
  ),
  system: Type.Array(
    named('SystemMetric', 'What the system says of itself right now', {
      name: text('permanent'),
      unit: text('what it counts'),
      type: oneOf(['integer', 'number'], 'how its figures are written'),
      dimensions: Type.Array(Type.String(), { description: 'what it goes by' }),
      definition: text('in words'),
    }),
    { description: 'watched by alerts, and asked by no question: these have no history' },
  ),
});

export type Metrics = Told<typeof METRICS>;

export const DIMENSION_VALUES = named('DimensionValues', 'The values of a dimension', {
  name: text('of the dimension'),
  values: Type.Array(Type.String(), { description: 'in order; empty text is a missing value' }),
});

export const SPAN = { from: DATE, to: DATE };
