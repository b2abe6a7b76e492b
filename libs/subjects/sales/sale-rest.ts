import { convert, formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { present } from '#ledger/command.js';
import type { Attribution, RefundLine, SaleLine } from './sale.events.js';
import { netOf, taxOf } from './line.js';

/** An amount and what it counts as in the base currency, in millionths. */
interface Converted {
  readonly amount: bigint;
  readonly inBase: bigint;
}

/** What refunds have left of a line of a sale. */
export interface Rest {
  readonly quantity: bigint;
  readonly net: Converted;
  readonly tax: Converted;
}

type Rate = string | null;
type Given = Pick<RefundLine, 'quantity' | 'amount' | 'tax' | 'inBase' | 'taxInBase'>;

/** A line of which nothing was given back. */
export function restOf(line: SaleLine, rate: Rate): Rest {
  const tax = taxOf(line);
  return {
    quantity: parseDecimal(line.quantity),
    net: {
      amount: netOf(line),
      inBase: convert(parseDecimal(line.gross), rate) - convert(parseDecimal(line.reduction), rate),
    },
    tax: { amount: tax, inBase: convert(tax, rate) },
  };
}

/** What a refund that was recorded leaves; below zero where there was less. */
export function lessGiven(
  rest: Rest,
  { quantity = '0', amount, tax = '0', inBase, taxInBase }: Given,
  rate: Rate,
): Rest {
  return {
    quantity: rest.quantity - parseDecimal(quantity),
    net: less(rest.net, amount, inBase, rate),
    tax: less(rest.tax, tax, taxInBase, rate),
  };
}

/**
 * A refund that is being recorded, with what it counts as where that is not simply its amount at the sale's rate: rounding each refund by
 * itself, their sum would miss the sale's own by some millionths. So none takes more than is left, and the last takes all of it.
 */
export function converted<Line extends Given>(line: Line, rest: Rest, rate: Rate): Line {
  const inBase = share(rest.net, line.amount, rate);
  const taxInBase = line.tax === undefined ? undefined : share(rest.tax, line.tax, rate);
  return { ...line, ...present({ inBase, taxInBase }) };
}

/** What was given back of a line before, of a sale that several share; undefined where nothing was. */
export function earlierOf(line: SaleLine, rest: Rest, { credits, rate }: Attribution): RefundLine['earlier'] {
  if (credits === undefined) return undefined;
  const { net, tax } = restOf(line, rate);
  const given = [
    net.amount - rest.net.amount,
    net.inBase - rest.net.inBase,
    tax.amount - rest.tax.amount,
    tax.inBase - rest.tax.inBase,
  ];
  if (given.every((amount) => amount === 0n)) return undefined;
  const [amount = '0', inBase = '0', taxed = '0', taxInBase = '0'] = given.map(formatDecimal);
  return { amount, inBase, tax: taxed, taxInBase };
}

function less(rest: Converted, amount: string, inBase: string | undefined, rate: Rate): Converted {
  const parsed = parseDecimal(amount);
  const counted = inBase === undefined ? convert(parsed, rate) : parseDecimal(inBase);
  return { amount: rest.amount - parsed, inBase: rest.inBase - counted };
}

/** Undefined where it is the amount at the rate. */
function share(rest: Converted, amount: string, rate: Rate): string | undefined {
  const parsed = parseDecimal(amount);
  const simple = convert(parsed, rate);
  const limit = rest.inBase > 0n ? rest.inBase : 0n;
  const counted = parsed === rest.amount ? rest.inBase : simple < limit ? simple : limit;
  return counted === simple ? undefined : formatDecimal(counted);
}
