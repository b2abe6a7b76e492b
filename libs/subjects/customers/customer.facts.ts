import type { ExclusionSaid } from '#figures/exclusions.js';
import type { RecordedEvent } from '#kernel/event.js';
import { parseDay, Calendar } from '#kernel/time/calendar.js';
import type {
  CustomerChanged,
  CustomerClosed,
  CustomerErased,
  CustomerEvent,
  CustomerRegistered,
  CustomerReopened,
  CustomerTierOverridden,
  HoldPlaced,
  HoldReleased,
} from './customer.events.js';
import { insertByInstant, type Closing, type History, type TierOverride } from './timeline/history.js';
import { addOverride, withdrawOverrides } from './timeline/tier-override.js';
import type { Effect } from './timeline/entry.js';
import { NO_PREVIOUS_DAY } from './timeline/rows.js';
import { needObject, needText, textIfAny } from '#kernel/shape.js';

/** Registration, changes, closings and reopenings: they move the customer and bring no entries of their own. */
export function customerEffect(event: CustomerEvent & Pick<RecordedEvent, 'recordedAt'>, calendar: Calendar): Effect {
  check(event);
  const day = calendar.dayOf(event.occurredAt);
  const customer = isForPerson(event) ? event.data.customer : event.data.id;
  const change = (history: History): void => {
    changeCustomer(history, event, day);
    if (event.type === 'CustomerRegistered' || event.type === 'CustomerChanged')
      exclude(history, event, { day, recorded: calendar.dayOf(event.recordedAt) });
  };
  return { customer, day, entries: [], change };
}

/** What is said when it is registered holds since ever, as all that is said then. */
function exclude(
  history: History,
  { type, occurredAt, data }: CustomerRegistered | CustomerChanged,
  { day, recorded }: Pick<ExclusionSaid, 'day' | 'recorded'>,
): void {
  const { excluded } = data;
  if (excluded === undefined) return;
  const from =
    type === 'CustomerRegistered' ? { at: '', day: NO_PREVIOUS_DAY, id: '' } : { at: occurredAt, day, id: data.change };
  insertByInstant(history.exclusions, { ...from, excluded, recorded });
}

/** What is done for a person names its customer as such. */
function isForPerson(event: CustomerEvent): event is CustomerErased | HoldPlaced | HoldReleased {
  return ['CustomerErased', 'HoldPlaced', 'HoldReleased'].includes(event.type);
}

function check(event: CustomerEvent): void {
  const { type, data } = event;
  needText(data, isForPerson(event) ? 'customer' : 'id');
  if (type !== 'CustomerRegistered') needText(data, 'change');
  if (type === 'CustomerTierOverridden') needText(data, 'tier', 'from');
  if (type === 'CustomerTierOverridden') textIfAny(data, 'until');
  if (type === 'CustomerTierOverrideWithdrawn') textIfAny(data, 'override', 'from');
  if (type === 'CustomerClosed' || type === 'CustomerReopened') textIfAny(data, 'reason');
  if (type !== 'CustomerRegistered' && type !== 'CustomerChanged') return;
  needObject(data.attributes, 'attributes');
  textIfAny(data.attributes, 'region', 'source', 'segment', 'salesperson', 'timeZone');
  const { timeZone } = data.attributes;
  if (timeZone !== undefined && !Calendar.hasZone(timeZone)) throw new Error('timeZone must be an IANA time zone');
  if (!['boolean', 'undefined'].includes(typeof data.excluded)) throw new Error('excluded must be true or false');
}

function changeCustomer(history: History, event: CustomerEvent, day: number): void {
  const at = event.occurredAt;
  switch (event.type) {
    case 'CustomerRegistered':
      history.registeredDay = day;
      history.attributes = event.data.attributes;
      return;
    case 'CustomerChanged':
      insertByInstant(history.changes, { at, day, id: event.data.change, attributes: event.data.attributes });
      return;
    case 'CustomerClosed':
    case 'CustomerReopened':
      insertByInstant(history.closings, closingOf(event, day));
      return;
    case 'CustomerTierOverridden':
      addOverride(history, overrideOf(event, day));
      return;
    case 'CustomerTierOverrideWithdrawn':
      withdrawOverrides(history, event.data.override, event.data.from === undefined ? -Infinity : day);
      return;
    case 'CustomerErased':
    case 'HoldPlaced':
    case 'HoldReleased':
      // Nothing that figures are made of is of a person.
      return;
  }
}

function overrideOf({ data }: CustomerTierOverridden, from: number): TierOverride {
  const { change: id, tier, until } = data;
  return { id, tier, from, until: until === undefined ? Infinity : dayNamed(until) };
}

function dayNamed(date: string): number {
  const day = parseDay(date);
  if (day === undefined) throw new Error('until must be a date');
  return day;
}

function closingOf({ type, occurredAt: at, data }: CustomerClosed | CustomerReopened, day: number): Closing {
  const { change: id, reason } = data;
  return { at, day, id, closed: type === 'CustomerClosed', ...(reason !== undefined && { reason }) };
}
