import { Body, Controller, Get, Param, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CLOSED_PERIOD, CLOSING_RECEIPT, CLOSINGS, RESTATEMENTS } from '#book/period.answers.js';
import { Answers } from './description/answers.js';
import { ON_CLOCKS, READING, RECORDING } from './description/problems.js';
import { ClosePeriod, ListClosings, ListRestatements, ShowPeriod } from './messages.js';
import { given } from './given.js';
import { answerReceipt } from './facts.controller.js';
import { ReadParameters, RestatementParameters, ShowPeriodParameters } from './parameters.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

/** Closed periods: figures that stay as they were, and what came later. */
@Controller('v1/periods')
@ApiTags('periods')
@UseInterceptors(WaitForPosition)
export class PeriodsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post(':period/close')
  @Needs('close')
  @Answers(CLOSING_RECEIPT, { status: [201, 200], problems: [...RECORDING, ...ON_CLOCKS, 'period-not-over'] })
  async closePeriod(
    @Param('period') period: string,
    @Body() data: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const closed = await this.commands.execute(new ClosePeriod({ period, data }));
    return { ...answerReceipt(closed.receipt, reply), closing: closed.closing };
  }

  @Get()
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(CLOSINGS, { problems: READING })
  listClosings(@Query() _: ReadParameters) {
    return this.queries.execute(new ListClosings({}));
  }

  @Get(':period')
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(CLOSED_PERIOD, { problems: [...ON_CLOCKS, 'closing-broken'], table: true })
  showPeriod(@Param('period') period: string, @Query() { number, by }: ShowPeriodParameters) {
    return this.queries.execute(new ShowPeriod({ period, ...given({ number, by }) }));
  }

  @Get(':period/restatements')
  @Needs('read:records')
  @Answers(RESTATEMENTS, { problems: [...ON_CLOCKS, 'closing-broken'] })
  listRestatements(@Param('period') period: string, @Query() { number, cursor, limit }: RestatementParameters) {
    const which = { ...(number !== undefined && { number }), ...(cursor !== undefined && { after: Number(cursor) }) };
    return this.queries.execute(new ListRestatements({ period, limit, ...which }));
  }
}
