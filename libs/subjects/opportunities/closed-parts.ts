import { Shares, type CreditShare } from '../sales/credit-shares.js';
import { worthOf, type Standing } from './deal-standing.js';

/** In millionths: as the figures have it, and in its own currency. */
export type Worth = readonly [worth: bigint, own: bigint];

/** What of an opportunity is closed under a salesperson. */
interface ClosedPart {
  readonly standing: Standing;
  readonly worth: Worth;
}

/** What is closed, by the shares of those who won it together: all that is counted is the largest share's. */
export function closedParts(
  standing: Standing,
  credits?: readonly CreditShare[],
): { readonly lead: ClosedPart; readonly others: readonly ClosedPart[] } {
  const [worth, own] = worthOf(standing);
  if (credits === undefined) return { lead: { standing, worth: [worth, own] }, others: [] };
  const shares = new Shares(credits);
  const [parts, owns] = [shares.of(worth), shares.of(own)];
  const all = credits.map(({ salesperson }, i): ClosedPart => {
    const [part = 0n, ownPart = 0n] = [parts[i], owns[i]];
    return { standing: { ...standing, salesperson }, worth: [part, ownPart] };
  });
  return { lead: all[shares.lead] as ClosedPart, others: all.toSpliced(shares.lead, 1) };
}
