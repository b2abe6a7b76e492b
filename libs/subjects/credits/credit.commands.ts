import { aggregate } from '#ledger/aggregate.js';
import { present, pastInstant, type Unrated } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { positiveAmount } from '#ledger/input/number.js';
import { list, optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { ATTRIBUTION } from '../sales/attribution.js';
import { LINE, worked } from '../sales/line.js';
import { creditDecider, creditLine, type RecordCredit } from './credit.decider.js';
import { CREDIT_EVENTS, type CreditLine, type CreditRecorded } from './credit.events.js';

export const CREDIT_INPUT = commandInput(
  'RecordCredit',
  {
    id: label,
    occurredAt: instant,
    ...ATTRIBUTION,
    reason: optional(text),
    amount: optional(positiveAmount),
    lines: optional(list(LINE)),
  },
  ({ occurredAt, lines = [], ...said }, reading): Unrated<RecordCredit, 'credit'> => {
    const at = pastInstant('occurredAt', occurredAt, reading);
    const { amount } = said;
    const given = amount === undefined ? lines.map((line) => creditLine(worked(line))) : [{ amount }];
    return { type: 'RecordCredit', at, credit: { ...said, lines: given } };
  },
  (_said, scope) => {
    scope.requireOneOf('lines', 'amount');
  },
);

/** The command an event was, as the caller said it. */
function creditSaid({ occurredAt, data }: CreditRecorded): Said {
  const { rate: _rate, lines, ...said } = data;
  const given = said.amount === undefined ? lines.map(creditLineSaid) : undefined;
  return {
    content: present({ type: 'RecordCredit', occurredAt, ...said, lines: given }),
    filled: ['region', 'salesperson'],
  };
}

function creditLineSaid({ amount: _amount, gross: amount, ...said }: CreditLine): Partial<CreditLine> {
  return { ...said, ...present({ amount }) };
}

export const CREDIT = aggregate('credit-', { decider: creditDecider, events: CREDIT_EVENTS, said: creditSaid });
