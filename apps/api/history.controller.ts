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
import { ApiTags } from '@nestjs/swagger';
import { CancelReplay, ListReplays, PreviewPolicy, Rebuild, ShowReplay, StartReplay } from './dispatch.js';
import { ReadParameters } from './parameters.js';
import { POLICY_KINDS, type PolicyKind } from '#book/preview.js';
import { WaitForPosition } from './wait.interceptor.js';

const KINDS = Object.fromEntries(POLICY_KINDS.map((kind) => [kind, kind]));

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
  @HttpCode(202)
  startReplay(@Body() request: unknown, @Query() _: ReadParameters): Promise<unknown> {
    return this.commands.execute(new StartReplay({ request }));
  }

  @Get('replays')
  listReplays(@Query() _: ReadParameters): Promise<unknown> {
    return this.queries.execute(new ListReplays({}));
  }

  @Get('replays/:id')
  showReplay(@Param('id') id: string, @Query() _: ReadParameters): Promise<unknown> {
    return this.queries.execute(new ShowReplay({ id }));
  }

  @Delete('replays/:id')
  cancelReplay(@Param('id') id: string, @Query() _: ReadParameters): Promise<unknown> {
    return this.commands.execute(new CancelReplay({ id }));
  }

  @Post('policies/:kind/preview')
  @HttpCode(200)
  previewPolicy(
    @Param('kind', new ParseEnumPipe(KINDS)) kind: PolicyKind,
    @Body() body: unknown,
    @Query() _: ReadParameters,
  ): Promise<unknown> {
    return this.queries.execute(new PreviewPolicy({ kind, body }));
  }

  @Post('rebuild')
  @HttpCode(202)
  rebuild(@Query() _: ReadParameters): Promise<unknown> {
    return this.commands.execute(new Rebuild({}));
  }
}
