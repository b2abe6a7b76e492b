import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.js';
import { WATCHING, type AllowedHosts } from '#platform/allowed-hosts.js';
import { Connections } from './connections.js';
import type { EdgeLimits } from './limits.js';
import { originProblem } from './origin.js';
import { dropRest } from './rest.js';

export type Refuse = (problem: Problem, request: FastifyRequest, reply: FastifyReply) => void;

/** Who gets in: looked at before a route or a body is. */
export function addGate(
  server: FastifyInstance,
  hosts: AllowedHosts,
  { connections, lingerMs }: EdgeLimits,
  refuse: Refuse,
): void {
  const counted = new Connections(server.server, connections);
  server.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url;
    const foreign = originProblem(route, request.headers, hosts, request.routeOptions.config.isPage);
    const isWatch = route !== undefined && WATCHING.includes(route);
    if (foreign !== undefined) refuse(foreign, request, reply);
    else if (counted.areTooMany(request.raw) && !isWatch)
      refuse(tooMany(connections), request, reply.header('connection', 'close'));
    else done();
  });
  // The sender of a refused body reads the answer when it has sent what it has; it is not listened to for ever.
  server.addHook('onResponse', ({ raw }, _reply, done) => {
    done();
    void dropRest(raw, lingerMs);
  });
}

function tooMany(limit: number): Problem {
  return new Problem('overloaded', `more than ${String(limit)} connections are open: use fewer, one after another`);
}
