import { parseDay, type Calendar } from '#kernel/time/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { OpportunityEvent, TargetSet } from '#ledger/events.js';
import { unknownShape } from '#ledger/events.decodable.js';
import type { Effect } from './effect.js';
import { effectOf } from './effect-of.js';
import { decimalIfAny, needDecimal, needObject, needText, textIfAny } from './shape.js';

/** What an event means for the read models, all of it worked out and checked before anything is changed. */
export interface Meaning {
  readonly event: RecordedEvent;
  /** For its customer's figures, or a guest's. */
  readonly effect?: Effect;
  /** Where it is one of an opportunity. */
  readonly deal?: OpportunityEvent;
}

const INSTANT_LENGTH = '2024-01-31T10:30:00.000Z'.length;

/** @throws Error saying what of the event cannot be understood */
export function meaningOf(event: RecordedEvent, calendar: Calendar): Meaning {
  checkEnvelope(event, calendar);
  if (isDeal(event)) {
    checkDeal(event);
    return { event, deal: event };
  }
  if (isTarget(event)) checkTarget(event);
  const effect = effectOf(event, calendar);
  if (effect === undefined) return { event };
  checkEffect(effect, event);
  return { event, effect };
}

function checkEnvelope({ type, schema, occurredAt, data }: RecordedEvent, calendar: Calendar): void {
  const unknown = unknownShape(type, schema);
  if (unknown !== undefined) throw new Error(unknown);
  needObject(data, 'data');
  const isInstant = typeof occurredAt === 'string' && occurredAt.length === INSTANT_LENGTH && occurredAt.endsWith('Z');
  if (!isInstant || Number.isNaN(calendar.dayOf(occurredAt)))
    throw new Error('occurredAt must be an instant in UTC with milliseconds');
}

/** A customer's events have the customer as their key, or two shards would keep one history. */
function checkEffect({ customer, day, entries }: Effect, { key }: RecordedEvent): void {
  if (customer !== undefined && customer !== key)
    throw new Error(`it is about another customer than its key ${key} says`);
  if (!Number.isSafeInteger(day)) throw new Error('every occurredAt in it must be an instant');
  for (const { own } of entries)
    for (const value of own) if (typeof value !== 'string') throw new Error('what figures are cut by must be text');
}

function isDeal(event: RecordedEvent): event is RecordedEvent & OpportunityEvent {
  return event.type.startsWith('Opportunity');
}

function checkDeal({ type, data }: OpportunityEvent): void {
  needText(data, 'id', type === 'OpportunityOpened' ? 'currency' : 'change');
  textIfAny(data, 'customerId', 'product', 'salesperson', 'region', 'stage', 'reason');
  decimalIfAny(data, 'value', 'probability');
  if (data.rate !== null) needDecimal(data, 'rate');
}

function isTarget(event: RecordedEvent): event is RecordedEvent & TargetSet {
  return event.type === 'TargetSet';
}

function checkTarget({ data }: TargetSet): void {
  needText(data, 'id', 'metric', 'from', 'to');
  needDecimal(data, 'value');
  if (parseDay(data.from) === undefined || parseDay(data.to) === undefined)
    throw new Error('from and to must be dates');
  needObject(data.where, 'where');
  for (const values of Object.values(data.where)) if (!Array.isArray(values)) throw new Error('where must hold lists');
}
