import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ReadLog } from './dispatch.js';
import { LogParameters } from './parameters.js';

/** The log itself, for copies of it: every event as it is stored, also one that no read model can take. */
@Controller('v1')
@ApiTags('history')
export class LogController {
  constructor(private readonly queries: QueryBus) {}

  @Get('log')
  readLog(@Query() { after, limit, stream }: LogParameters): Promise<unknown> {
    return this.queries.execute(new ReadLog({ after: Number(after ?? 0), limit, stream }));
  }
}
