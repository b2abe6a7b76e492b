import type { FastifyInstance } from 'fastify';
import { unasked } from '#book/reading/asker.js';
import type { Models } from '#book/models.js';
import { RequestTrace } from '#engine/tracing/request-trace.js';

/** Every request to the API has a span, where the process sends spans; what is done for it has its own below, until questions see what it recorded. */
export function traceRequests(server: FastifyInstance, models: Pick<Models, 'waitFor'>): void {
  server.addHook('onRequest', ({ method, headers, id, routeOptions: { url } }, { raw }, done) => {
    const attributes = { 'http.request.method': method, 'http.route': url, 'tallybook.request.id': id };
    const trace =
      url?.startsWith('/v1/') === true ? RequestTrace.begin(`${method} ${url}`, headers, attributes) : undefined;
    if (trace === undefined) {
      done();
      return;
    }
    raw.once('close', () => {
      const answered = raw.writableFinished
        ? { 'http.response.status_code': raw.statusCode }
        : { 'error.type': 'left' };
      void unasked(() => trace.end(answered, (position) => models.waitFor(position)));
    });
    trace.run(done);
  });
}
