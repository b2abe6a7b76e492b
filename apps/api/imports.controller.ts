import { Body, Controller, Delete, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { IMPORT, IMPORT_PRESETS, IMPORT_REFUSALS, IMPORTS } from '#book/importing/import.answers.js';
import { Problem } from '#kernel/problem.js';
import { Answers } from './description/answers.js';
import { FileBody, TakesFile } from './edge/file-body.js';
import { given } from './given.js';
import { Needs } from './guard/needs.js';
import { ImportParameters } from './imports.parameters.js';
import { ListImportPresets, ListImportRefusals, ListImports, ShowImport, StartImport, StopImport } from './messages.js';
import { RefusalParameters } from './parameters.js';

/** Files of other systems as facts. */
@Controller('v1/imports')
@ApiTags('imports')
export class ImportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * The body is the file as it is, of any type, or a form (multipart/form-data) with `file`, `map` and, by their names, further tables for the
   * map. The name of the file says what it is: .csv, .tsv, .txt, .xlsx and .xml (UBL) go through a preset or a map, the lines of .ndjson and .jsonl are
   * facts, .gz of each is unpacked. Without a preset or a map it is answered how the file could be mapped, and
   * nothing is recorded. 200 when it is over, 202 when it goes on. Ids make it safe to send the same file again.
   */
  @Post()
  @Needs('emit')
  @TakesFile()
  @Answers(IMPORT, {
    status: [200, 202],
    problems: [
      'bad-import',
      'too-many-imports',
      'log-unavailable',
      'storage-full',
      'known-out-of-order',
      'clock-unsure',
      'log-tampered',
    ],
  })
  async startImport(
    @Body() body: unknown,
    @Query() { dryRun, quiet, ...said }: ImportParameters,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (!(body instanceof FileBody))
      throw new Problem('invalid-request', 'there is no body: send the file as it is, or a form with it');
    if (!body.isForm && said.name === undefined)
      throw new Problem('invalid-request', 'name must say what the file is called: its ending says what it is');
    const request = { ...given(said), dryRun: dryRun === 'true', quiet: quiet === 'true' };
    const { isOver, status } = await this.commands.execute(new StartImport({ sent: body.parts(), request }));
    void reply.status(isOver ? 200 : 202);
    return status;
  }

  @Get()
  @Needs('emit')
  @Answers(IMPORTS)
  listImports() {
    return this.queries.execute(new ListImports({}));
  }

  @Get('presets')
  @Needs('any')
  @Answers(IMPORT_PRESETS)
  listImportPresets() {
    return this.queries.execute(new ListImportPresets({}));
  }

  @Get(':id')
  @Needs('emit')
  @Answers(IMPORT, { problems: ['not-found'] })
  showImport(@Param('id') id: string) {
    return this.queries.execute(new ShowImport({ id }));
  }

  /** With the numbers of their lines, for as long as the import itself is told of. */
  @Get(':id/refusals')
  @Needs('emit')
  @Answers(IMPORT_REFUSALS, { problems: ['not-found'], table: true })
  listImportRefusals(@Param('id') id: string, @Query() { limit, cursor }: RefusalParameters) {
    return this.queries.execute(new ListImportRefusals({ id, limit, ...given({ cursor }) }));
  }

  /** Ends it where it is; what it has recorded stays. */
  @Delete(':id')
  @Needs('emit')
  @Answers(IMPORT, { problems: ['not-found'] })
  stopImport(@Param('id') id: string) {
    return this.commands.execute(new StopImport({ id }));
  }
}
