import type { JournalEntry } from '#figures/journal/journal.js';
import { formatDay } from '#kernel/time/calendar.js';
import { present } from '#ledger/command.js';
import { agreesTo, messagesTo } from '../automations/agreed.js';
import { waitOf, type Automation } from '../automations/automation.js';
import { conditionsOf } from '../automations/condition.js';
import { planned, type Plans } from '../automations/doing/doings.js';
import { quietUntil } from '../automations/quiet-hours.js';
import type { ReadOn } from '../read.js';
import { consentOn } from '../segments/names.js';
import { causesOf } from './causes-of.js';
import { verdictOf, type Bounds, type Occasion, type Reason } from './decision.js';
import type { KnownCustomer, Seen } from './known-customer.js';
import type { Version } from './versions.js';

/** Something that may be an occasion, and its customer. */
export interface Found extends Pick<Occasion, 'id' | 'at' | 'occurredAt' | 'isLate'> {
  readonly customer: KnownCustomer;
  /** As it was known when this became known. Good until the customer is looked at otherwise. */
  readonly seen: Seen;
  /** What of a fact conditions may look at. */
  readonly data?: JournalEntry['data'];
  /** Of a fact. */
  readonly position?: number;
  /** What was sent as an automation’s, where that is it or made it so. */
  readonly causedBy?: JournalEntry;
}

/** An occasion, and what follows from it by itself. */
export interface Judged extends Occasion, Plans, Bounds {
  readonly position?: number;
  readonly version: number;
  readonly verdict: Reason | undefined;
  /** To the customer; where they are counted. */
  readonly messages?: number;
}

/** When an occasion is decided that becomes known at an instant: RFC 3339 in UTC. */
export function dueOf(rule: Pick<Automation, 'wait'>, at: string): string {
  return new Date(Date.parse(at) + waitOf(rule)).toISOString();
}

/**
 * What follows from what was found: after the wait, if there is one, by what is known of the customer then.
 * @param isOn whether the automation is switched on by then, where that is known otherwise than by the version
 * @returns undefined for what is no occasion, was sent as an automation’s by somebody else, or is of a customer who is erased by then
 */
export async function judge(version: Version, found: Found, on: ReadOn, isOn = true): Promise<Judged | undefined> {
  const { id: automation, rule } = version;
  const { where, condition } = conditionsOf(rule);
  const { id, at, occurredAt, isLate, data, position, causedBy } = found;
  if (data !== undefined && where?.holds(data, found.seen.on) === false) return undefined;
  const due = dueOf(rule, at);
  if (found.customer.isErasedBy(due)) return undefined;
  const causes = causedBy === undefined ? [] : await causesOf(causedBy, on);
  if (causes === undefined) return undefined;
  const { on: seen } = rule.wait === undefined ? found.seen : seenBefore(due, found.customer, on);
  const holds = condition === undefined || (seen !== undefined && condition.holds(seen));
  const agreed = await agreesTo(rule.do, seen === undefined ? new Map() : consentOn(seen), on.views);
  const year = formatDay(on.calendar.dayOf(at)).slice(0, 4);
  const occasion = {
    ...{ id, customer: found.customer.id, at, occurredAt, year },
    ...present({ isLate, causes: causes.length === 0 ? undefined : causes }),
  };
  const isCounted = rule.cap !== undefined || rule.quietHours !== undefined;
  const messages = isCounted ? await messagesTo(rule.do, on.views) : undefined;
  const verdict = verdictOf({ ...rule, enabled: rule.enabled && isOn, id: automation }, occasion, holds, agreed);
  const seller = seen?.standing.salesperson ?? '';
  const day = on.calendar.dayOf(due);
  return {
    ...occasion,
    ...(position !== undefined && { position }),
    version: version.version,
    verdict: verdict ?? (isQuiet(rule, messages, due, on) ? 'quiet-hours' : undefined),
    once: rule.once,
    ...present({ cap: rule.cap, messages }),
    ...planned(rule.do, { seller, day }),
  };
}

/** Whether there is something to be written that has to wait. */
function isQuiet(
  { quietHours }: Pick<Automation, 'quietHours'>,
  messages: number | undefined,
  due: string,
  { calendar }: Pick<ReadOn, 'calendar'>,
): boolean {
  if (quietHours === undefined || messages === undefined || messages === 0) return false;
  return quietUntil(quietHours, calendar.zone, Date.parse(due)) !== undefined;
}

/** Where an instant is the turn of a day, that is the day that is over. */
function seenBefore(instant: string, customer: KnownCustomer, { calendar }: Pick<ReadOn, 'calendar'>): Seen {
  const last = new Date(Date.parse(instant) - 1).toISOString();
  return customer.before(instant).seen(calendar.dayOf(last));
}
