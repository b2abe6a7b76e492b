import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { BOOK, type Book } from '#book/book.js';
import { whatWaits } from '#book/what-waits.js';
import { mayNow } from '#book/access/principal.js';
import type { Health } from '#platform/health.js';
import { Answers } from './description/answers.js';
import { HEALTHY, MEASURED, READINESS } from './health.answers.js';
import { Needs } from './guard/needs.js';

/** Under which Nest knows how the process is. */
export const HEALTH = Symbol('health');

@Controller()
@ApiTags('watching')
export class HealthController {
  constructor(
    @Inject(BOOK) private readonly book: Book,
    @Inject(HEALTH) private readonly health: Health,
  ) {}

  /** The process lives. */
  @Get('healthz')
  @Needs('none')
  @Answers(HEALTHY)
  checkHealth() {
    return this.health.alive();
  }

  /** Questions are answered from read models that keep up; 503 with the reasons otherwise. Where keys are asked for, the reasons need one with `metrics`. */
  @Get('readyz')
  @Needs('none')
  @Answers(READINESS, { status: [200, 503] })
  async checkReadiness(@Res({ passthrough: true }) reply: FastifyReply) {
    const { models } = this.book;
    const more = { position: String(models.position), building: models.building() ?? null };
    const { code, body } = await this.health.ready(more);
    void reply.status(code);
    if (!mayNow('metrics')) return { status: body.status };
    // While the read models do not answer, nobody is kept waiting for what they would say.
    return code === 200 ? { ...body, waits: await whatWaits(this.book) } : body;
  }

  /** Measures in the text format of Prometheus. */
  @Get('metrics')
  @Needs('metrics')
  @Answers(MEASURED, { type: 'text/plain' })
  @ApiOperation({ summary: 'Measures for Prometheus' })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  readMeasures(): Promise<string> {
    return this.health.measures.metrics();
  }
}
