import { formatDecimal } from '#kernel/decimal.js';
import type { Aggregate } from '#kernel/handle.js';
import { Problem } from '#kernel/problem.js';
import { differingFields } from './command.js';
import type { Attribution, CreditContent, CreditRecorded, RefundLine, SaleLine } from './events.js';
import { netOf } from './line-amounts.js';

/** Money given back that names no sale. */
export interface CreditCommand extends Attribution {
  readonly type: 'RecordCredit';
  readonly id: string;
  readonly at: string;
  readonly reason?: string;
  /** Instead of lines. */
  readonly amount?: string;
  readonly lines: readonly SaleLine[];
}

export interface Credit {
  readonly exists: boolean;
}

export const CREDIT: Aggregate<Credit, CreditCommand> = {
  prefix: 'credit-',

  initial: { exists: false },

  evolve: () => ({ exists: true }),

  decide({ type: _type, at, lines, ...content }, { exists }): readonly CreditRecorded[] {
    if (exists) throw new Problem('id-conflict', `the credit ${content.id} is recorded already`);
    const { amount, id, customerId } = content;
    const given: readonly RefundLine[] = amount === undefined ? lines.map(givenBack) : [{ amount }];
    return [
      {
        type: 'CreditRecorded',
        schema: 1,
        occurredAt: at,
        key: customerId ?? `credit-${id}`,
        data: { ...content, lines: given },
      },
    ];
  },

  differing(content, { occurredAt, data }) {
    const { customerId, channel, reason, amount, currency, salesperson, region } = data as CreditContent;
    const given = Object.entries({ currency, salesperson, region }).filter(([name]) => name in content);
    return differingFields(content, { occurredAt, customerId, channel, reason, amount, ...Object.fromEntries(given) });
  },
};

function givenBack(line: SaleLine): RefundLine {
  const { product, category, quantity } = line;
  return { product, ...(category !== undefined && { category }), quantity, amount: formatDecimal(netOf(line)) };
}
