import type { EventType, EventTypes } from '#kernel/event-type.js';
import type { EventOf, Json, NewEvent } from '#kernel/event.js';
import { needText } from '#kernel/shape.js';

/** One time that a part of an alert fired: occasions of a part are counted from 1, and each is there once for ever. */
export type Occasion = { readonly alert: string; readonly part: string; readonly occasion: number };

/** What was seen when a part fired. */
export type Fired = Occasion & {
  /** What was compared with the threshold: decimal text, a number, or null of what has no figure. */
  readonly value: string | number | null;
  readonly threshold: string;
  /** The dates that the figure is of, both included. */
  readonly window: { readonly from: string; readonly to: string };
  /** Up to where the figures covered the log. */
  readonly position: number;
  /** The date that it was judged for. */
  readonly firedFor: string;
  readonly title: string;
  readonly severity: string;
  /** Who is told: none where it was to be quiet about the part. */
  readonly channels: readonly string[];
};

export type AlertFired = EventOf<'AlertFired', Fired>;
export type AlertResolved = EventOf<
  'AlertResolved',
  Occasion & { readonly value: string | number | null; readonly position: number; readonly resolvedFor: string }
>;
/** What people do about what fired; `change` counts what happened to a part. */
type ByPeople<More> = Occasion & { readonly change: number } & More;
export type AlertAcknowledged = EventOf<'AlertAcknowledged', ByPeople<object>>;
export type AlertSnoozed = EventOf<'AlertSnoozed', ByPeople<{ readonly until: string }>>;
export type AlertAssigned = EventOf<'AlertAssigned', ByPeople<{ readonly to: string }>>;
export type AlertCommented = EventOf<'AlertCommented', ByPeople<{ readonly text: string }>>;

export type FiringEvent =
  AlertFired | AlertResolved | AlertAcknowledged | AlertSnoozed | AlertAssigned | AlertCommented;

const TYPE: EventType = { schema: 1, isSetting: true, check: checkShape };

export const FIRING_EVENTS: EventTypes = {
  AlertFired: TYPE,
  AlertResolved: TYPE,
  AlertAcknowledged: TYPE,
  AlertSnoozed: TYPE,
  AlertAssigned: TYPE,
  AlertCommented: TYPE,
};

function checkShape({ data }: NewEvent): void {
  needText(data, 'alert');
  const { part, occasion } = data as Readonly<Record<string, Json>>;
  if (typeof part !== 'string') throw new Error('part must be text');
  if (!Number.isSafeInteger(occasion) || Number(occasion) < 0) throw new Error('occasion must be a whole number');
}
