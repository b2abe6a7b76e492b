import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BOOK, type Book } from './book.js';

@Controller()
export class HealthController {
  constructor(@Inject(BOOK) private readonly book: Book) {}

  /** The process lives. */
  @Get('healthz')
  alive() {
    return { status: 'alive' };
  }

  /** Questions are answered from read models that keep up; 503 with the reasons otherwise. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const troubles = await this.book.troubles();
    void reply.status(troubles.length === 0 ? 200 : 503);
    return {
      status: troubles.length === 0 ? 'ready' : 'not ready',
      position: String(this.book.models.covered),
      troubles,
    };
  }
}
