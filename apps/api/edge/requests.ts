import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { nextEventId } from '#kernel/event-ids.js';
import type { Measures } from '../measures.js';

const ID = /^[\w.:/+=-]{1,100}$/;

/** A request's own id: the caller's `X-Request-Id` where it has a usable one. */
export function requestId(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && ID.test(header) ? header : nextEventId();
}

/** What a parameter's name looks like; anything else a caller puts there may be of a person. */
const NAME = /^[\w.]{1,40}$/;

/**
 * Every answer carries its request's id, is kept by nobody on its way, is measured, and is logged with the id at level info. Paths and
 * parameters may hold what is of a person, so the log has the route and the names of the parameters.
 */
export function watchRequests(server: FastifyInstance, measures: Measures, log: Logger): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { method, id: requestId } = request;
    const route = request.routeOptions.url ?? 'none';
    const { statusCode: status, elapsedTime } = reply;
    measures.answered(method, route, status, elapsedTime / 1000);
    const parameters = namesIn(request.query);
    const ms = Math.round(elapsedTime * 10) / 10;
    log.info({ requestId, method, route, parameters, status, ms }, 'answered');
    done();
  });
}

function namesIn(query: unknown): readonly string[] {
  return Object.keys(query ?? {}).map((name) => (NAME.test(name) ? name : '?'));
}
