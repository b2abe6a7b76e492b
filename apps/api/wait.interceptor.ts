import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { isNarrowedNow } from '#book/access/narrowing.js';
import { BOOK, type Book } from '#book/book.js';
import { POSITION } from '#book/position.js';

/** Read your own writes: a question with a `position` waits until the read models cover it. */
@Injectable()
export class WaitForPosition implements NestInterceptor {
  constructor(@Inject(BOOK) private readonly book: Book) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { body, query } = context.switchToHttp().getRequest<FastifyRequest>();
    const said = saidIn(query) ?? saidIn(body);
    if (said !== undefined) await this.waitFor(await this.positionOf(said));
    return next.handle();
  }

  /** Who sees a part only waits for what they were told: by whole numbers they could count what they do not see. */
  private async positionOf({ position }: Said): Promise<number> {
    if (typeof position === 'string') {
      if (!isNarrowedNow() && POSITION.test(position)) return Number(position);
      const opened = await this.book.narrowing.opened(position);
      if (opened !== undefined) return opened;
    }
    const detail = refusing(position, 'must be the position of a receipt, as text');
    throw new Problem('invalid-request', `position ${detail}`, [{ field: 'position', detail }]);
  }

  private async waitFor(position: number): Promise<void> {
    try {
      await this.book.models.waitFor(position);
    } catch (error) {
      if (!isNarrowedNow() || !(error instanceof Problem) || error.code !== 'not-yet-projected') throw error;
      throw new Problem('not-yet-projected', 'the read models are not yet at that position: ask again later');
    }
  }
}

interface Said {
  readonly position: unknown;
}

function saidIn(place: unknown): Said | undefined {
  return typeof place === 'object' && place !== null && 'position' in place ? place : undefined;
}
