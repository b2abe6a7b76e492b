import { Body, Controller, HttpCode, Param, Post, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { BACKTEST } from '#subjects/firings/firing.answers.js';
import { Answers } from './description/answers.js';
import { READING } from './description/problems.js';
import { BacktestAlert } from './messages.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

/** What a rule did and would have done: the other routes of alerts are those of their subjects. */
@Controller('v1/alerts')
@ApiTags('things')
@UseInterceptors(WaitForPosition)
export class AlertsController {
  constructor(private readonly queries: QueryBus) {}

  @Post('backtest')
  @Needs('read')
  @HttpCode(200)
  @Answers(BACKTEST, { problems: [...READING, 'unknown-metric', 'unknown-dimension'] })
  backtestRule(@Body() body: unknown) {
    return this.queries.execute(new BacktestAlert({ body }));
  }

  @Post(':id/backtest')
  @Needs('read')
  @HttpCode(200)
  @Answers(BACKTEST, { problems: [...READING, 'not-found'] })
  backtestAlert(@Param('id') id: string, @Body() body: unknown) {
    return this.queries.execute(new BacktestAlert({ id, body }));
  }
}
