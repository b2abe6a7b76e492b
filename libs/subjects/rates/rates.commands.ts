import { parseDecimal } from '#kernel/decimal.js';
import { aggregate } from '#ledger/aggregate.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { positiveAmount } from '#ledger/input/number.js';
import { currency, label } from '#ledger/input/text.js';
import { date, startOfDate } from '#ledger/input/time.js';
import { RATE_EVENTS, type RateSet } from './rate.events.js';
import { ratesDecider, type SetRate } from './rates.decider.js';

export const SETTING = commandInput(
  'SetRate',
  { id: label, currency, from: date, rate: positiveAmount },
  (rate, { calendar }): SetRate => ({ type: 'SetRate', at: startOfDate(rate.from, calendar), rate }),
  (said, scope, context) => {
    const isBase = said.currency === context.currency;
    if (scope.sound && isBase && parseDecimal(said.rate ?? '1') !== parseDecimal('1'))
      scope.fail('currency', 'is the base currency, which is worth 1 of itself');
  },
);

/** The command an event was, as the caller said it. */
function rateSaid({ data }: RateSet): Said {
  return { content: { type: 'SetRate', ...data }, filled: [] };
}

/** The one stream of its kind. */
export const RATES = aggregate('rates', {
  decider: ratesDecider,
  events: RATE_EVENTS,
  said: rateSaid,
  claimsFirst: true,
});
