import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { QUERY_ANSWER } from '#figures/figure.answers.js';
import { DASHBOARD_ANSWER } from '#book/dashboard.answers.js';
import { Answers } from './description/answers.js';
import { ASKING } from './description/problems.js';
import { given } from './given.js';
import { AnswerDashboard, AskSaved } from './messages.js';
import { SavedParameters } from './parameters.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

/** The routes that answer what is kept under a name. */
@Controller('v1')
@ApiTags('figures')
@UseInterceptors(WaitForPosition)
export class SavedController {
  constructor(private readonly queries: QueryBus) {}

  /** As `POST /v1/query` answers its question; what is named here takes the place of what it says. */
  @Get('questions/:id/answer')
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(QUERY_ANSWER, { problems: ASKING, table: true })
  answerQuestion(@Param('id') id: string, @Query() { position: _position, ...replacing }: SavedParameters) {
    return this.queries.execute(new AskSaved({ id, replacing: given(replacing) }));
  }

  /** All tiles from one consistent state; one that cannot be answered says why. What is named here holds for every tile. */
  @Get('dashboards/:id/answer')
  @Needs('read', { ofRows: true, ofGroups: true })
  @Answers(DASHBOARD_ANSWER, { problems: ASKING })
  answerDashboard(@Param('id') id: string, @Query() { position: _position, ...replacing }: SavedParameters) {
    return this.queries.execute(new AnswerDashboard({ id, replacing: given(replacing) }));
  }
}
