import { SALE_EVENTS } from './sale.events.js';
import { present } from '#ledger/command.js';
import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { SALE_SHOWN, type SaleShown } from './sale.answers.js';
import { netOf, taxOf } from './line.js';
import type { RefundContent, SaleContent, SaleLine } from './sale.events.js';
import { journalTold, type ToldOn } from '../customers/entries-seen.js';
import { NO_PARAMETERS, reads } from '../read.js';
import { maskedOf, readableOf, type JournalEntry } from '#figures/journal/journal.js';

/** What a sale has one of, whatever its lines are; the rest is its customer's. */
const ONE_OF = ['region', 'salesperson', 'channel', 'currency', 'campaign', 'stage', 'tier', 'segment', 'source'];

/** A sale as of now: its lines with their net, what was refunded and is left, and its journal. @throws Problem `not-found` */
export async function saleDetail(id: string, on: ToldOn): Promise<SaleShown> {
  const journal = await journalTold('sale', id, ONE_OF, on);
  const readable = readableOf(`sale ${id}`, journal, SALE_EVENTS);
  const [first] = readable;
  const { lines, ...content } = first.data as SaleContent;
  const refunds = readable.filter(({ type }) => type === 'SaleRefunded').map(refundOf);
  const gross = sum(lines.map((line) => line.gross));
  const discount = sum(lines.map((line) => line.reduction));
  const tax = lines.reduce((total, line) => total + taxOf(line), 0n);
  const taxRefunded = sum(refunds.flatMap((refund) => refund.lines.map((line) => line.tax ?? '0')));
  const refunded = sum(refunds.flatMap((refund) => refund.lines.map((line) => line.amount)));
  return {
    ...content,
    status: readable.some(({ type }) => type === 'SaleVoided') ? 'voided' : 'recorded',
    occurredAt: first.occurredAt,
    lines: lines.map(lineDetail),
    totals: {
      gross: formatDecimal(gross),
      discount: formatDecimal(discount),
      net: formatDecimal(gross - discount),
      tax: formatDecimal(tax),
      refunded: formatDecimal(refunded),
      left: formatDecimal(gross - discount - refunded),
      taxRefunded: formatDecimal(taxRefunded),
    },
    refunds,
    journal,
  };
}

/** Discount and tax with the line's shares of the sale's own. */
function lineDetail(sold: SaleLine) {
  const { reduction, taxShare, tax, ...line } = sold;
  const whole = taxShare === undefined ? tax : formatDecimal(taxOf(sold));
  return { ...line, ...present({ tax: whole }), discount: reduction, net: formatDecimal(netOf(sold)) };
}

function refundOf(entry: JournalEntry) {
  const { refund, reason, lines } = entry.data as RefundContent;
  return {
    id: refund,
    occurredAt: entry.occurredAt,
    ...(reason !== undefined && { reason }),
    ...maskedOf(entry),
    lines: lines.map(({ earlier: _earlier, ...line }) => line),
  };
}

function sum(amounts: readonly string[]): bigint {
  return amounts.reduce((total, amount) => total + parseDecimal(amount), 0n);
}

export const SALE_READS = {
  showSale: reads({
    path: 'sales/:id',
    parameters: NO_PARAMETERS,
    answers: SALE_SHOWN,
    example: { summary: 'A sale', id: 's-1' },
    ofRows: true,
    answer: ({ id }, on) => saleDetail(id, on),
  }),
};
