import type { JournalEntry } from '#figures/journal/journal.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventTypes } from '#kernel/event-type.js';
import type { CustomerContext } from '../customer-card.js';
import { newHistory, type History } from '../timeline/history.js';
import type { CustomerWhy } from './why.answers.js';

type Behind = CustomerWhy['tier']['events'];

/** An event, and what it does to a customer by itself. */
export interface Alone {
  readonly entry: JournalEntry;
  readonly does: History;
}

/** Of a customer's events those that were not taken back, each by itself. @param entries in the order of the log */
export function aloneOf(
  entries: readonly JournalEntry[],
  { calendar, effectOf }: CustomerContext,
  types: EventTypes,
): readonly Alone[] {
  const voided = new Set(entries.filter(({ type }) => types[type]?.takesBack === 'voids').map(({ stream }) => stream));
  return entries.flatMap((entry) => {
    if (voided.has(entry.stream)) return [];
    const does = newHistory(entry.key);
    effectOf({ ...entry, position: Number(entry.position) } as RecordedEvent, calendar)?.change(does);
    return [{ entry, does }];
  });
}

/**
 * Those that a stage comes from: registrations, the last closing or reopening by a day, what was bought on some days, and changes of what
 * the policy tells customers apart by.
 */
export function behindStage(
  alone: readonly Alone[],
  history: History,
  day: number,
  { days, parts }: { readonly days: ReadonlySet<number>; readonly parts: ReadonlySet<string> },
): Behind {
  const last = history.closings.findLast((closing) => closing.day <= day);
  return shown(
    alone.filter(
      ({ does: { registeredDay, closings, purchases, changes } }) =>
        (registeredDay ?? Infinity) <= day ||
        closings.some(({ id, at }) => id === last?.id && at === last.at) ||
        purchases.some((purchase) => days.has(purchase.day)) ||
        changes.some((change) => change.day <= day && Object.keys(change.attributes).some((name) => parts.has(name))),
    ),
  );
}

/** Those that a tier comes from: what was bought and given back, and interactions, from one day to another; what gave it by hand. */
export function behindTier(alone: readonly Alone[], from: number, to: number, override: string | undefined): Behind {
  return shown(
    alone.filter(
      ({ does: { purchases, refunds, interactions, overrides } }) =>
        [purchases, refunds, interactions].flat().some(({ day }) => day >= from && day <= to) ||
        overrides.some(({ id }) => id === override),
    ),
  );
}

function shown(alone: readonly Alone[]): Behind {
  return alone.map(({ entry: { position, type, stream, occurredAt } }) => ({ position, type, stream, occurredAt }));
}
