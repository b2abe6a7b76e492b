import type { FastifyInstance } from 'fastify';
import { rationed } from '#book/access/allowances.js';

/** Tells whoever is rationed what is left, and whoever has had too much when to come again. */
export function addLimits(server: FastifyInstance): void {
  server.addHook('onSend', ({ asked, gist }, reply, payload, done) => {
    const what = asked && rationed(asked.needs);
    const allowance = asked?.who?.allowance;
    if (what !== undefined && allowance !== undefined) {
      if (what === 'questions' && gist !== undefined && reply.statusCode < 300) allowance.shown(gist.records);
      void reply.headers(allowance.headers(what));
      const wait = allowance.wait(what);
      if (reply.statusCode === 429 && wait > 0) void reply.header('retry-after', String(wait));
    }
    done(null, payload);
  });
}
