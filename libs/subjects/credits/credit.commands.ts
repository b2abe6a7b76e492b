import { aggregate } from '#ledger/aggregate.js';
import { CREDIT_EVENTS } from './credit.events.js';
import { creditDecider } from './credit.decider.js';
import { readAttribution } from '../sales/attribution.js';
import { claimOf, openFields, present, refuseFuture, type Read, type Reading, type Unrated } from '#ledger/command.js';
import { creditLine, type RecordCredit } from './credit.decider.js';
import type { Said } from '#ledger/differences.js';
import type { CreditLine, CreditRecorded } from './credit.events.js';
import { lineSaid, readLine } from '../sales/line.js';

export function readCredit(data: unknown, reading: Reading): Read<Unrated<RecordCredit, 'credit'>> {
  const { fields, envelope } = openFields(data, reading);
  const id = fields.label('id');
  const at = fields.instant('occurredAt');
  const attribution = readAttribution(fields, reading);
  const reason = fields.optionalText('reason');
  const amount = fields.optionalAmount('amount', 'more');
  const lines = fields.optionalList('lines', readLine);
  fields.requireOneOf('lines', 'amount');
  fields.done();
  refuseFuture('occurredAt', at, reading);
  const type = 'RecordCredit';
  const said = present({ id, ...attribution, reason, amount });
  const content = present({ type, occurredAt: at, ...said, lines: lines?.map(lineSaid) });
  const given = amount === undefined ? (lines ?? []).map(creditLine) : [{ amount }];
  const credit = { ...said, lines: given };
  return { command: { type, at, credit }, claim: claimOf(id, content, envelope) };
}

/** The command an event was, as the caller said it. */
export function creditSaid({ occurredAt, data }: CreditRecorded): Said {
  const { rate: _rate, lines, ...said } = data;
  const given = said.amount === undefined ? lines.map(creditLineSaid) : undefined;
  return {
    content: present({ type: 'RecordCredit', occurredAt, ...said, lines: given }),
    filled: ['region', 'salesperson'],
  };
}

function creditLineSaid({ amount: _amount, ...said }: CreditLine): Omit<CreditLine, 'amount'> {
  return said;
}

export const CREDIT = aggregate('credit-', { decider: creditDecider, events: CREDIT_EVENTS, said: creditSaid });
