import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { netOf } from './line.js';
import type { SaleLine } from './sale.events.js';

/** A discount and a tax of a sale as a whole. */
export interface OrderAmounts {
  readonly discount?: string | undefined;
  readonly tax?: string | undefined;
}

/** The lines of a sale with their shares of what it says as a whole: by their net, to the cent of its currency. Spec section 1. */
export function withShares(
  lines: readonly SaleLine[],
  { discount, tax }: OrderAmounts,
  currency: string,
): readonly SaleLine[] {
  if (discount === undefined && tax === undefined) return lines;
  const cent = centOf(currency);
  const nets = lines.map(netOf);
  const discounts = sharesOf(parseDecimal(discount ?? '0'), nets, cent, nets);
  const taxes = sharesOf(parseDecimal(tax ?? '0'), nets, cent);
  return lines.map((line, i) => {
    const [less = 0n, more = 0n] = [discounts[i], taxes[i]];
    const reduction = formatDecimal(parseDecimal(line.reduction) + less);
    return { ...line, reduction, ...(more > 0n && { taxShare: formatDecimal(more) }) };
  });
}

/**
 * An amount cut into whole cents in proportion to weights; the rest goes to the largest, the first of equals first, and where that has no
 * room to the next.
 * @param limits what each can take at most, which together must be enough; without: any
 */
export function sharesOf(
  amount: bigint,
  weights: readonly bigint[],
  cent: bigint,
  limits?: readonly bigint[],
): readonly bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = weights.map((weight) => (total === 0n ? 0n : ((amount * weight) / (total * cent)) * cent));
  let rest = amount - shares.reduce((sum, share) => sum + share, 0n);
  for (const i of byWeight(weights)) {
    const room = limits === undefined ? rest : (limits[i] as bigint) - (shares[i] as bigint);
    const taken = room < rest ? room : rest;
    shares[i] = (shares[i] as bigint) + taken;
    rest -= taken;
  }
  return shares;
}

/** Indexes, the largest first. */
function byWeight(weights: readonly bigint[]): readonly number[] {
  const indexes = weights.map((_, i) => i);
  return indexes.sort((a, b) => {
    const [one, other] = [weights[a] as bigint, weights[b] as bigint];
    return one === other ? a - b : one > other ? -1 : 1;
  });
}

const CENTS = new Map<string, bigint>();

/** The smallest coin of a currency (ISO 4217), in millionths; a hundredth for a code that no list knows. */
function centOf(currency: string): bigint {
  const known = CENTS.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  const cent = 10n ** BigInt(6 - maximumFractionDigits);
  CENTS.set(currency, cent);
  return cent;
}
