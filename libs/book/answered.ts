import type { Model } from './model.js';
import { isNarrowedNow } from './access/narrowing.js';
import type { Book } from './book.js';
import { parseMoment, type Moment } from '#kernel/time/moment.js';
import { Problem } from '#kernel/problem.js';

/** The two clocks and the replay as callers name them. */
export interface Clocks {
  /** Dates or instants. */
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
}

/** From what, and as of when, a question is answered. */
export interface Shown {
  readonly model: Model;
  readonly asOf: number;
  /** Only facts recorded on or before this day; absent where the model holds just what is known. */
  readonly knownAt?: number;
  readonly today: number;
}

/** Milliseconds a question waits for the replay it needs. */
const PATIENCE = 30_000;

/**
 * Answers as of one time, as known at another: dates from the read models, instants from a replay that is started, waited for and kept for
 * the next question. @throws Problem `replay-needed` where that takes longer
 */
export async function answered<Answer>(
  book: Book,
  clocks: Clocks,
  run: (shown: Shown) => Promise<Answer>,
): Promise<Answer> {
  const today = todayOf(book);
  const asOf = momentOf(book, 'asOf', clocks.asOf);
  const knownAt = momentOf(book, 'knownAt', clocks.knownAt);
  const isInstant = asOf?.instant !== undefined || knownAt?.instant !== undefined;
  if (isInstant || clocks.replay !== undefined) needWholeForReplays();
  if (clocks.replay !== undefined) {
    if (isInstant)
      throw new Problem(
        'invalid-request',
        'a replay shows one instant already: ask it with dates, or without asOf and knownAt',
      );
    return book.replays.use(clocks.replay, (model, shown) =>
      run({ model, today, asOf: (asOf ?? shown.asOf)?.day ?? today, ...(knownAt && { knownAt: knownAt.day }) }),
    );
  }
  if (isInstant) {
    const { id } = await book.replays.start({
      ...(asOf?.instant !== undefined && { asOf }),
      ...(knownAt !== undefined && { knownAt }),
    });
    return book.replays.use(id, (model) => run({ model, today, asOf: asOf?.day ?? today }), PATIENCE);
  }
  return book.models.use(knownAt, (model) =>
    run({ model, today, asOf: asOf?.day ?? today, ...(knownAt && { knownAt: knownAt.day }) }),
  );
}

/** How far a replay has come tells how much is recorded. @throws Problem `restricted` */
export function needWholeForReplays(): void {
  if (!isNarrowedNow()) return;
  throw new Problem('restricted', 'the key is narrowed to a part, and a replay is of the whole: ask with dates');
}

/** Undefined where none is named. @throws Problem for what is neither a date nor an instant */
export function momentOf({ calendar }: Book, name: string, text: string | undefined): Moment | undefined {
  return text === undefined ? undefined : parseMoment(name, text, calendar);
}

export function todayOf({ calendar, clock }: Book): number {
  return calendar.dayOf(clock().toISOString());
}
