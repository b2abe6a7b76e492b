import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseEnumPipe,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { REBUILD, REPLAY, REPLAYS } from '#book/replays/replay.answers.js';
import { Problem } from '#kernel/problem.js';
import { POLICY_PREVIEW } from '#subjects/policies/preview.answers.js';
import { Answers } from './description/answers.js';
import { READING, WAITING } from './description/problems.js';
import { CancelReplay, ListReplays, PreviewPolicy, Rebuild, ShowReplay, StartReplay } from './messages.js';
import { ReadParameters } from './parameters.js';
import { POLICY_KINDS, type PolicyKind } from '#book/preview.js';
import { WaitForPosition } from './wait.interceptor.js';
import { Needs } from './guard/needs.js';

const KINDS = Object.fromEntries(POLICY_KINDS.map((kind) => [kind, kind]));

function noSuchKind(): Problem {
  const detail = `must be one of ${POLICY_KINDS.join(', ')}`;
  return new Problem('invalid-request', `kind ${detail}`, [{ field: 'kind', detail }]);
}

/** History told again: replays, policies that are only tried, the read models built anew. */
@Controller('v1')
@ApiTags('history')
@UseInterceptors(WaitForPosition)
export class HistoryController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('replays')
  @Needs('replay')
  @HttpCode(202)
  @Answers(REPLAY, { status: 202, problems: [...READING, 'too-many-replays', 'log-unavailable'] })
  startReplay(@Body() request: unknown, @Query() _: ReadParameters) {
    return this.commands.execute(new StartReplay({ request }));
  }

  @Get('replays')
  @Needs('replay')
  @Answers(REPLAYS, { problems: WAITING })
  listReplays(@Query() _: ReadParameters) {
    return this.queries.execute(new ListReplays({}));
  }

  @Get('replays/:id')
  @Needs('replay')
  @Answers(REPLAY, { problems: [...WAITING, 'not-found'] })
  showReplay(@Param('id') id: string, @Query() _: ReadParameters) {
    return this.queries.execute(new ShowReplay({ id }));
  }

  @Delete('replays/:id')
  @Needs('replay')
  @Answers(REPLAY, { problems: [...WAITING, 'not-found'] })
  cancelReplay(@Param('id') id: string, @Query() _: ReadParameters) {
    return this.commands.execute(new CancelReplay({ id }));
  }

  @Post('policies/:kind/preview')
  @Needs('policy')
  @ApiParam({ name: 'kind', enum: POLICY_KINDS })
  @HttpCode(200)
  @Answers(POLICY_PREVIEW, { problems: [...READING, 'amount-out-of-range'] })
  previewPolicy(
    @Param('kind', new ParseEnumPipe(KINDS, { exceptionFactory: noSuchKind })) kind: PolicyKind,
    @Body() body: unknown,
    @Query() _: ReadParameters,
  ) {
    return this.queries.execute(new PreviewPolicy({ kind, body }));
  }

  @Post('rebuild')
  @Needs('admin')
  @HttpCode(202)
  @Answers(REBUILD, { status: 202, problems: [...READING, 'undecodable-event', 'log-unavailable'] })
  rebuild(@Query() _: ReadParameters) {
    return this.commands.execute(new Rebuild({}));
  }
}
