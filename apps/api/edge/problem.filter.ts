import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.js';
import { problemShown } from '#kernel/problem-shown.js';
import type { ProblemCode } from '#kernel/problems.js';
import { AskerLeft } from '#book/reading/asker.js';

/** What faults are reported to. */
export interface FaultLog {
  error(details: object, message: string): void;
}
export const FAULT_LOG = Symbol('fault log');

/** What passes by itself, or when somebody makes room, and the seconds after which it may be asked again. */
const PASSING = [429, 503, 507];
const RETRY_AFTER = '2';

/** Everything thrown becomes an RFC 9457 problem: what the caller can mend says how, a fault says nothing of its insides. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(FAULT_LOG) private readonly log: FaultLog) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    // Nobody reads it: the socket is closed.
    if (thrown instanceof AskerLeft) return void reply.hijack();
    const problem = problemOf(thrown, request, this.log);
    void reply
      .status(problem.status)
      .header('content-type', PROBLEM_TYPE)
      .headers(adviceFor(problem.status, reply))
      .send(bodyOf(problem));
  }
}

/** What was thrown while a request was answered, as a problem; a fault is reported. */
export function problemOf(thrown: unknown, request: FastifyRequest, log: FaultLog): Problem {
  const problem = toProblem(thrown);
  if (problem.code === 'internal')
    log.error(
      { err: thrown, method: request.method, route: request.routeOptions.url, requestId: request.id },
      'a request failed',
    );
  return problem;
}

/** Headers that say when to ask again, or with what. */
function adviceFor(status: number, reply: FastifyReply): Readonly<Record<string, string>> {
  if (status === 401) return { 'www-authenticate': 'Bearer realm="tallybook"' };
  return PASSING.includes(status) && !reply.hasHeader('retry-after') ? { 'retry-after': RETRY_AFTER } : {};
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** A problem as RFC 9457 has it. */
export function bodyOf(problem: Problem): string {
  return JSON.stringify(problemShown(problem));
}

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid-request',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  414: 'invalid-request',
  415: 'unsupported-media-type',
  431: 'invalid-request',
};

/** Faults and what the framework refuses by itself, as problems. */
function toProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const status = statusOf(thrown);
  const code = BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'invalid-request' : 'internal');
  if (code === 'internal')
    return new Problem('internal', 'something went wrong on our side: the same request may be sent again');
  return new Problem(code, ADVICE[code] ?? (thrown as Error).message);
}

const ADVICE: Readonly<Partial<Record<ProblemCode, string>>> = {
  'unsupported-media-type': 'send application/json, or application/x-ndjson to /v1/bulk',
};

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { statusCode } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}
