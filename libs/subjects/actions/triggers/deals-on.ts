import type { JournalEntry } from '#figures/journal/journal.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { addToDeal, newDeal, type DealHistory } from '../../opportunities/deal-history.js';
import { OPPORTUNITY_EVENTS, type OpportunityEvent } from '../../opportunities/opportunity.events.js';
import type { Seen } from '../known-customer.js';

/** An opportunity that is open at the end of a day. */
export interface OpenDeal {
  readonly id: string;
  /** The last day on which anything was said of it. */
  readonly changedDay: number;
  readonly expectedCloseOn: string | undefined;
}

/** A customer's open opportunities at the end of the day it is seen on. */
export type DealsOn = (seen: Seen) => readonly OpenDeal[];

export function dealsOn(calendar: Calendar): DealsOn {
  return ({ day, entries }) =>
    [...histories(entries, calendar).values()].flatMap((history) => openOn(history, day) ?? []);
}

function histories(entries: readonly JournalEntry[], calendar: Calendar): ReadonlyMap<string, DealHistory> {
  const found = new Map<string, DealHistory>();
  for (const entry of entries) {
    if (!Object.hasOwn(OPPORTUNITY_EVENTS, entry.type)) continue;
    const event = entry as object as OpportunityEvent;
    const history = found.get(event.data.id) ?? newDeal(event.data.id);
    found.set(event.data.id, history);
    addToDeal(history, event, calendar.dayOf(entry.occurredAt));
  }
  return found;
}

/** Undefined where it is not there yet, or is closed. */
function openOn({ id, opened, steps }: DealHistory, day: number): OpenDeal | undefined {
  if (opened === undefined || opened.day > day) return undefined;
  const made = steps.filter((step) => step.day <= day);
  const turn = made.findLast(({ kind }) => kind !== 'changed');
  if (turn?.kind === 'won' || turn?.kind === 'lost') return undefined;
  const said = made.findLast(({ expectedCloseOn }) => expectedCloseOn !== undefined);
  return {
    id,
    changedDay: Math.max(opened.day, made.at(-1)?.day ?? opened.day),
    expectedCloseOn: said?.expectedCloseOn ?? opened.content.expectedCloseOn,
  };
}
