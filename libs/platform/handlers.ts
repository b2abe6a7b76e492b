import { Inject, type Type } from '@nestjs/common';
import {
  CommandHandler,
  QueryHandler,
  type Command,
  type CommandResult,
  type Query,
  type QueryResult,
} from '@nestjs/cqrs';

/** A class whose instances are commands or queries. */
type Kind<Message> = new (...fields: never[]) => Message;

interface Handles<Message, Result> {
  execute(message: Message): Promise<Result>;
}

/**
 * Handlers for Nest's buses from plain functions, all working on what Nest knows under one token: each gives what its message asks for.
 * @param toAsker what an error is to who asks a query
 */
export function handlersOn<On>(token: symbol, toAsker: (error: unknown) => unknown) {
  function handler<Message, Result>(
    run: (on: On, message: Message) => Promise<Result>,
  ): Type<Handles<Message, Result>> {
    class Handler {
      constructor(private readonly on: On) {}
      execute(message: Message): Promise<Result> {
        return run(this.on, message);
      }
    }
    Inject(token)(Handler, undefined, 0);
    return Handler;
  }
  return {
    onCommand: <Asked extends Command<unknown>>(
      kind: Kind<Asked>,
      run: (on: On, command: Asked) => Promise<CommandResult<Asked>>,
    ): Type => {
      const made = handler(run);
      CommandHandler(kind)(made);
      return made;
    },
    onQuery: <Asked extends Query<unknown>>(
      kind: Kind<Asked>,
      run: (on: On, query: Asked) => Promise<QueryResult<Asked>>,
    ): Type => {
      const made = handler((on: On, query: Asked) =>
        run(on, query).catch((error: unknown) => {
          throw toAsker(error);
        }),
      );
      QueryHandler(kind)(made);
      return made;
    },
  };
}
