import type { RecordedEvent } from '#kernel/event.js';
import type { Changes, Ground } from '#kernel/projection.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Policies } from './policies/policy.js';
import type { Series } from './series.js';

/** How events become facts: what one means is worked out by itself, then folded with what is known. */
export interface Facts<Meaning = unknown> {
  /** Pure; undefined where an event means nothing. @throws Error for data that cannot be understood */
  of(event: RecordedEvent, calendar: Calendar): Meaning | undefined;
  /** Subjects that name the same one are folded together. */
  readonly fold: BeginFold<Meaning>;
}

export type BeginFold<Meaning> = (on: FoldedOn) => Fold<Meaning>;

/** What a fold may depend on beside events. */
export interface FoldedOn {
  readonly calendar: Calendar;
  readonly policies: Policies;
  /** Every series there is. */
  readonly series: readonly Series[];
}

/** Facts(history with these) - facts(history), and the histories: deterministic, on views whose checkpoint is `from`. */
export interface Fold<Meaning> {
  /** @param recorded the business day the events were recorded on */
  fold(from: number, meanings: readonly Meaning[], recorded: number, ground: Ground): Promise<Changes>;
  /** Forgets what it remembers of the views. */
  reset(): void;
}
