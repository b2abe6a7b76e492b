import { Controller, Get, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { Answers } from './description/answers.js';
import { READING } from './description/problems.js';
import { Needs } from './guard/needs.js';
import { DrawRun } from './messages.js';
import { MISSING_GLYPHS } from './missing-glyphs.js';
import { RunParameters } from './parameters.js';
import { WaitForPosition } from './wait.interceptor.js';

const FILE = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary', description: 'The report as a file' });
const TYPES = [
  'text/html',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/csv',
  'application/zip',
] as const;
/** A page that shows itself: what stands in it, and nothing that it would fetch or run. */
const PAGE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

/** The files of scheduled reports. */
@Controller('v1')
@ApiTags('figures')
@UseInterceptors(WaitForPosition)
export class ReportsController {
  constructor(private readonly queries: QueryBus) {}

  /** What the run kept, drawn: the same bytes for the same form, whatever was recorded since. Several tables as CSV are a ZIP archive. */
  @Get('schedules/:id/runs/:run')
  @Needs('read')
  @Answers(FILE, { problems: [...READING, 'not-found'], type: TYPES })
  async drawScheduleRun(
    @Param('id') schedule: string,
    @Param('run') run: string,
    @Query() { format }: RunParameters,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const asked = { schedule, run: runOf(run), ...(format !== undefined && { format }) };
    const { name, type, bytes, missing } = await this.queries.execute(new DrawRun(asked));
    const isPage = type.startsWith('text/html');
    void reply.header('content-type', type);
    void reply.header('content-disposition', `${isPage ? 'inline' : 'attachment'}; filename="${name}"`);
    if (isPage) void reply.header('content-security-policy', PAGE_POLICY);
    if (missing !== '') void reply.header(MISSING_GLYPHS, encodeURIComponent(missing));
    return Buffer.from(bytes);
  }
}

/** @throws Problem for what counts no run */
function runOf(text: string): number {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
  const detail = refusing(text, 'must be the number of a run');
  throw new Problem('invalid-request', `run ${detail}`, [{ field: 'run', detail }]);
}
