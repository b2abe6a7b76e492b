import type { Decider } from '#kernel/decider.js';
import { formatDecimal } from '#kernel/decimal.js';
import { present } from '#ledger/command.js';
import { attributed } from '../sales/attribution.js';
import type { CustomerAsOf } from '../customers/customer-as-of.js';
import type { CreditContent, CreditLine, CreditRecorded } from './credit.events.js';
import type { SaleLine } from '../sales/sale.events.js';
import { lineSaid, netOf } from '../sales/line.js';

/** Money given back that names no sale. */
export interface RecordCredit {
  readonly type: 'RecordCredit';
  readonly at: string;
  readonly credit: CreditContent;
  /** The credit's customer as of `at`; absent for a guest and for a customer nobody has registered. */
  readonly customer?: CustomerAsOf;
}

/** Nothing follows a credit, so nothing of it is remembered. */
export const creditDecider: Decider<null, RecordCredit, CreditRecorded> = {
  initial: null,

  evolve: () => null,

  decide({ at, credit, customer }) {
    const data = attributed(credit, customer);
    const key = credit.customerId ?? `credit-${credit.id}`;
    return [{ type: 'CreditRecorded', schema: 1, occurredAt: at, key, data }];
  },
};

/** A line as a sale's, given back: its amount is its net. */
export function creditLine(line: SaleLine): CreditLine {
  const { amount: gross, ...said } = lineSaid(line);
  return { ...said, ...present({ gross }), amount: formatDecimal(netOf(line)) };
}
