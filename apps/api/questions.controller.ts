import { Body, Controller, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { parseQuestionDay, questionFromParameters } from '#figures/question.js';
import {
  AskQuestion,
  ExplainDifference,
  ListDimensionValues,
  ListFigures,
  ListMetrics,
  ListRecords,
} from './dispatch.js';
import { QuestionParameters } from './description/question-parameters.js';
import { FiguresParameters } from './parameters.js';
import { readRecordsParameters } from '#book/records.js';
import { WaitForPosition } from './wait.interceptor.js';

/** The routes that answer with figures. Questions are read by the catalogue's parser, which says what is possible. */
@Controller('v1')
@ApiTags('figures')
@UseInterceptors(WaitForPosition)
export class QuestionsController {
  constructor(private readonly queries: QueryBus) {}

  @Post('query')
  @HttpCode(200)
  query(@Body() question: unknown): Promise<unknown> {
    return this.queries.execute(new AskQuestion({ question }));
  }

  @Get('query')
  @QuestionParameters('metrics', 'by', 'grain', 'from', 'to', 'asOf', 'knownAt', 'compare', 'replay', 'position')
  queryByParameters(@Query() parameters: Record<string, unknown>): Promise<unknown> {
    return this.query(questionFromParameters(parameters));
  }

  @Post('explain')
  @HttpCode(200)
  explain(@Body() question: unknown): Promise<unknown> {
    return this.queries.execute(new ExplainDifference({ question }));
  }

  @Get('records')
  @QuestionParameters('metric', 'from', 'to', 'asOf', 'knownAt', 'replay', 'limit', 'cursor', 'position')
  listRecords(@Query() parameters: Record<string, unknown>): Promise<unknown> {
    return this.queries.execute(new ListRecords(readRecordsParameters(parameters)));
  }

  @Get('metrics')
  listMetrics(): Promise<unknown> {
    return this.queries.execute(new ListMetrics({}));
  }

  @Get('dimensions/:name')
  listDimensionValues(@Param('name') name: string): Promise<unknown> {
    return this.queries.execute(new ListDimensionValues({ name }));
  }

  @Get('figures')
  listFigures(@Query() { from, to, grain, ...clocks }: FiguresParameters): Promise<unknown> {
    const days = {
      ...(from !== undefined && { from: parseQuestionDay('from', from) }),
      ...(to !== undefined && { to: parseQuestionDay('to', to) }),
    };
    return this.queries.execute(new ListFigures({ ...clocks, ...days, ...(grain !== undefined && { grain }) }));
  }
}
