import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import type { Reading } from '#ledger/command.js';
import { signedAmount } from '#ledger/input/number.js';
import { object, optional } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { currency, label, oneOf } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { CREDIT_INPUT } from '../credits/credit.commands.js';
import { netOf } from '../sales/line.js';
import { RECORDING } from '../sales/sale.commands.js';
import { DOCUMENT_KINDS } from './reconciliation.answers.js';

/** What a map calls a row that is a document and no fact of its own. */
export const DOCUMENT_TYPE = 'Document';

/** A sale or a credit as another system has it: what it comes to without tax, a credit below 0. */
export interface Document {
  readonly kind: (typeof DOCUMENT_KINDS)[number];
  readonly id: string;
  readonly amount: string;
  /** RFC 3339 in UTC. */
  readonly occurredAt?: string | undefined;
  readonly currency?: string | undefined;
  readonly customerId?: string | undefined;
}

export const DOCUMENT = new Shape(
  object({
    kind: optional(oneOf(DOCUMENT_KINDS)),
    id: label,
    amount: signedAmount,
    occurredAt: optional(instant),
    currency: optional(currency),
    customerId: optional(label),
  }),
);

/**
 * The document that a row or a fact is; undefined for facts of other things.
 * @param data as a map or a file has it @throws Problem for what cannot be recorded either
 */
export function documentOf(type: string, data: unknown, reading: Reading): Document | undefined {
  switch (type) {
    case DOCUMENT_TYPE: {
      const said = DOCUMENT.read(data, reading);
      return { kind: said.amount.startsWith('-') ? 'credit' : 'sale', ...said };
    }
    case 'RecordSale': {
      const { at: occurredAt, sale } = RECORDING.read(data, reading).command;
      const { id, customerId, lines } = sale;
      return { kind: 'sale', id, customerId, occurredAt, currency: sale.currency, amount: sumOf(lines.map(netOf)) };
    }
    case 'RecordCredit': {
      const { at: occurredAt, credit } = CREDIT_INPUT.read(data, reading).command;
      const { id, customerId, lines } = credit;
      const given = lines.map(({ amount }) => -parseDecimal(amount));
      return { kind: 'credit', id, customerId, occurredAt, currency: credit.currency, amount: sumOf(given) };
    }
    default:
      return undefined;
  }
}

function sumOf(amounts: readonly bigint[]): string {
  return formatDecimal(amounts.reduce((sum, amount) => sum + amount, 0n));
}
