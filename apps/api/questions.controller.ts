import { Body, Controller, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { checkDays, parseQuestionPeriod, questionFromParameters } from '#figures/question.js';
import { parseQuestionDay } from '#figures/question-day.js';
import {
  AskQuestion,
  ExplainDifference,
  ListDimensionValues,
  ListFigures,
  ListMetrics,
  ListRecords,
} from './messages.js';
import { DIMENSION_VALUES, FIGURES_ANSWER, METRICS, QUERY_ANSWER, RECORDS } from '#figures/figure.answers.js';
import { EXPLANATION } from '#book/explanation.answers.js';
import { Answers } from './description/answers.js';
import { ASKING, ON_CLOCKS, READING, WAITING } from './description/problems.js';
import { OF_QUESTIONS, QuestionParameters } from './description/question-parameters.js';
import { FiguresParameters } from './parameters.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

/** The routes that answer with figures. Questions are read by the catalogue's parser, which says what is possible. */
@Controller('v1')
@ApiTags('figures')
@UseInterceptors(WaitForPosition)
export class QuestionsController {
  constructor(private readonly queries: QueryBus) {}

  @Post('query')
  @Needs('read', { ofRows: true, ofGroups: true })
  @HttpCode(200)
  @Answers(QUERY_ANSWER, { problems: ASKING, table: true })
  query(@Body() question: unknown) {
    return this.queries.execute(new AskQuestion({ question }));
  }

  @Get('query')
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(QUERY_ANSWER, { problems: ASKING, table: true })
  @QuestionParameters('metrics', ...OF_QUESTIONS)
  queryByParameters(@Query() parameters: Record<string, unknown>) {
    return this.query(questionFromParameters(parameters));
  }

  @Post('explain')
  @Needs('read:records', { ofRows: true })
  @HttpCode(200)
  @Answers(EXPLANATION, { problems: ASKING })
  explain(@Body() question: unknown) {
    return this.queries.execute(new ExplainDifference({ question }));
  }

  @Get('records')
  @Needs('read:records', { ofRows: true })
  @Answers(RECORDS, { problems: ASKING, table: true })
  @QuestionParameters(
    'metric',
    ...[
      'from',
      'to',
      'period',
      'asOf',
      'knownAt',
      'currency',
      'rates',
      'organisation',
      'includeExcluded',
      'replay',
      'limit',
      'cursor',
      'position',
    ],
  )
  listRecords(@Query() parameters: Record<string, unknown>) {
    return this.queries.execute(new ListRecords({ parameters }));
  }

  @Get('metrics')
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(METRICS, { problems: WAITING })
  listMetrics() {
    return this.queries.execute(new ListMetrics({}));
  }

  @Get('dimensions/:name')
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(DIMENSION_VALUES, { problems: [...READING, 'unknown-dimension'] })
  listDimensionValues(@Param('name') name: string) {
    return this.queries.execute(new ListDimensionValues({ name }));
  }

  @Get('figures')
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(FIGURES_ANSWER, { problems: [...ON_CLOCKS, 'instant-not-supported'] })
  listFigures(@Query() { from, to, period, grain, ...clocks }: FiguresParameters) {
    checkDays({ from, to, period });
    const days = {
      ...(from !== undefined && { from: parseQuestionDay('from', from) }),
      ...(to !== undefined && { to: parseQuestionDay('to', to) }),
      ...(period !== undefined && { period: parseQuestionPeriod(period) }),
    };
    return this.queries.execute(new ListFigures({ ...clocks, ...days, ...(grain !== undefined && { grain }) }));
  }
}
