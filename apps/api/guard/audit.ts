import type { FastifyInstance, FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { AuditTrail } from '#book/access/audit-trail.js';
import type { Problem } from '#kernel/problem.js';
import { bodyOf, PROBLEM_TYPE } from '../edge/problem.filter.js';
import { entryOf } from './audited.js';

/** Headers of an answer that is not sent. */
const OF_ANSWER = ['content-length', 'content-disposition', 'etag', 'vary'];
const RETRY_AFTER = '2';

/** Writes down who is answered what, and sends what shows people only when it is written down. */
export function addAudit(server: FastifyInstance, audit: AuditTrail | undefined, clock: () => Date): void {
  server.decorateRequest('asked', undefined).decorateRequest('gist', undefined);
  if (audit === undefined) return;
  server.addHook('onSend', (request, reply, payload, done) => {
    const entry = entryOf(request, reply.statusCode, audit.hashed, clock);
    if (entry?.personal === true)
      audit.written(entry).then(
        () => done(null, payload),
        (problem: unknown) => done(null, withheld(problem as Problem, reply, payload)),
      );
    else {
      if (entry !== undefined) audit.note(entry);
      done(null, payload);
    }
  });
}

/** A problem in the place of an answer. */
function withheld(problem: Problem, reply: FastifyReply, payload: unknown): string {
  if (payload instanceof Readable) payload.destroy();
  for (const header of OF_ANSWER) reply.removeHeader(header);
  void reply.status(problem.status).header('content-type', PROBLEM_TYPE).header('retry-after', RETRY_AFTER);
  return bodyOf(problem);
}
