import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { RETENTION_PREVIEW } from '#subjects/retention/retention.answers.js';
import { Answers } from './description/answers.js';
import { READING } from './description/problems.js';
import { Needs } from './guard/needs.js';
import { PreviewRetention } from './messages.js';
import { WaitForPosition } from './wait.interceptor.js';

/** What a rule of retention would do: it is published like any fact. */
@Controller('v1/retention')
@ApiTags('things')
@UseInterceptors(WaitForPosition)
export class RetentionController {
  constructor(private readonly queries: QueryBus) {}

  @Post('preview')
  @Needs('privacy')
  @HttpCode(200)
  @Answers(RETENTION_PREVIEW, { problems: READING })
  previewRetention(@Body() body: unknown) {
    return this.queries.execute(new PreviewRetention({ body }));
  }
}
