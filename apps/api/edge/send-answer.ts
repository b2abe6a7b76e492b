import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { from, lastValueFrom, mergeMap, type Observable } from 'rxjs';
import { BOOK, type Book } from '#book/book.js';
import { AskerLeft } from '#book/reading/asker.js';
import { gistOf, type Gist } from '#book/reading/gist.js';
import { HeldAnswer } from '#book/reading/readers.js';
import { Tabular } from '#book/tabular.js';
import { toAsker } from '#kernel/store-away.js';
import { takeFormat, type AskedFormat } from './asked-format.js';
import { Files } from './files.js';
import { isTable } from './is-table.js';
import { bodyOf as bodyOfProblem, FAULT_LOG, problemOf, type FaultLog } from './problem.filter.js';
import { stagesAsked } from './stages.js';
import { takenBy } from './taken.js';
import { toldInEvents } from './told-in-events.js';

const AS_IT_IS: AskedFormat = { format: 'json', bom: false };

/** Sends answers that are bytes already piece by piece, as fast as the client takes them, and tables as what they are asked for. */
@Injectable()
export class SendAnswer implements NestInterceptor, OnModuleDestroy {
  private readonly files: Files;

  constructor(
    @Inject(BOOK) { scratch }: Book,
    @Inject(FAULT_LOG) private readonly log: FaultLog,
  ) {
    this.files = new Files(scratch, (error) => log.error({ err: error }, 'a file broke off'));
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const stages = stagesAsked(context);
    if (stages !== undefined) return from(this.told(stages, next, reply));
    if (!isTable(context)) return next.handle().pipe(mergeMap((body) => this.sent(body, AS_IT_IS, reply)));
    void reply.header('vary', 'accept');
    const asked = takeFormat(http.getRequest<FastifyRequest>());
    return next.handle().pipe(mergeMap((body) => this.sent(body, asked, reply)));
  }

  onModuleDestroy(): void {
    this.files.close();
  }

  private told(stages: readonly string[], next: CallHandler, reply: FastifyReply): Promise<unknown> {
    const answer = async (): Promise<unknown> => {
      const body: unknown = await lastValueFrom(next.handle());
      const whole: unknown = body instanceof Tabular ? await body.whole().catch(askersError) : body;
      reply.request.gist = gistIn(whole);
      return whole;
    };
    // Who has left is told nothing.
    const refusal = (error: unknown): string | undefined =>
      error instanceof AskerLeft ? undefined : bodyOfProblem(problemOf(error, reply.request, this.log));
    return toldInEvents({ stages, answer, refusal }, reply);
  }

  private async sent(body: unknown, { format, bom }: AskedFormat, reply: FastifyReply): Promise<unknown> {
    if (!(body instanceof Tabular)) return bodyOf(body, reply);
    if (format !== 'json') return this.files.send(body.table, { format, bom }, reply);
    return bodyOf(await body.whole().catch(askersError), reply);
  }
}

function askersError(error: unknown): never {
  throw toAsker(error);
}

function bodyOf(answer: unknown, reply: FastifyReply): unknown {
  reply.request.gist = gistIn(answer);
  return answer instanceof HeldAnswer ? bytesOf(answer, reply) : answer;
}

function gistIn(answer: unknown): Gist | undefined {
  return answer instanceof HeldAnswer ? answer.gist : gistOf(answer);
}

function bytesOf(answer: HeldAnswer, reply: FastifyReply): Buffer | Readable {
  void reply.header('content-type', 'application/json; charset=utf-8').header('content-length', String(answer.bytes));
  return answer.pieces === 1 ? Buffer.from(answer.next() ?? []) : takenBy(reply, answer);
}
