import { Controller, Headers, Inject, Query, Sse, type OnModuleDestroy } from '@nestjs/common';
import { Subject, takeUntil, type Observable } from 'rxjs';
import { Problem } from '#kernel/problem.js';
import { BOOK, type Book } from './book.js';
import { live, type LiveMessage } from './live.js';
import { LiveParameters } from './parameters.js';
import { POSITION } from './position.js';

@Controller('v1/live')
export class LiveController implements OnModuleDestroy {
  private readonly ending = new Subject<void>();

  constructor(@Inject(BOOK) private readonly book: Book) {}

  /** Server-sent events as facts arrive; goes on after Last-Event-ID (or `after`). */
  @Sse()
  listen(
    @Headers('last-event-id') lastId: string | undefined,
    @Query() { after = lastId }: LiveParameters,
  ): Observable<LiveMessage> {
    if (after !== undefined && !POSITION.test(after))
      throw new Problem('invalid-request', 'Last-Event-ID must be the id of a message');
    return live(this.book, after === undefined ? undefined : Number(after)).pipe(takeUntil(this.ending));
  }

  /** Open streams would hold up the end of the process. */
  onModuleDestroy(): void {
    this.ending.next();
  }
}
