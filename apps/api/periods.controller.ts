import { Body, Controller, Get, Param, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ClosePeriod, ListClosings, ListRestatements, ShowPeriod } from './dispatch.js';
import { answerReceipt } from './facts.controller.js';
import { PeriodParameters, ReadParameters, RestatementParameters } from './parameters.js';
import type { closePeriod } from '#book/periods.js';
import { WaitForPosition } from './wait.interceptor.js';

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
  async closePeriod(
    @Param('period') period: string,
    @Body() data: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const closed: Awaited<ReturnType<typeof closePeriod>> = await this.commands.execute(
      new ClosePeriod({ period, data }),
    );
    return { ...answerReceipt(closed.receipt, reply), closing: closed.closing };
  }

  @Get()
  listClosings(@Query() _: ReadParameters): Promise<unknown> {
    return this.queries.execute(new ListClosings({}));
  }

  @Get(':period')
  showPeriod(@Param('period') period: string, @Query() { number }: PeriodParameters): Promise<unknown> {
    return this.queries.execute(new ShowPeriod({ period, ...(number !== undefined && { number }) }));
  }

  @Get(':period/restatements')
  listRestatements(
    @Param('period') period: string,
    @Query() { number, cursor, limit }: RestatementParameters,
  ): Promise<unknown> {
    const which = { ...(number !== undefined && { number }), ...(cursor !== undefined && { after: Number(cursor) }) };
    return this.queries.execute(new ListRestatements({ period, limit, ...which }));
  }
}
