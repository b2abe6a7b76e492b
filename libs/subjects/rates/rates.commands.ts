import { aggregate } from '#ledger/aggregate.js';
import { RATE_EVENTS } from './rate.events.js';
import { ratesDecider } from './rates.decider.js';
import { parseDecimal } from '#kernel/decimal.js';
import { claimOf, openFields, type Read, type Reading } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import type { RateSet } from './rate.events.js';
import type { SetRate } from './rates.decider.js';

export function readRate(data: unknown, reading: Reading): Read<SetRate> {
  const { fields, envelope } = openFields(data, reading);
  const id = fields.label('id');
  const currency = fields.currency('currency');
  const from = fields.date('from');
  const rate = fields.amount('rate', 'more');
  if (fields.sound && currency === reading.currency && parseDecimal(rate) !== parseDecimal('1'))
    fields.fail('currency', 'is the base currency, which is worth 1 of itself');
  fields.done();
  const type = 'SetRate';
  const said = { id, currency, from, rate };
  const at = reading.calendar.instant(from) as string;
  return { command: { type, at, rate: said }, claim: claimOf(id, { type, ...said }, envelope) };
}

/** The command an event was, as the caller said it. */
export function rateSaid({ data }: RateSet): Said {
  return { content: { type: 'SetRate', ...data }, filled: [] };
}

/** The one stream of its kind. */
export const RATES = aggregate('rates', {
  decider: ratesDecider,
  events: RATE_EVENTS,
  said: rateSaid,
  claimsFirst: true,
});
