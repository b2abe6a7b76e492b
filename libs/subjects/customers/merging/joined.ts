import { exclusionsJoined } from '#figures/exclusions-joined.js';
import { keepAll } from '../timeline/kept.js';
import {
  addSaid,
  addToDay,
  insertByInstant,
  newHistory,
  type AttributeChange,
  type DayTotals,
  type History,
} from '../timeline/history.js';
import { addOverride } from '../timeline/tier-override.js';
import { addTouch } from '../timeline/touches.js';
import type { Attributes } from '../customer.events.js';

/**
 * The history of customers who are one. The registration is the first one's, or of the first of the others that has one; a label on a day
 * is that of the first who has one then. All else is of all of them, as if it had happened to one.
 * @param members first what survives, then in the order in which what is lacking is taken of them
 */
export function joined(members: readonly History[]): History {
  const [first, ...others] = members;
  if (first === undefined || others.length === 0) return first ?? newHistory('');
  const all = newHistory(first.id);
  all.registeredDay = members.find(({ registeredDay }) => registeredDay !== undefined)?.registeredDay;
  addLabels(all, members);
  for (const said of exclusionsJoined(members.map(({ exclusions }) => exclusions)))
    insertByInstant(all.exclusions, said);
  for (const one of members) {
    for (const closing of one.closings) insertByInstant(all.closings, closing);
    for (const override of one.overrides) addOverride(all, override);
    for (const touch of one.touches) addTouch(all.touches, touch, 1);
    for (const consent of one.consents) insertByInstant(all.consents, consent);
    for (const [series, said] of one.said) for (const each of said) addSaid(all, series, each);
    for (const [series, kept] of one.others) keepAll(all, series, kept);
  }
  for (const days of ['purchases', 'refunds', 'interactions'] as const) addDays(all[days], members, days);
  return all;
}

/** What one says of a label counts until the one before says something of it, which then holds for ever. */
function addLabels(all: History, members: readonly History[]): void {
  /** By label, the instant from which on it is known of those before; '' where since ever. */
  const known = new Map<string, string>();
  const lacking = (attributes: Attributes, at: string): Attributes =>
    Object.fromEntries(
      Object.entries(attributes).filter(([name]) => {
        const since = known.get(name);
        return since === undefined || (since !== '' && at < since);
      }),
    );
  for (const { attributes, changes } of members) {
    all.attributes = { ...lacking(attributes, ''), ...all.attributes };
    const own = changes.map((change): AttributeChange => ({
      ...change,
      attributes: lacking(change.attributes, change.at),
    }));
    for (const change of own) if (Object.keys(change.attributes).length > 0) insertByInstant(all.changes, change);
    for (const name of Object.keys(attributes)) known.set(name, '');
    for (const change of changes)
      for (const name of Object.keys(change.attributes)) {
        const since = known.get(name);
        if (since === undefined || change.at < since) known.set(name, change.at);
      }
  }
}

function addDays(all: DayTotals[], members: readonly History[], days: 'purchases' | 'refunds' | 'interactions'): void {
  for (const one of members) for (const { day, count, amount } of one[days]) addToDay(all, day, count, amount);
}
