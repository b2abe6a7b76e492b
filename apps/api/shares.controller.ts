import { Body, Controller, Get, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { SHARE_BEGUN, SHARED_ANSWER } from '#book/share.answers.js';
import { Answers } from './description/answers.js';
import { ASKING, RECORDING } from './description/problems.js';
import { AnswerShared, BeginShare } from './messages.js';
import { ReadParameters } from './parameters.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

/** Links that show an answer to whoever has one. They are listed and revoked like other things with a name. */
@Controller('v1')
@ApiTags('figures')
@UseInterceptors(WaitForPosition)
export class SharesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** The token is told this once. A pinned share keeps what it shows now; another shows what there is when it is opened. */
  @Post('shares')
  @Needs('read:records')
  @Answers(SHARE_BEGUN, { status: 201, problems: [...RECORDING, ...ASKING] })
  beginShare(@Body() body: unknown, @Query() _: ReadParameters) {
    return this.commands.execute(new BeginShare({ body }));
  }

  @Get('shared/:token')
  @Needs('none')
  @Answers(SHARED_ANSWER, { problems: [...ASKING, 'link-gone'] })
  answerShared(@Param('token') token: string, @Query() _: ReadParameters) {
    return this.queries.execute(new AnswerShared({ token }));
  }
}
