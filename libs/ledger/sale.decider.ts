import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import type { Aggregate } from '#kernel/handle.js';
import { Problem } from '#kernel/problem.js';
import { differingFields } from './command.js';
import type { Attribution, RefundContent, RefundLine, SaleContent, SaleEvent, SaleLine } from './events.js';
import { netOf, spread } from './line-amounts.js';

export interface RecordSale extends Attribution {
  readonly type: 'RecordSale';
  readonly id: string;
  readonly at: string;
  readonly opportunityId?: string;
  readonly lines: readonly SaleLine[];
}
export interface RefundSale {
  readonly type: 'RefundSale';
  readonly id: string;
  readonly refund: string;
  readonly at: string;
  readonly reason?: string;
  /** For the whole sale; otherwise lines. */
  readonly amount?: string;
  readonly lines?: readonly { readonly line: number; readonly quantity?: string; readonly amount: string }[];
}
export interface VoidSale {
  readonly type: 'VoidSale';
  readonly id: string;
  readonly change: string;
  readonly reason: string;
}
export type SaleCommand = RecordSale | RefundSale | VoidSale;

export interface Sale {
  readonly recorded?: { readonly at: string; readonly content: SaleContent };
  readonly refunds: readonly { readonly occurredAt: string; readonly data: RefundContent }[];
  /** What is left of each line's net after the refunds, in millionths. */
  readonly left: readonly bigint[];
  readonly voided: boolean;
}

export const SALE: Aggregate<Sale, SaleCommand> = {
  prefix: 'sale-',

  initial: { refunds: [], left: [], voided: false },

  evolve(sale, stored) {
    const event = stored as typeof stored & SaleEvent;
    switch (event.type) {
      case 'SaleRecorded':
        return { ...sale, recorded: { at: event.occurredAt, content: event.data }, left: event.data.lines.map(netOf) };
      case 'SaleRefunded': {
        const left = [...sale.left];
        for (const { line, amount } of event.data.lines)
          if (line !== undefined) left[line] = (left[line] ?? 0n) - parseDecimal(amount);
        return { ...sale, left, refunds: [...sale.refunds, { occurredAt: event.occurredAt, data: event.data }] };
      }
      case 'SaleVoided':
        return { ...sale, voided: true };
    }
  },

  decide(command, sale): readonly SaleEvent[] {
    switch (command.type) {
      case 'RecordSale':
        return record(command, sale);
      case 'RefundSale':
        return refund(command, sale);
      case 'VoidSale':
        return voidSale(command, sale);
    }
  },

  differing(content, { type, occurredAt, data }) {
    const told = data as SaleContent & RefundContent;
    const { id, reason, amount, customerId, currency, salesperson, region, channel, opportunityId, lines } = told;
    if (type !== 'SaleRecorded') {
      const spreadLines = amount === undefined ? lines : undefined;
      return differingFields(content, {
        saleId: id,
        reason,
        amount,
        ...(type === 'SaleRefunded' ? { occurredAt, lines: spreadLines } : {}),
      });
    }
    const frozen = { currency, salesperson, region };
    const given = Object.fromEntries(Object.entries(frozen).filter(([name]) => name in content));
    return differingFields(content, { occurredAt, customerId, channel, opportunityId, lines, ...given });
  },
};

function record({ type: _type, at, ...content }: RecordSale, sale: Sale): readonly SaleEvent[] {
  if (sale.recorded !== undefined) throw new Problem('id-conflict', `the sale ${content.id} is recorded already`);
  return [{ type: 'SaleRecorded', schema: 1, occurredAt: at, key: keyOf(content), data: content }];
}

function refund(command: RefundSale, sale: Sale): readonly SaleEvent[] {
  const { id, refund: claim, at, reason, amount } = command;
  const { content, at: soldAt } = standing(sale, id);
  if (at < soldAt) throw new Problem('before-its-start', `the refund is dated ${at}, before its sale at ${soldAt}`);
  const lines =
    amount === undefined
      ? refundLines(command, content, sale)
      : spreadOverLines(parseDecimal(amount), content, sale, id);
  const { lines: _lines, opportunityId: _opportunity, ...attribution } = content;
  const data = {
    ...attribution,
    refund: claim,
    ...(reason !== undefined && { reason }),
    ...(amount !== undefined && { amount }),
    lines,
  };
  return [{ type: 'SaleRefunded', schema: 1, occurredAt: at, key: keyOf(content), data }];
}

function refundLines({ id, lines = [] }: RefundSale, content: SaleContent, sale: Sale): readonly RefundLine[] {
  const left = [...sale.left];
  return lines.map(({ line, quantity, amount }) => {
    const sold = content.lines[line];
    const rest = left[line];
    if (sold === undefined || rest === undefined)
      throw new Problem(
        'line-unknown',
        `the sale ${id} has the lines 0 to ${String(content.lines.length - 1)}, not ${String(line)}`,
      );
    left[line] = rest - parseDecimal(amount);
    if (parseDecimal(amount) > rest) throw tooMuch(id, `line ${String(line)}`, rest);
    return { line, ...named(sold), ...(quantity !== undefined && { quantity }), amount };
  });
}

function spreadOverLines(amount: bigint, content: SaleContent, sale: Sale, id: string): readonly RefundLine[] {
  const left = sale.left.reduce((sum, rest) => sum + rest, 0n);
  if (amount > left) throw tooMuch(id, 'the sale', left);
  return spread(amount, sale.left)
    .map((share, line): RefundLine => ({
      line,
      ...named(content.lines[line] as SaleLine),
      amount: formatDecimal(share),
    }))
    .filter((line) => line.amount !== '0');
}

function tooMuch(id: string, what: string, left: bigint): Problem {
  return new Problem('refund-exceeds-sale', `${what} of the sale ${id} has ${formatDecimal(left)} left to refund`);
}

function voidSale({ id, change, reason }: VoidSale, sale: Sale): readonly SaleEvent[] {
  if (sale.voided) throw new Problem('already-voided', `the sale ${id} is void already`);
  const { content, at } = standing(sale, id);
  const data = { id, change, reason, sale: content, refunds: sale.refunds };
  return [{ type: 'SaleVoided', schema: 1, occurredAt: at, key: keyOf(content), data }];
}

/** @throws Problem for a sale that is not there, or no longer */
function standing({ recorded, voided }: Sale, id: string): { at: string; content: SaleContent } {
  if (recorded === undefined) throw new Problem('not-found', `there is no sale ${id}`);
  if (voided) throw new Problem('sale-voided', `the sale ${id} is void: nothing more can happen to it`);
  return recorded;
}

function named({ product, category }: SaleLine): { product: string; category?: string } {
  return { product, ...(category !== undefined && { category }) };
}

function keyOf({ id, customerId }: { readonly id: string; readonly customerId?: string }): string {
  return customerId ?? `sale-${id}`;
}
