import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { BOOK, type Book } from '#book/book.js';
import { MEASURES, type Measures } from './measures.js';

@Controller()
@ApiTags('watching')
export class HealthController {
  constructor(
    @Inject(BOOK) private readonly book: Book,
    @Inject(MEASURES) private readonly measures: Measures,
  ) {}

  /** The process lives. */
  @Get('healthz')
  checkHealth() {
    return { status: 'alive' };
  }

  /** Questions are answered from read models that keep up; 503 with the reasons otherwise. */
  @Get('readyz')
  async checkReadiness(@Res({ passthrough: true }) reply: FastifyReply) {
    const { code, body } = await this.book.readiness.answer();
    void reply.status(code);
    const { models } = this.book;
    return { ...body, position: String(models.position), building: models.building() ?? null };
  }

  /** Measures in the text format of Prometheus. */
  @Get('metrics')
  @ApiOperation({ summary: 'Measures for Prometheus' })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  readMeasures(): Promise<string> {
    return this.measures.registry.metrics();
  }
}
