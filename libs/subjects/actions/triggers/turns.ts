import { formatDay } from '#kernel/time/calendar.js';
import type { JournalEntry } from '#figures/journal/journal.js';
import type { Others } from '../../segments/customer-on.js';
import { isByAutomation, isHeard } from '../heard-of.js';
import type { KnownCustomer, Seen } from '../known-customer.js';
import type { EveningTrigger } from './evening-trigger.js';

/** The end of a business day, at which customers are looked at. Instants are RFC 3339 in UTC. */
export interface Evening {
  readonly day: number;
  /** When the day began, and when it is over: what was recorded before counts. */
  readonly start: string;
  readonly end: string;
  /** When what is found becomes known: once the day is over. */
  readonly at: string;
}

/** What customers are looked at by on an evening, and the one before. */
export interface Look extends Evening {
  readonly trigger: EveningTrigger;
  /** Where the trigger is about others: on the last `LOOK_BACK` days, too. */
  readonly others?: Others;
  readonly othersBefore?: Others;
}

/** An occasion that an evening shows. */
export interface Turn {
  readonly name: string;
  readonly look: Look;
  /** The first day on which it was so, as far as it is looked back. */
  readonly since: number;
  /** What an automation recorded on the day, where that made it so. */
  readonly causedBy?: JournalEntry;
}

/** Days that are looked back, for since when something has been so that became known late. */
export const LOOK_BACK = 4;

/**
 * What became known of a customer with the ends of days: what is so at the end of one and was not at the end of the one before, each as was
 * known by then. What was loaded quietly turns nothing: it has to be so without what was loaded on that day, too. What became so by what
 * an automation recorded has that as its cause.
 * @param looks ascending
 */
export function* turnsOf(customer: KnownCustomer, looks: readonly Look[]): Iterable<Turn> {
  for (const look of looks) {
    const { day, start, end, trigger } = look;
    const before = trigger.alone ? [] : trigger.read(customer.before(start).seen(day - 1, look.othersBefore));
    const now = trigger.read(customer.before(end).seen(day, look.others));
    const found = now.filter((one) => trigger.isOccasion(one, before));
    if (found.length === 0) continue;
    const news = trigger.alone ? [] : customer.between(start, end);
    const heard = news.every(isHeard) ? now : trigger.read(heardOnly(customer, look));
    for (const one of found) {
      if (!heard.includes(one)) continue;
      const causedBy = causeOf(one, customer, look, news);
      const since = news.length === 0 ? day : sinceOf(one, customer, look);
      yield { name: trigger.nameOf(one, formatDay(day)), look, since, ...(causedBy !== undefined && { causedBy }) };
    }
  }
}

/** @param counts of what was recorded on the day, and not quietly; all of that where absent */
function heardOnly(
  customer: KnownCustomer,
  { day, start, end, others }: Look,
  counts: (entry: JournalEntry) => boolean = () => true,
): Seen {
  return customer
    .by((entry) => entry.recordedAt < end && (entry.recordedAt < start || (isHeard(entry) && counts(entry))))
    .seen(day, others);
}

/**
 * What an automation recorded on the day with which something became so; undefined where it is so without all of that, or became so by what
 * others recorded after it.
 * @param news what was recorded on the day
 */
function causeOf(
  one: string,
  customer: KnownCustomer,
  look: Look,
  news: readonly JournalEntry[],
): JournalEntry | undefined {
  const caused = news.filter((entry) => isHeard(entry) && isByAutomation(entry));
  if (caused.length === 0) return undefined;
  const isSo = (counts: (entry: JournalEntry) => boolean): boolean =>
    look.trigger.read(heardOnly(customer, look, counts)).includes(one);
  if (isSo((entry) => !isByAutomation(entry))) return undefined;
  const isSoBy = (last: number): boolean => isSo(({ position }) => Number(position) <= last);
  return caused.findLast(({ position }) => isSoBy(Number(position)) && !isSoBy(Number(position) - 1));
}

/** The first of the last days from which on it has been so, as is known now. */
function sinceOf(one: string, customer: KnownCustomer, { day, end, trigger, others }: Look): number {
  const known = customer.before(end);
  let since = day;
  let isSo = false;
  for (let on = day - LOOK_BACK; on < day; on++) {
    const was = isSo;
    isSo = trigger.read(known.seen(on, others)).includes(one);
    if (isSo && !was) since = on;
  }
  return isSo ? since : day;
}
