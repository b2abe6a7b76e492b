import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { BOOK, type Book } from '#book/book.js';
import { POSITION } from '#book/position.js';

/** Read your own writes: a question with a `position` waits until the read models cover it. */
@Injectable()
export class WaitForPosition implements NestInterceptor {
  constructor(@Inject(BOOK) private readonly book: Book) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { body, query } = context.switchToHttp().getRequest<FastifyRequest>();
    const position = positionIn(query) ?? positionIn(body);
    if (position !== undefined) await this.book.models.waitFor(position);
    return next.handle();
  }
}

function positionIn(place: unknown): number | undefined {
  if (typeof place !== 'object' || place === null || !('position' in place)) return undefined;
  const { position } = place;
  if (typeof position === 'string' && POSITION.test(position)) return Number(position);
  const detail = refusing(position, 'must be the position of a receipt, as text');
  throw new Problem('invalid-request', `position ${detail}`, [{ field: 'position', detail }]);
}
