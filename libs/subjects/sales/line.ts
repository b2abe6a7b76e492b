import { AMOUNT_LIMIT, formatDecimal, multiply, parseDecimal } from '#kernel/decimal.js';
import { present } from '#ledger/command.js';
import type { SaleLine } from './sale.events.js';
import type { Fields } from '#ledger/fields.js';

/** A line of a sale or credit as the caller said it, normalized. */
export type LineSaid = Omit<SaleLine, 'gross' | 'reduction'>;

/** Reads a line and works out its gross and discount; what is wrong is told to the fields. */
export function readLine(fields: Fields): SaleLine {
  const said = present({
    product: fields.label('product'),
    category: fields.optionalLabel('category'),
    quantity: fields.quantity('quantity'),
    unitPrice: fields.amount('unitPrice', 'zero'),
    discount: fields.optionalAmount('discount', 'zero'),
    discountRate: fields.optionalRate('discountRate'),
    tax: fields.optionalAmount('tax', 'zero'),
  });
  if (said.discount !== undefined && said.discountRate !== undefined)
    fields.fail('discountRate', 'must not come with discount: send one of the two');
  if (!fields.sound) return { ...said, gross: '0', reduction: '0' };
  const { gross, reduction } = lineAmounts(said);
  if (reduction > gross) fields.fail('discount', 'must not be more than quantity times unitPrice');
  if (gross >= AMOUNT_LIMIT) fields.failRange('unitPrice', 'times quantity must be smaller than 10^16');
  return { ...said, gross: formatDecimal(gross), reduction: formatDecimal(reduction) };
}

/** What the caller said of a line, without what was worked out. */
export function lineSaid({ gross: _gross, reduction: _reduction, ...said }: SaleLine): LineSaid {
  return said;
}

/** gross = quantity x unitPrice; the discount as an amount, given or gross x rate. Each product rounded half-even to 6 decimals, once. Spec section 1. */
function lineAmounts(line: LineSaid): { readonly gross: bigint; readonly reduction: bigint } {
  const gross = multiply(parseDecimal(line.quantity), parseDecimal(line.unitPrice));
  if (line.discount !== undefined) return { gross, reduction: parseDecimal(line.discount) };
  if (line.discountRate !== undefined) return { gross, reduction: multiply(gross, parseDecimal(line.discountRate)) };
  return { gross, reduction: 0n };
}

/** The net of a line, in millionths. */
export function netOf(line: Pick<SaleLine, 'gross' | 'reduction'>): bigint {
  return parseDecimal(line.gross) - parseDecimal(line.reduction);
}
