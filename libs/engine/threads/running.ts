import type { Movable } from './questions.js';
import type { FromThread, ToThread } from './thread-message.js';

/** A thread or a process that was begun. */
export interface Running<Question, Told> {
  /** @param moved what of the message is handed over, not copied; to a process nothing can be */
  post(message: ToThread<Question, Told>, moved: readonly Movable[]): void;
  /** Ends it where it is. Resolves when it has ended. */
  end(): Promise<void>;
  /** Resolves when it has ended, however that came about. */
  readonly ended: Promise<void>;
}

/** Who is told of one that runs. */
export interface Watcher<Said> {
  heard(message: FromThread<Said>): void;
  /** Why it ends, before it has. */
  failed(error: unknown): void;
}

/** Begins one. */
export type Begins<Question, Said, Told> = (watcher: Watcher<Said>) => Running<Question, Told>;
