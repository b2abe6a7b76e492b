import { Body, Controller, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { parseQuestionDay, questionFromParameters } from '#figures/question.js';
import {
  AskQuestion,
  ExplainDifference,
  ListCohorts,
  ListDimensionValues,
  ListFigures,
  ListMetrics,
  ListOverdue,
  ListRecords,
  ScoreCustomers,
} from './dispatch.js';
import { given } from './given.js';
import { ClockParameters, CohortParameters, FiguresParameters, OverdueParameters } from './parameters.js';
import { readRecordsParameters } from '#book/records.js';
import { WaitForPosition } from './wait.interceptor.js';

/** The routes that answer with figures. Questions are read by the catalogue's parser, which says what is possible. */
@Controller('v1')
@UseInterceptors(WaitForPosition)
export class QuestionsController {
  constructor(private readonly queries: QueryBus) {}

  @Post('query')
  @HttpCode(200)
  query(@Body() question: unknown): Promise<unknown> {
    return this.queries.execute(new AskQuestion({ question }));
  }

  @Get('query')
  queryByParameters(@Query() parameters: Record<string, unknown>): Promise<unknown> {
    return this.query(questionFromParameters(parameters));
  }

  @Post('explain')
  @HttpCode(200)
  explain(@Body() question: unknown): Promise<unknown> {
    return this.queries.execute(new ExplainDifference({ question }));
  }

  @Get('records')
  records(@Query() parameters: Record<string, unknown>): Promise<unknown> {
    return this.queries.execute(new ListRecords(readRecordsParameters(parameters)));
  }

  @Get('metrics')
  metrics(): Promise<unknown> {
    return this.queries.execute(new ListMetrics({}));
  }

  @Get('dimensions/:name')
  dimension(@Param('name') name: string): Promise<unknown> {
    return this.queries.execute(new ListDimensionValues({ name }));
  }

  @Get('figures')
  figures(@Query() { from, to, grain, ...clocks }: FiguresParameters): Promise<unknown> {
    const days = {
      ...(from !== undefined && { from: parseQuestionDay('from', from) }),
      ...(to !== undefined && { to: parseQuestionDay('to', to) }),
    };
    return this.queries.execute(new ListFigures({ ...clocks, ...days, ...(grain !== undefined && { grain }) }));
  }

  @Get('cohorts')
  cohorts(@Query() parameters: CohortParameters): Promise<unknown> {
    return this.queries.execute(new ListCohorts(parameters));
  }

  @Get('rfm')
  rfm(@Query() parameters: ClockParameters): Promise<unknown> {
    return this.queries.execute(new ScoreCustomers(parameters));
  }

  @Get('overdue')
  overdue(@Query() { position: _position, ...parameters }: OverdueParameters): Promise<unknown> {
    return this.queries.execute(new ListOverdue(given(parameters)));
  }
}
