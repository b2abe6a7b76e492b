import type { Policies } from '#subjects/policies/policy.js';
import type { Moment } from '#kernel/time/moment.js';
import type { Model } from '../model.js';
import type { ReplayStatus } from './replay.answers.js';

export type { ReplayStatus } from './replay.answers.js';
export type ReplayState = ReplayStatus['state'];

/** What a replay is asked to show: the facts dated by one time, as known at another, under given policies. */
export interface ReplayRequest {
  readonly asOf?: Moment;
  /** A time, or a position of the log. */
  readonly knownAt?: Moment | { readonly position: number };
  /** Instead of those published by `knownAt`. */
  readonly policies?: Policies;
}

/** Replays of the log into scratch read models: a few at a time, a few kept. */
export interface Replays {
  /** Starts one, or finds the one that shows the same. @throws Problem `too-many-replays` */
  start(request: ReplayRequest): Promise<ReplayStatus>;
  /** @throws Problem `not-found` */
  status(id: string): ReplayStatus;
  list(): readonly ReplayStatus[];
  /** Ends it and frees what it holds. @throws Problem `not-found` */
  cancel(id: string): Promise<ReplayStatus>;
  /**
   * Answers from a replay that is done; `asOf` is the time it shows. Waits for one under way up to `ms`.
   * @throws Problem `not-found`, `undecodable-event`, or `replay-needed` naming the replay to poll
   */
  use<Answer>(
    id: string,
    run: (model: Model, shown: Pick<ReplayRequest, 'asOf'>) => Promise<Answer>,
    ms?: number,
  ): Promise<Answer>;
}
