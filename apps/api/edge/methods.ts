import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.js';
import { giveBackRare } from './rare-methods.js';

/** Answers every method that a path does not have: 405 with those it has, OPTIONS with them alone. */
export class OtherMethods {
  private readonly paths = new Map<string, Set<string>>();

  /** Before any route or hook is added to a server that looks for routes by `lookForRare`. */
  constructor(
    private readonly server: FastifyInstance,
    private readonly refuse: (problem: Problem, request: FastifyRequest, reply: FastifyReply) => void,
  ) {
    giveBackRare(server);
    server.addHook('onRoute', ({ method, url }) => {
      const methods = this.paths.get(url) ?? new Set();
      for (const one of [method].flat()) methods.add(one);
      this.paths.set(url, methods);
    });
  }

  /** After the last route. */
  answer(): void {
    for (const [url, methods] of [...this.paths]) this.add(url, [...methods]);
  }

  private add(url: string, methods: readonly string[]): void {
    const allow = [...new Set([...methods, 'OPTIONS'])].sort().join(', ');
    const method = this.server.supportedMethods.filter((one) => !methods.includes(one));
    // Before the body is read: of what is refused nothing is.
    const onRequest = (request: FastifyRequest, reply: FastifyReply): void => {
      void reply.header('allow', allow);
      if (request.method === 'OPTIONS') void reply.status(204).send();
      else this.refuse(new Problem('method-not-allowed', `this path has ${allow}`), request, reply);
    };
    this.server.route({ method, url, config: { needs: 'any' }, onRequest, handler: () => undefined });
  }
}
