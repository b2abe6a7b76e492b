import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { TSchema } from 'typebox';
import { IsTable } from '../edge/is-table.js';
import { EVENTS_TYPE, HasStages } from '../edge/stages.js';
import { FILES, FORMAT_PARAMETERS } from './file-answers.js';
import type { ProblemCode } from '#kernel/problems.js';

/** Where it keeps the stages of its work, where they can be followed. */
const STAGES = 'x-stages';

/** Its stages as they begin, then its answer. */
const EVENTS = {
  [EVENTS_TYPE]: {
    schema: {
      type: 'string',
      description:
        'server-sent events: progress with {"stage", "number", "of"} as each of x-stages begins, then answer with what application/json is answered with, or problem',
    },
  },
} as const;

/** Where an operation of the description keeps the codes of its problems. */
export const PROBLEM_CODES = 'x-problems';
/** Where it keeps what its problems may say more, until it is written into its responses. */
export const PROBLEM_MORE = 'x-problem-more';

interface More {
  /** 200 unless given. */
  readonly status?: number | readonly number[];
  /** `application/json` unless given; one of several. */
  readonly type?: string | readonly string[];
  /** Codes it can meet beside those that every request can meet. */
  readonly problems?: readonly ProblemCode[];
  /** Whether it is rows and columns, which can be had as a file of each format. */
  readonly table?: boolean;
  /** What its work is one after another, where it may take long: it can be had as server-sent events that tell them. */
  readonly stages?: readonly string[] | undefined;
  /** What a problem can be beside one that says no more than every other. */
  readonly problem?: TSchema;
}

/** What an operation answers with, and the problems it can meet instead. */
export function Answers(schema: TSchema & { readonly description?: string }, more: More = {}): MethodDecorator {
  const { status = 200, type = 'application/json', problems = [], problem, table = false, stages } = more;
  const { description = 'What was asked for' } = schema;
  const own = Object.fromEntries([type].flat().map((one) => [one, { schema }]));
  const response = { description, content: { ...own, ...(table && FILES), ...(stages && EVENTS) } };
  return applyDecorators(
    ...[status].flat().map((one) => ApiResponse({ status: one, ...response })),
    ApiExtension(PROBLEM_CODES, table ? [...problems, 'not-acceptable'] : problems),
    ...(table ? [IsTable(), ...FORMAT_PARAMETERS] : []),
    ...(stages === undefined ? [] : [HasStages(stages), ApiExtension(STAGES, stages)]),
    ...(problem === undefined ? [] : [ApiExtension(PROBLEM_MORE, problem)]),
  );
}
