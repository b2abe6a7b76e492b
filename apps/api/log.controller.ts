import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from './description/answers.js';
import { LOG_PAGE } from './log.answers.js';
import { ReadLog } from './messages.js';
import { LogParameters } from './parameters.js';
import { Needs } from './guard/needs.js';

/** The log itself, for copies of it: every event as it is stored, also one that no read model can take. */
@Controller('v1')
@ApiTags('history')
export class LogController {
  constructor(private readonly queries: QueryBus) {}

  @Get('log')
  @Needs(['audit', 'personal'])
  @Answers(LOG_PAGE, { problems: ['views-unavailable'] })
  readLog(@Query() { after, limit, stream }: LogParameters) {
    return this.queries.execute(new ReadLog({ after: Number(after ?? 0), limit, stream }));
  }
}
