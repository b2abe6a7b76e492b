import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { toldStages } from '#book/reading/asker.js';
import { HeldAnswer } from '#book/reading/readers.js';
import { EVENTS_TYPE } from './stages.js';
import { takenBy } from './taken.js';

/** How an answer comes about. */
export interface Answering {
  readonly stages: readonly string[];
  readonly answer: () => Promise<unknown>;
  /** Why there is none, as the JSON of a problem; undefined where nobody is to be told. */
  readonly refusal: (error: unknown) => string | undefined;
}

type Outcome = { readonly answer: unknown } | { readonly error: unknown };

/**
 * An answer as server-sent events: `progress` with `{"stage", "number", "of"}` as each stage of its work begins, then `answer`, or
 * `problem`. What is refused before any work begins is refused as it is without.
 * @throws what `answer` throws by then
 */
export async function toldInEvents({ stages, answer, refusal }: Answering, reply: FastifyReply): Promise<Readable> {
  const told = new Told(stages);
  const answering = toldStages(told.stage, answer).then(
    (found): Outcome => ({ answer: found }),
    (error: unknown): Outcome => ({ error }),
  );
  // Who asks one too many is told that as soon as they wait.
  const began = told.news.then(() => othersTurn());
  const early = await Promise.race([answering, began]);
  if (early !== undefined && 'error' in early) throw early.error;
  void reply.headers({ 'content-type': EVENTS_TYPE, 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  const messages = told.messages(answering, refusal);
  return takenBy(reply, {
    next: async () => (await messages.next()).value as Uint8Array | undefined,
    drop: async () => {
      const outcome = await answering;
      if ('answer' in outcome && outcome.answer instanceof HeldAnswer) outcome.answer.drop();
    },
  });
}

/** The stages that were told and not sent yet. */
class Told {
  private readonly pending: string[] = [];
  private waiting = Promise.withResolvers<undefined>();

  constructor(private readonly stages: readonly string[]) {}

  /** Settles when there is something to be sent. */
  get news(): Promise<undefined> {
    return this.waiting.promise;
  }

  readonly stage = (stage: string): void => {
    const place = this.stages.indexOf(stage);
    // What others of its kind do may be part of its work.
    if (place < 0) return;
    this.pending.push(message('progress', JSON.stringify({ stage, number: place + 1, of: this.stages.length })));
    this.waiting.resolve(undefined);
  };

  async *messages(answering: Promise<Outcome>, refusal: Answering['refusal']): AsyncGenerator<Uint8Array> {
    for (;;) {
      const outcome = await Promise.race([this.news, answering]);
      for (const one of this.pending.splice(0)) yield Buffer.from(one);
      if (outcome !== undefined) {
        yield* last(outcome, refusal);
        return;
      }
      this.waiting = Promise.withResolvers();
    }
  }
}

/** JSON is one line, so that it is the data of one message as it is. */
function* last(outcome: Outcome, refusal: Answering['refusal']): Iterable<Uint8Array> {
  if ('error' in outcome) {
    const problem = refusal(outcome.error);
    if (problem !== undefined) yield Buffer.from(message('problem', problem));
    return;
  }
  const { answer } = outcome;
  if (!(answer instanceof HeldAnswer)) {
    yield Buffer.from(message('answer', JSON.stringify(answer)));
    return;
  }
  yield Buffer.from('event: answer\ndata: ');
  for (let piece = answer.next(); piece !== undefined; piece = answer.next()) yield piece;
  yield Buffer.from('\n\n');
}

function message(event: string, data: string): string {
  return `event: ${event}\ndata: ${data}\n\n`;
}
