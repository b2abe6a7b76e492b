import { Controller, Get, Headers, Inject, Query, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { whileAdmitted } from '#book/access/while-admitted.js';
import { BOOK, type Book } from '#book/book.js';
import { EventStream } from '#book/event-stream.js';
import { POSITION } from '#book/position.js';
import { EVENT } from '#figures/journal/journal.answers.js';
import { Problem } from '#kernel/problem.js';
import { Answers } from './description/answers.js';
import { given } from './given.js';
import { Needs } from './guard/needs.js';
import { EventStreamParameters } from './parameters.js';

const NEEDS = 'read:records';

@Controller('v1/events/stream')
@ApiTags('watching')
export class EventStreamController implements OnModuleDestroy {
  private readonly streams = new Set<Readable>();

  constructor(@Inject(BOOK) private readonly book: Book) {}

  /** The journal as server-sent events; goes on after Last-Event-ID (or `after`), without one after what there is. */
  @Get()
  @Needs(NEEDS)
  @Answers(EVENT, { type: 'text/event-stream' })
  @ApiOperation({ summary: 'Every event as it is recorded' })
  followEvents(
    @Headers('last-event-id') lastId: string | undefined,
    @Req() { headers }: FastifyRequest,
    @Query() { after = lastId, ...asked }: EventStreamParameters,
    @Res() reply: FastifyReply,
  ): void {
    if (after !== undefined && !POSITION.test(after))
      throw new Problem('invalid-request', 'Last-Event-ID must be the id of a message');
    const from = after === undefined ? this.book.models.position : Number(after);
    const stream = new EventStream(this.book, given(asked), from);
    this.streams.add(stream);
    stream.once('close', () => this.streams.delete(stream));
    whileAdmitted(this.book, headers, NEEDS, {}, stream);
    void reply.headers({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }).send(stream);
  }

  onModuleDestroy(): void {
    // They would hold up the end of the process.
    for (const stream of this.streams) stream.destroy();
  }
}
