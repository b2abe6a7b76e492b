import type { JournalEntry } from '#figures/journal/journal.js';
import { formatDay } from '#kernel/time/calendar.js';
import { present } from '#ledger/command.js';
import { agreesTo, messagesTo } from '../automations/agreed.js';
import { waitOf, type Automation } from '../automations/automation.js';
import { conditionsOf } from '../automations/condition.js';
import { planned, type Plans } from '../automations/doing/doings.js';
import { quietUntil } from '../automations/quiet-hours.js';
import type { ReadOn } from '../read.js';
import type { Others } from '../segments/customer-on.js';
import { consentOn } from '../segments/names.js';
import { causesOf } from './causes-of.js';
import { verdictOf, type Bounds, type Occasion, type Reason } from './decision.js';
import type { Beside } from './beside.js';
import type { KnownCustomer, Seen } from './known-customer.js';
import { thenBefore, type Then } from './times.js';
import type { Version } from './versions.js';

/** Something that may be an occasion, and its customer. */
export interface Found extends Pick<Occasion, 'id' | 'at' | 'occurredAt' | 'isLate'> {
  readonly customer: KnownCustomer;
  /** By the end of which day it is looked at when this becomes known. */
  readonly then: Then;
  /** As it was known when this became known: good until the customer is looked at otherwise. @param others what its own history does not tell */
  readonly see: (others: Others | undefined) => Seen;
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
 * @param beside of the version @param isOn whether the automation is switched on by then, where that is known otherwise than by the version
 * @returns undefined for what is no occasion, was sent as an automation’s by somebody else, or is of a customer who is erased by then
 */
export async function judge(
  version: Version,
  found: Found,
  beside: Beside,
  on: ReadOn,
  isOn = true,
): Promise<Judged | undefined> {
  const { id: automation, rule } = version;
  const { id, at, occurredAt, isLate, position, causedBy } = found;
  const due = dueOf(rule, at);
  if (found.customer.isErasedBy(due) || !(await isOccasion(rule, found, beside))) return undefined;
  const causes = causedBy === undefined ? [] : await causesOf(causedBy, on);
  if (causes === undefined) return undefined;
  const { condition } = conditionsOf(rule);
  const then = decidedBy(rule, found, on);
  const others = condition && (await beside.of(condition, found.customer, then));
  const { on: seen } = rule.wait === undefined ? found.see(others) : found.customer.before(due).seen(then.day, others);
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

/** By the end of which day a customer is looked at when it is decided. */
export function decidedBy(
  rule: Pick<Automation, 'wait'>,
  { at, then }: Pick<Found, 'at' | 'then'>,
  { calendar }: Pick<ReadOn, 'calendar'>,
): Then {
  return rule.wait === undefined ? then : thenBefore(dueOf(rule, at), calendar);
}

/** What is said of a fact itself has to be true of it. */
async function isOccasion(rule: Automation, { data, customer, then, see }: Found, beside: Beside): Promise<boolean> {
  const { where } = conditionsOf(rule);
  if (where === undefined || data === undefined) return true;
  return where.holds(data, see(await beside.of(where.rule, customer, then)).on);
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
