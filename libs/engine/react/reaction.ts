import type { NewDelivery } from '#kernel/delivery.js';
import type { EventHead, RecordedEvent } from '#kernel/event.js';

/**
 * What a reaction wants done: a command whose stream is claimed by the occasion, so that the same again is a duplicate for ever, or a
 * delivery whose id is made from the occasion.
 */
export type Issue<Command> = { readonly command: Command } | { readonly delivery: NewDelivery };

/** A stretch of the log that the figures cover: what is after one position up to another. */
export interface Stretch {
  readonly after: number;
  readonly to: number;
  /** Up to where the figures are known to cover the log: where that is beyond `to`, another stretch follows at once. */
  readonly upTo: number;
  /** All of it, in order. Empty for a reaction that follows progress only. */
  readonly came: readonly EventHead[];
  /** What is in it, in order, as far as the reaction reads that. */
  readonly events: readonly RecordedEvent[];
}

/**
 * Something that is done after the fact, once for ever. It begins at the end of the log as it is when the reaction is run for the first
 * time, so never with history unless it says so; rebuilds and replays run none. It may be run again for a stretch it has been run for, here or by another
 * process: what it issues then has to have the same ids. One that throws is run again until it does not, and the others go on.
 */
export interface Reaction<Ground = unknown, Command = unknown> {
  /** Permanent: its checkpoint is found by it. */
  readonly name: string;
  /** Every event, or only how far the figures have come: several steps may then be one. */
  readonly follows: 'events' | 'progress';
  /** The types of those events in which it has to look; in all where absent. Of others it is told that they came. */
  readonly reads?: ReadonlySet<string>;
  /** Milliseconds from the end of one run to the next at least, where it is work that need not be done after each fact; none where absent. */
  readonly every?: number;
  /** After which position it begins; at the end of the log where absent. */
  readonly begins?: number;
  /** After which position nothing is its own any more. */
  readonly ends?: number;
  /** Whether it may go on, asked before each stretch: where it may not, it is asked again in a second. */
  mayGoOn?(ground: Ground): Promise<boolean>;
  /** @param ground what it may ask, which covers at least the stretch */
  react(stretch: Stretch, ground: Ground): Promise<readonly Issue<Command>[]>;
}

/** Reactions of which there is one for each of some things, such as whom events are sent to: they come and go with what is recorded. */
export interface ReactionsOf<Ground = unknown, Command = unknown> {
  /** In words, for whoever looks after the process. */
  readonly name: string;
  /** Types of events that may change which there are. */
  readonly changedBy: ReadonlySet<string>;
  /** Those there are, as far as the figures cover the log. One that goes on has the name it had. */
  all(ground: Ground): Promise<readonly Reaction<Ground, Command>[]>;
}
