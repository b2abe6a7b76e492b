import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { BATCH_CONFLICT, BATCH_TAKEN, EVENT_TAKEN, RESUBMITTED } from '#book/intake/intake.answers.js';
import { readBatch, readBinary, readStructured } from '#book/intake/read-event.js';
import type { Json } from '#kernel/event.js';
import { Type } from 'typebox';
import { Answers } from './description/answers.js';
import { RECORDING } from './description/problems.js';
import { EventsBody, TakesEvents } from './edge/events-body.js';
import { Needs } from './guard/needs.js';
import { Resubmit, TakeBatch, TakeEvent } from './messages.js';

/** What whoever sends events sends with them. */
type Sent = Readonly<Record<string, string | string[] | undefined>>;

/** Events of other systems after CloudEvents 1.0. */
@Controller('v1')
@ApiTags('facts')
export class CloudEventsController {
  constructor(private readonly commands: CommandBus) {}

  /** One event in the structured or the binary form, or a batch. 201 for a new fact, 200 for a repetition, 202 for one that is quarantined; a batch is answered 200. */
  @Post('cloudevents')
  @Needs('emit')
  @TakesEvents()
  @Answers(
    Type.Union([EVENT_TAKEN, BATCH_TAKEN], { description: 'What became of the event, or of those of a batch' }),
    {
      status: [201, 200, 202],
      problems: RECORDING,
      problem: BATCH_CONFLICT,
    },
  )
  async takeCloudEvents(
    @Body() body: unknown,
    @Headers() headers: Sent,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { traceparent } = headers;
    const with_ = typeof traceparent === 'string' ? { traceparent } : {};
    if (body instanceof EventsBody && body.isBatch) {
      void reply.status(200);
      return this.commands.execute(new TakeBatch({ events: readBatch(body.json), ...with_ }));
    }
    const event =
      body instanceof EventsBody ? readStructured(body.json) : readBinary(headers, body as Json | undefined);
    const taken = await this.commands.execute(new TakeEvent({ event, ...with_ }));
    void reply.status(STATUSES[taken.outcome]);
    return taken;
  }

  /** Records what is quarantined after all. */
  @Post('quarantine/:id/resubmit')
  @Needs('admin')
  @HttpCode(200)
  @Answers(RESUBMITTED, { problems: [...RECORDING, 'not-found'] })
  resubmitCloudEvent(@Param('id') id: string, @Body() body: unknown) {
    return this.commands.execute(new Resubmit({ id, body }));
  }
}

const STATUSES = { recorded: 201, duplicate: 200, quarantined: 202, resubmitted: 200, discarded: 200 } as const;
