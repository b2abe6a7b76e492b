import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Problem } from '#kernel/problem.js';
import { BULK_RESULT, BULK_STOPPED } from '#ledger/ledger.answers.js';
import { Answers } from './description/answers.js';
import { RECORDING } from './description/problems.js';
import { RecordMany } from './messages.js';
import { BulkParameters } from './parameters.js';
import { NdjsonBody } from './edge/ndjson.js';
import { Needs } from './guard/needs.js';

@Controller('v1')
@ApiTags('facts')
export class BulkController {
  constructor(private readonly commands: CommandBus) {}

  /** NDJSON of any length, read as fast as it is recorded: one `{"type": …, "data": …}` a line. A bad line never stops the others. */
  @Post('bulk')
  @Needs('emit')
  @HttpCode(200)
  @Answers(BULK_RESULT, { problems: RECORDING, problem: BULK_STOPPED })
  async recordMany(@Body() body: unknown, @Query() { quiet }: BulkParameters) {
    if (!(body instanceof NdjsonBody))
      throw new Problem('unsupported-media-type', 'send application/x-ndjson: one object a line');
    const result = await this.commands.execute(new RecordMany({ lines: body.lines(), quiet: quiet === 'true' }));
    return result;
  }
}
