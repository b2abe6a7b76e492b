import type { Sender } from '#engine/deliver/deliver.js';
import type { Reaction } from '#engine/react/reaction.js';
import type { Scheduled } from '#engine/schedule/schedule.js';
import type { Timetable } from '#engine/schedule/timetable.js';
import type { Metric } from '#figures/metric.js';
import type { Answer } from '#figures/figure.answers.js';
import type { Figure } from '#figures/value.js';
import type { Problem } from '#kernel/problem.js';
import type { ProblemShown } from '#kernel/problem-shown.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { SystemMetricName } from './alerts/system-metrics.js';

/** A fact that is recorded after another one or at a time. Its id is made from the occasion: the same again is a duplicate for ever. */
export interface Fact {
  /** As callers send it to `/v1/bulk`. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Days (2024-01-31) to ask as of and as known at; today, and all that is known, where absent. */
export interface Days {
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** What a question of `POST /v1/query` is answered with. */
export interface FiguresAsked {
  readonly rows: readonly Readonly<Record<string, Figure>>[];
  readonly totals: Readonly<Record<string, Figure>>;
  /** The position they are of, how many customers are stale, and the rest of `meta`. */
  readonly meta: { readonly position: string; readonly asOf: string; readonly stale?: number };
}

/** What the system says of itself under the name of a metric of its own. */
export interface Readings {
  /** Up to where the figures covered the log. */
  readonly position: number;
  /** By value of the metric's dimension; under '' where it goes by none. What is not there is 0. */
  readonly figures: ReadonlyMap<string, number>;
}

/** What one of many questions is answered with: rows alone, and up to where the figures covered the log. */
export interface RowsAsked {
  readonly rows: FiguresAsked['rows'];
  readonly position: number;
}

/** What a saved question or a dashboard asks, before anybody does. */
export interface AskedTile {
  /** Null where nobody gave it one. */
  readonly title: string | null;
  readonly chart: object;
  /** As for `POST /v1/query`, or why there is none. */
  readonly question: object | Problem;
}

/** The answer to one of several questions, with what its metrics mean by name; or why it has none. */
export type TileAnswered =
  { readonly answer: Answer; readonly meanings: Readonly<Record<string, string>> } | { readonly problem: ProblemShown };

/** What a reaction may ask of its book. The figures cover at least what it is run for; `meta.position` of an answer says up to where. */
export interface Ground {
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
  /** The instant it is, by the clock that facts are recorded by. */
  now(): Date;
  /** Resolves when the figures cover all that is recorded by now. @throws Problem `not-yet-projected` */
  settled(): Promise<void>;
  /** Up to when what is scheduled under a name has been run, here or elsewhere: RFC 3339 in UTC; undefined where it never was. */
  ranUpTo(scheduled: string): Promise<string | undefined>;
  /** What is known of a metric, one that callers defined as it is now; undefined where there is none of the name. */
  metric(name: string): Promise<Metric | undefined>;
  /** Answers as `POST /v1/query` does; its clocks are days. @throws Problem saying what is possible */
  query(question: Readonly<Record<string, unknown>>): Promise<FiguresAsked>;
  /**
   * The rows of many questions, asked together: each as `query` has them, or why it has none. Metrics of callers are what they are defined
   * as now, whatever was known then.
   */
  rows(questions: readonly Readonly<Record<string, unknown>>[]): Promise<readonly (RowsAsked | Problem)[]>;
  /** What the system says of itself right now, whether the figures cover the log or not. */
  readings(metric: SystemMetricName): Promise<Readings>;
  /** What a saved question, or a dashboard, asks as it is now. @throws Problem `not-found` */
  tiles(of: { readonly question?: string; readonly dashboard?: string }): Promise<readonly AskedTile[]>;
  /** Answers several questions from one state of the book; one that cannot be answered says why. Their clocks are days. */
  answers(questions: readonly (object | Problem)[]): Promise<readonly TileAnswered[]>;
  /**
   * What a read of any subject shows, by its name, with the defaults of its parameters where they are not named.
   * @param id of the thing; empty for a list @throws Problem `not-found`
   */
  read(name: string, id: string, days?: Days, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** Done after the fact, see `Reaction`. It is run again for what it issued itself, and has to leave that alone. */
export type BookReaction = Reaction<Ground, Fact>;

/** Done at times by the calendar of the book, see `Scheduled`. */
export interface BookSchedule extends Omit<Scheduled<Ground, Fact>, 'timetable'> {
  timetable(calendar: Calendar): Timetable;
}

/** What a book does by itself: after facts, at times, and to receivers outside. */
export interface Doings {
  readonly reactions: readonly BookReaction[];
  readonly scheduled: readonly Scheduled<Ground, Fact>[];
  /** By kind of delivery. */
  readonly senders: Readonly<Record<string, Sender>>;
}
