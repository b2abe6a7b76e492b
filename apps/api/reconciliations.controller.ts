import { Body, Controller, HttpCode, Post, Query, UseInterceptors } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Problem } from '#kernel/problem.js';
import { RECONCILIATION } from '#subjects/reconciliations/reconciliation.answers.js';
import { Answers } from './description/answers.js';
import { ASKING, IN_SQL, RECORDING } from './description/problems.js';
import { FileBody, TakesFile } from './edge/file-body.js';
import { given } from './given.js';
import { Needs } from './guard/needs.js';
import { Reconcile, ReconcileFile } from './messages.js';
import { ReconciledFileParameters } from './reconciliations.parameters.js';
import { WaitForPosition } from './wait.interceptor.js';

/** Figures of other systems held against ours. What is found is kept, and shown as other things are. */
@Controller('v1/reconciliations')
@ApiTags('imports')
@UseInterceptors(WaitForPosition)
export class ReconciliationsController {
  constructor(private readonly commands: CommandBus) {}

  /** Control totals of a period, of parts of it or of its days, against the same figures as known now. */
  @Post()
  @Needs('read:records')
  @HttpCode(200)
  @Answers(RECONCILIATION, { problems: [...ASKING, ...RECORDING] })
  reconcile(@Body() body: unknown) {
    return this.commands.execute(new Reconcile({ body }));
  }

  /**
   * The documents of a file against the sales and credits of a period, one by one. The body is the file, or a form, as for an import, and goes
   * through the same maps and presets: facts of sales and credits are documents, and so are rows of the type Document with id, amount (without
   * tax, credits below 0), occurredAt, currency and customerId, of which id and amount must be there. A file with columns id, amount, date,
   * currency and customer needs no map. It is answered when all is compared.
   */
  @Post('file')
  @Needs('read:records')
  @HttpCode(200)
  @TakesFile()
  @Answers(RECONCILIATION, { problems: [...IN_SQL, ...RECORDING, 'bad-import', 'too-many-imports'] })
  reconcileFile(@Body() body: unknown, @Query() { position: _position, ...said }: ReconciledFileParameters) {
    if (!(body instanceof FileBody))
      throw new Problem('invalid-request', 'there is no body: send the file as it is, or a form with it');
    if (!body.isForm && said.name === undefined)
      throw new Problem('invalid-request', 'name must say what the file is called: its ending says what it is');
    return this.commands.execute(new ReconcileFile({ sent: body.parts(), request: given(said) }));
  }
}
