import type { RecordedEvent } from '#kernel/event.js';
import type { Changes, Ground } from '#kernel/projection.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Policies } from './policies/policy.js';
import type { Series } from './series.js';

/** How events become facts: what one means is worked out by itself, then folded with what is known. */
export interface Facts<Decoded = unknown> {
  /** Pure; undefined where an event means nothing. @throws Error for data that cannot be understood */
  of(event: RecordedEvent, calendar: Calendar): Decoded | undefined;
  /** Subjects that name the same one are folded together. */
  readonly fold: BeginFold<Decoded>;
}

export type BeginFold<Decoded> = (on: FoldedOn) => Fold<Decoded>;

/** What a fold may depend on beside events. */
export interface FoldedOn {
  readonly calendar: Calendar;
  readonly policies: Policies;
  /** Every series there is. */
  readonly series: readonly Series[];
  /** What an event meant that was folded before, as the journal has it; undefined where it meant nothing for this fold. */
  readonly again: (event: RecordedEvent) => unknown;
}

/** Facts(history with these) - facts(history), and the histories: deterministic. */
export interface Fold<Decoded> {
  /** @param recorded the business day the events were recorded on */
  fold(decoded: readonly Decoded[], recorded: number, ground: Ground): Promise<Changes>;
  /** Forgets what it remembers of the views. */
  reset(): void;
}
