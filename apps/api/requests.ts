import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { nextEventId } from '#kernel/event-ids.js';
import type { Measures } from './measures.js';

const ID = /^[\w.:/+=-]{1,100}$/;

/** A request's own id: the caller's `X-Request-Id` where it has a usable one. */
export function requestId(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && ID.test(header) ? header : nextEventId();
}

/** Every answer carries its request's id, is measured, and is logged with the id at level info. */
export function watchRequests(server: FastifyInstance, measures: Measures, log: Logger): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { method, id: requestId, url } = request;
    const route = request.routeOptions.url ?? 'none';
    const { statusCode: status, elapsedTime } = reply;
    measures.answered(method, route, status, elapsedTime / 1000);
    log.info({ requestId, method, url, route, status, ms: Math.round(elapsedTime * 10) / 10 }, 'answered');
    done();
  });
}
