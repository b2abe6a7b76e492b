import { Inject, type Type } from '@nestjs/common';
import { CommandHandler, QueryHandler } from '@nestjs/cqrs';

/** A class whose instances are commands or queries. */
type Kind<Instance> = new (...fields: never[]) => Instance;

/**
 * Handlers for Nest's buses from plain functions, all working on what Nest knows under one token.
 * @param toAsker what an error is to who asks a query
 */
export function handlersOn<On>(token: symbol, toAsker: (error: unknown) => unknown) {
  const handler = (run: (on: On, asked: never) => Promise<unknown>): Type => {
    class Handler {
      constructor(private readonly on: On) {}
      execute(asked: never): Promise<unknown> {
        return run(this.on, asked);
      }
    }
    Inject(token)(Handler, undefined, 0);
    return Handler;
  };
  return {
    onCommand: <Command extends object, Answer>(
      kind: Kind<Command>,
      run: (on: On, command: Command) => Promise<Answer>,
    ): Type => {
      const made = handler(run);
      CommandHandler(kind as never)(made);
      return made;
    },
    onQuery: <Query extends object, Answer>(
      kind: Kind<Query>,
      run: (on: On, query: Query) => Promise<Answer>,
    ): Type => {
      const made = handler((on: On, query: Query) =>
        run(on, query).catch((error: unknown) => {
          throw toAsker(error);
        }),
      );
      QueryHandler(kind as never)(made);
      return made;
    },
  };
}
