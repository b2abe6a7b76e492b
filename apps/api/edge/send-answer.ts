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
import { mergeMap, type Observable } from 'rxjs';
import { BOOK, type Book } from '#book/book.js';
import { gistOf } from '#book/reading/gist.js';
import { HeldAnswer } from '#book/reading/readers.js';
import { Tabular } from '#book/tabular.js';
import { toAsker } from '#kernel/store-away.js';
import { takeFormat, type AskedFormat } from './asked-format.js';
import { Files } from './files.js';
import { isTable } from './is-table.js';
import { FAULT_LOG, type FaultLog } from './problem.filter.js';
import { takenBy } from './taken.js';

const AS_IT_IS: AskedFormat = { format: 'json', bom: false };

/** Sends answers that are bytes already piece by piece, as fast as the client takes them, and tables as what they are asked for. */
@Injectable()
export class SendAnswer implements NestInterceptor, OnModuleDestroy {
  private readonly files: Files;

  constructor(@Inject(BOOK) { scratch }: Book, @Inject(FAULT_LOG) log: FaultLog) {
    this.files = new Files(scratch, (error) => log.error({ err: error }, 'a file broke off'));
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (!isTable(context)) return next.handle().pipe(mergeMap((body) => this.sent(body, AS_IT_IS, reply)));
    void reply.header('vary', 'accept');
    const asked = takeFormat(http.getRequest<FastifyRequest>());
    return next.handle().pipe(mergeMap((body) => this.sent(body, asked, reply)));
  }

  onModuleDestroy(): void {
    this.files.close();
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
  reply.request.gist = answer instanceof HeldAnswer ? answer.gist : gistOf(answer);
  return answer instanceof HeldAnswer ? bytesOf(answer, reply) : answer;
}

function bytesOf(answer: HeldAnswer, reply: FastifyReply): Buffer | Readable {
  void reply.header('content-type', 'application/json; charset=utf-8').header('content-length', String(answer.bytes));
  return answer.pieces === 1 ? Buffer.from(answer.next() ?? []) : takenBy(reply, answer);
}
