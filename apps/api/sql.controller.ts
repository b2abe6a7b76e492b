import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { SQL_ANSWER } from '#book/sql.answers.js';
import { Answers } from './description/answers.js';
import { IN_SQL } from './description/problems.js';
import { AskSql } from './messages.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

/** Questions in SQL: one SELECT over the signed facts. */
@Controller('v1')
@ApiTags('figures')
@UseInterceptors(WaitForPosition)
export class SqlController {
  constructor(private readonly queries: QueryBus) {}

  @Post('sql')
  @Needs('read:records')
  @HttpCode(200)
  @Answers(SQL_ANSWER, { problems: IN_SQL, table: true })
  askSql(@Body() question: unknown) {
    return this.queries.execute(new AskSql({ question }));
  }
}
