import { isReadable, readJournal, type JournalEntry } from '#figures/journal/journal.js';
import { formatDay } from '#kernel/time/calendar.js';
import { BY_AUTOMATION, TRIGGERS, type Automation } from '../automations/automation.js';
import { conditionsOf } from '../automations/condition.js';
import { agreesTo } from '../automations/agreed.js';
import { planned, type Plans } from '../automations/doing/doings.js';
import { historyKnown } from '../customers/customer-card.js';
import type { ReadOn } from '../read.js';
import { CustomerOn } from '../segments/customer-on.js';
import { consentOn } from '../segments/names.js';
import { verdictOf, type Occasion, type Reason } from './decision.js';

const PAGE = 1_000;

/** A version of an automation. */
export interface Version {
  readonly id: string;
  readonly version: number;
  readonly rule: Automation;
}

/** An occasion, and what follows from it by itself. */
export interface Judged extends Occasion, Plans {
  readonly position: number;
  readonly version: number;
  readonly verdict: Reason | undefined;
  readonly once: Automation['once'];
}

export interface Stretch {
  /** Of the log: after one position up to another. */
  readonly after: number;
  readonly upTo: number;
  /** Only what was recorded from a business day on, up to another. */
  readonly from: number;
  readonly to: number;
}

/**
 * The occasions of one kind of fact in the order of the log, each as its customer was known when it was recorded, and nothing of what came
 * after: the same whenever it is asked. What was loaded quietly is none, nor what is of nobody or what automations recorded.
 * @param versionAt the version that what is recorded at a position is judged by; none where absent
 */
export async function* judged(
  fact: Automation['on']['fact'],
  versionAt: (position: number) => Version | undefined,
  { after, upTo, from, to }: Stretch,
  on: ReadOn,
): AsyncIterable<Judged> {
  for (let at = after; ;) {
    const page = await readJournal(on.views, { type: TRIGGERS[fact], after: at, limit: PAGE });
    for (const entry of page) {
      const position = Number(entry.position);
      const day = on.calendar.dayOf(entry.recordedAt);
      if (position > upTo || day > to) return;
      const customer = customerIn(entry);
      const version = versionAt(position);
      if (day < from || entry.quiet === true || customer === undefined || version === undefined) continue;
      if (entry.emitter === BY_AUTOMATION || !isReadable(entry, on.types)) continue;
      const occasion = await judgedBy(version, entry, customer, on);
      if (occasion !== undefined) yield occasion;
    }
    if (page.length < PAGE) return;
    at = Number(page.at(-1)?.position);
  }
}

function customerIn({ type, data }: JournalEntry): string | undefined {
  const customer = type.startsWith('Customer') ? data['id'] : data['customerId'];
  return typeof customer === 'string' ? customer : undefined;
}

/** @returns undefined for what is no occasion */
async function judgedBy(
  { id, version, rule }: Version,
  { id: occasion, position, recordedAt: at, occurredAt, data }: JournalEntry,
  customer: string,
  on: ReadOn,
): Promise<Judged | undefined> {
  const day = on.calendar.dayOf(at);
  const known = { asOf: { day }, upTo: Number(position) };
  const seen = new CustomerOn(await historyKnown(customer, on.views, known, on), on.policies, day);
  const isThere = seen.moveTo(day);
  const { where, condition } = conditionsOf(rule);
  if (where?.holds(data, isThere ? seen : undefined) === false) return undefined;
  const holds = condition === undefined || (isThere && condition.holds(seen));
  const agreed = await agreesTo(rule.do, isThere ? consentOn(seen) : new Map(), on.views);
  const seller = isThere ? seen.standing.salesperson : '';
  const occasionOf = { id: occasion, customer, at, occurredAt, year: formatDay(day).slice(0, 4) };
  return {
    ...occasionOf,
    position: Number(position),
    version,
    verdict: verdictOf({ ...rule, id }, occasionOf, holds, agreed),
    once: rule.once,
    ...planned(rule.do, { seller, day }),
  };
}
