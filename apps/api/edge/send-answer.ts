import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { map, type Observable } from 'rxjs';
import { HeldAnswer } from '#book/reading/readers.js';

/** Milliseconds after which a client that takes nothing of its answer is given up. */
const TAKEN_TIMEOUT = 30_000;

/** Sends answers that are bytes already, piece by piece, as fast as the client takes them. */
@Injectable()
export class SendAnswer implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((body: unknown) => (body instanceof HeldAnswer ? bodyOf(body, reply) : body)));
  }
}

function bodyOf(answer: HeldAnswer, reply: FastifyReply): Buffer | Readable {
  void reply.header('content-type', 'application/json; charset=utf-8').header('content-length', String(answer.bytes));
  if (answer.pieces === 1) return Buffer.from(answer.next() ?? []);
  let giveUp: NodeJS.Timeout | undefined;
  return new Readable({
    read() {
      clearTimeout(giveUp);
      giveUp = setTimeout(() => reply.raw.destroy(), TAKEN_TIMEOUT);
      this.push(answer.next() ?? null);
    },
    destroy(error, done) {
      clearTimeout(giveUp);
      answer.drop();
      done(error);
    },
  });
}
