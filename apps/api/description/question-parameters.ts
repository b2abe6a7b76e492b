import { ApiQuery } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { COMPARISONS } from '#figures/question.js';
import { ROW_GRAIN } from '#kernel/time/periods.js';
import { RELATIVE_PERIOD } from '#kernel/time/relative-periods.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { METRIC_FORM } from '#subjects/metrics/metric.input.js';
import { PARAMETER_WORDS } from './parameter-words.js';

const TEXT = { type: 'string' };
/** A built-in one, or one that callers define. */
const METRIC = {
  type: 'string',
  anyOf: [
    { type: 'string', enum: [...CATALOGUE.metrics.keys()] },
    { type: 'string', pattern: METRIC_FORM },
  ],
};
const DATE = { type: 'string', format: 'date' };

/** What the parser of questions reads from an address, beside `where.` and a dimension. */
/** Those that the parser of questions reads. */
export const PARAMETERS: Readonly<Record<string, object>> = {
  metrics: { type: 'array', items: METRIC, minItems: 1, maxItems: 50 },
  metric: METRIC,
  by: { type: 'array', items: { type: 'string', enum: CATALOGUE.dimensions }, maxItems: 3 },
  grain: { type: 'string', pattern: ROW_GRAIN },
  compare: { type: 'string', enum: COMPARISONS },
  currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  rates: { type: 'string', default: 'fact-day' },
  organisation: { type: 'string', default: 'then' },
  includeExcluded: { type: 'boolean', default: false },
  from: DATE,
  to: DATE,
  period: { type: 'string', pattern: RELATIVE_PERIOD },
  asOf: TEXT,
  knownAt: TEXT,
  replay: TEXT,
  position: TEXT,
  limit: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
  cursor: TEXT,
};

/** What a question in an address and one in a body have in common. */
export const OF_QUESTIONS = [
  'by',
  'grain',
  'from',
  'to',
  'period',
  'asOf',
  'knownAt',
  'compare',
  'currency',
  'rates',
  'organisation',
  'includeExcluded',
  'replay',
  'position',
] as const;

/** What a question is narrowed to, in a body. */
export const WHERE: object = {
  type: 'object',
  description: 'By dimension: only what has one of these values of it; empty text is a missing one.',
  properties: Object.fromEntries(
    CATALOGUE.dimensions.map((name) => [name, { anyOf: [TEXT, { type: 'array', items: TEXT }] }]),
  ),
  additionalProperties: false,
};

/** Describes parameters that the parser of questions reads. @param required the only one that must be there */
export function QuestionParameters(required: 'metrics' | 'metric', ...optional: readonly string[]): MethodDecorator {
  return applyDecorators(
    ...[required, ...optional].map((name) =>
      ApiQuery({
        name,
        required: name === required,
        schema: PARAMETERS[name] as object,
        description: PARAMETER_WORDS[name] ?? '',
      }),
    ),
    ...CATALOGUE.dimensions.map((name) =>
      ApiQuery({
        name: `where.${name}`,
        required: false,
        schema: { type: 'array', items: TEXT } as object,
        description: `Only what has one of these values of ${name}; empty text is a missing one.`,
      }),
    ),
  );
}
