import type { Definitions, PolicySet } from '#subjects/policies/policy-sets.js';
import type { Moment } from '#kernel/time/moment.js';
import type { Model } from './model.js';

/** The versions of the read models. */
export interface Models {
  /**
   * Answers from the version that is served; or, as known at a time, from the one with the policies published by then. It stays open
   * until `run` has ended, also where another version is switched to meanwhile.
   */
  use<Answer>(knownAt: Moment | undefined, run: (model: Model) => Promise<Answer>): Promise<Answer>;
  /** The policies published by a time; all where none is named. */
  policiesKnown(knownAt?: Moment): Promise<PolicySet>;
  /**
   * Resolves when the served version covers everything up to a position, policies published by then included.
   * @throws Problem `not-yet-projected` after 30 seconds
   */
  waitFor(position: number): Promise<void>;
  /** The same, also while there is no version yet that answers. @throws Problem `not-yet-projected` after 30 seconds */
  reached(position: number): Promise<void>;
  /** The position up to which the served version covers the log. */
  readonly position: number;
  /** Calls `listener` whenever that has grown. Returns how to stop. */
  onProgress(listener: (position: number) => void): () => void;
  /** Builds the served version anew beside it, then switches. Resolves when it has begun. */
  rebuild(): Promise<void>;
  /** How far a version that is being built has come; undefined when none is. */
  building(): { readonly definitions: Definitions; readonly position: number } | undefined;
}
