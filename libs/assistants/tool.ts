import type { Client } from '#client/index.js';

/** JSON Schema of an object. */
export interface InputSchema {
  readonly [keyword: string]: unknown;
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

/** Something an assistant can ask of a book. None changes anything. */
export interface Tool {
  /** What it gives, to whom it is said: a model. */
  readonly description: string;
  readonly input: InputSchema;
  /** @param said as `input` has it @throws ProblemError what the book says of it */
  readonly run: (book: Client, said: Readonly<Record<string, unknown>>) => Promise<Answered>;
}

/** What every answer says beside what was asked for. */
export interface Answered {
  readonly [field: string]: unknown;
  /** The day, or the instant, that it is of. */
  readonly asOf: string;
  /** Until when what was recorded counts; null: all of it. */
  readonly knownAt: string | null;
  /** Of the log: the same question with it answers at least that. */
  readonly position: string;
  /** What its figures count, in words. */
  readonly definitions: Readonly<Record<string, string>>;
  /** What was left out, and how to get at it. */
  readonly note?: string;
}
