import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { TSchema } from 'typebox';
import type { ProblemCode } from '#kernel/problems.js';

/** Where an operation of the description keeps the codes of its problems. */
export const PROBLEM_CODES = 'x-problems';

interface More {
  /** 200 unless given. */
  readonly status?: number | readonly number[];
  /** Codes it can meet beside those that every request can meet. */
  readonly problems?: readonly ProblemCode[];
}

/** What an operation answers with, and the problems it can meet instead. */
export function Answers(schema: TSchema, { status = 200, problems = [] }: More = {}): MethodDecorator {
  const description = 'description' in schema ? String(schema.description) : 'What was asked for';
  const described = [status].flat().map((one) => ApiResponse({ status: one, description, schema: schema }));
  return applyDecorators(...described, ApiExtension(PROBLEM_CODES, problems));
}
