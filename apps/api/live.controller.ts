import { Controller, Get, Headers, Inject, Query, Res, type OnModuleDestroy } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Problem } from '#kernel/problem.js';
import { BOOK, type Book } from '#book/book.js';
import { LIVE_FACTS } from '#book/live.answers.js';
import { whileAdmitted } from '#book/access/while-admitted.js';
import { Live } from '#book/live.js';
import { Answers } from './description/answers.js';
import { LiveParameters } from './parameters.js';
import { POSITION } from '#book/position.js';
import { Needs } from './guard/needs.js';

const NEEDS = 'read';

@Controller('v1/live')
@ApiTags('watching')
export class LiveController implements OnModuleDestroy {
  private readonly live: Live;

  constructor(@Inject(BOOK) private readonly book: Book) {
    this.live = new Live(book);
  }

  /** Server-sent events as facts arrive; goes on after Last-Event-ID (or `after`). */
  @Get()
  @Needs(NEEDS)
  @Answers(LIVE_FACTS, { type: 'text/event-stream' })
  @ApiOperation({ summary: 'Positions and counters as facts arrive' })
  followLive(
    @Headers('last-event-id') lastId: string | undefined,
    @Headers('authorization') authorization: string | undefined,
    @Query() { after = lastId }: LiveParameters,
    @Res() reply: FastifyReply,
  ): void {
    if (after !== undefined && !POSITION.test(after))
      throw new Problem('invalid-request', 'Last-Event-ID must be the id of a message');
    const listener = this.live.listen(after === undefined ? undefined : Number(after));
    whileAdmitted(this.book, authorization, NEEDS, listener);
    void reply.headers({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }).send(listener);
  }

  onModuleDestroy(): void {
    this.live.end();
  }
}
