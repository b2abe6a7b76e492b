import type { FastifyInstance } from 'fastify';
import { askedBy, AskerLeft } from '#book/reading/asker.js';

/** Work begun by a request is known to be for it, and ends when its client leaves before the answer. */
export function watchAskers(server: FastifyInstance): void {
  server.addHook('onRequest', (_request, reply, done) => {
    const asker = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) asker.abort(new AskerLeft());
    });
    askedBy(asker.signal, done);
  });
}
