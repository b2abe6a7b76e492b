import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AUDIT_PAGE } from '#book/access/audit.answers.js';
import { Answers } from './description/answers.js';
import { given } from './given.js';
import { Needs } from './guard/needs.js';
import { ListAudit } from './messages.js';
import { AuditParameters } from './parameters.js';

/** Who asked for what. Asking that is written down, too. */
@Controller('v1')
@ApiTags('access')
export class AuditController {
  constructor(private readonly queries: QueryBus) {}

  /** In the order of answers; all that was answered before this is asked is in it. */
  @Get('audit')
  @Needs('audit')
  @Answers(AUDIT_PAGE)
  listAudit(@Query() { after, ...asked }: AuditParameters) {
    return this.queries.execute(new ListAudit({ ...given(asked), after: Number(after ?? 0), limit: asked.limit }));
  }
}
