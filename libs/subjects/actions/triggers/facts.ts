import { isReadable, readJournal, type JournalEntry } from '#figures/journal/journal.js';
import type { Json } from '#kernel/event.js';
import { TRIGGERS, type Trigger } from '../../automations/automation.js';
import type { ReadOn } from '../../read.js';
import { isByAutomation, isHeard } from '../heard-of.js';
import { KnownCustomer } from '../known-customer.js';
import type { Found } from '../occasions.js';
import { thenAt } from '../times.js';

const PAGE = 1_000;

/** A fact that may set an automation off. */
export interface FactHeard {
  readonly entry: JournalEntry;
  readonly position: number;
  readonly customer: string;
}

/** The facts of a kind after a position, in the order of the log: none that was loaded quietly, or that is of nobody. */
export async function* factsAfter(fact: Trigger, after: number, on: ReadOn): AsyncIterable<FactHeard> {
  for (let at = after; ;) {
    const page = await readJournal(on.views, { type: TRIGGERS[fact], after: at, limit: PAGE });
    for (const entry of page) {
      const customer = customerIn(entry);
      if (!isHeard(entry) || customer === undefined || !isReadable(entry, on.types)) continue;
      yield { entry, position: Number(entry.position), customer };
    }
    if (page.length < PAGE) return;
    at = Number(page.at(-1)?.position);
  }
}

/** A fact, and its customer, or the one that stays of it, as was known when that was recorded, and nothing of what came after. */
export async function factFound({ entry, position, customer: named }: FactHeard, on: ReadOn): Promise<Found> {
  const wasKnown = (one: JournalEntry): boolean => Number(one.position) <= position;
  const customer = await KnownCustomer.staying(named, wasKnown, on);
  const { id: occasion, recordedAt: at, data } = entry;
  // What takes something back is dated as that was, and happens when it is recorded.
  const occurredAt = on.types[entry.type]?.takesBack === 'voids' ? at : entry.occurredAt;
  const known = customer.by(wasKnown);
  const then = thenAt(at, on.calendar);
  return {
    ...{ id: occasion, at, occurredAt, customer, then, data, position },
    see: (others) => known.seen(then.day, others),
    ...(isByAutomation(entry) && { causedBy: entry }),
  };
}

function customerIn({ type, data }: JournalEntry): string | undefined {
  if (type.startsWith('Customer')) return textIn(data['id']);
  const { customerId } = (data['sale'] ?? data['interaction'] ?? data) as Readonly<Record<string, Json>>;
  return textIn(customerId);
}

function textIn(said: Json | undefined): string | undefined {
  return typeof said === 'string' ? said : undefined;
}
