import { SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { WAITS } from '#book/reading/readers.js';
import { bestOf } from './accept.js';

const STAGES = 'stages of its work';
/** What an answer is asked for as where its stages are to be told too. */
export const EVENTS_TYPE = 'text/event-stream';

/** Marks a route whose answer may take long: by its stages, which can be followed. The first is to wait for its turn. */
export const HasStages = (stages: readonly string[]): MethodDecorator => SetMetadata(STAGES, [WAITS, ...stages]);

/** The stages that are to be told of a request; undefined where none are. One that names a form of its answer wants that. */
export function stagesAsked(context: ExecutionContext): readonly string[] | undefined {
  const stages = Reflect.getMetadata(STAGES, context.getHandler()) as readonly string[] | undefined;
  const { headers, query } = context.switchToHttp().getRequest<FastifyRequest>();
  const hasForm = typeof query === 'object' && query !== null && 'format' in query;
  if (stages === undefined || hasForm) return undefined;
  return bestOf(headers.accept, ['application/json', EVENTS_TYPE]) === EVENTS_TYPE ? stages : undefined;
}
