import { Controller, Get, Headers, Inject, Query, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.js';
import { BOOK, type Book } from '#book/book.js';
import { LIVE_FACTS } from '#book/live.answers.js';
import { whileAdmitted } from '#book/access/while-admitted.js';
import { Live } from '#book/live.js';
import { Answers } from './description/answers.js';
import { LiveParameters } from './parameters.js';
import { isNarrowedNow } from '#book/access/narrowing.js';
import { POSITION, POSITION_TOLD } from '#book/position.js';
import { Needs } from './guard/needs.js';

const NEEDS = 'read';
const MADE = { ofRows: true, ofGroups: true } as const;

@Controller('v1/live')
@ApiTags('watching')
export class LiveController implements OnModuleDestroy {
  private readonly live: Live;

  constructor(@Inject(BOOK) private readonly book: Book) {
    this.live = new Live(book);
  }

  /** Server-sent events as facts arrive; goes on after Last-Event-ID (or `after`). */
  @Get()
  @Needs(NEEDS, MADE)
  @Answers(LIVE_FACTS, { type: 'text/event-stream' })
  @ApiOperation({ summary: 'Positions and counters as facts arrive' })
  followLive(
    @Headers('last-event-id') lastId: string | undefined,
    @Req() { headers }: FastifyRequest,
    @Query() { after = lastId }: LiveParameters,
    @Res() reply: FastifyReply,
  ): void {
    const listener = this.live.listen(after === undefined ? undefined : positionIn(after));
    whileAdmitted(this.book, headers, NEEDS, MADE, listener);
    void reply.headers({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }).send(listener);
  }

  onModuleDestroy(): void {
    this.live.end();
  }
}

/** Who sees a part only is told all counters anew, wherever their stream broke off. @throws Problem `invalid-request` */
function positionIn(after: string): number | undefined {
  const narrowed = isNarrowedNow();
  if (!(narrowed ? POSITION_TOLD : POSITION).test(after))
    throw new Problem('invalid-request', 'Last-Event-ID must be the id of a message');
  return narrowed ? undefined : Number(after);
}
