import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { Problem } from '#kernel/problem.js';
import type { Scope } from '#ledger/input/mistakes.js';
import { rate } from '#ledger/input/number.js';
import { list, object, optional } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';

/** What of a sale or win a salesperson has earned: more than 0, at most 1, with at most 6 decimals. */
export type CreditShare = { readonly salesperson: string; readonly share: string };

/** With so few, everybody has a part of the smallest quantity there is. */
const MOST = 50;
const WHOLE = parseDecimal('1');

const SHARE = object({ salesperson: label, share: rate }, ({ share }, scope) => {
  if (share === '0') scope.fail('share', 'must be more than 0: leave out who has none');
});

/** How callers say it of a sale or win that several salespeople share. */
export const CREDITS = { credits: optional(list(SHARE)) };

/** Each of them is named once, and there are not too many. */
export function checkCredits({ credits }: { readonly credits?: readonly CreditShare[] }, scope: Scope): void {
  if (!scope.sound || credits === undefined) return;
  if (credits.length > MOST) scope.fail('credits', `must name at most ${String(MOST)} salespeople`);
  const names = credits.map(({ salesperson }) => salesperson);
  const again = names.findIndex((name, i) => names.indexOf(name) < i);
  if (again >= 0) scope.fail(`credits[${String(again)}].salesperson`, 'is named before: add up the shares');
}

/** @throws Problem `shares-not-whole` */
export function needWholeShares(credits: readonly CreditShare[] | undefined): void {
  if (credits === undefined) return;
  const sum = credits.reduce((total, { share }) => total + parseDecimal(share), 0n);
  if (sum === WHOLE) return;
  const said = formatDecimal(sum);
  throw new Problem('shares-not-whole', `the shares of credits sum to ${said}, not to 1: mend them`, [
    { field: 'credits', detail: `must have shares that sum to 1, not to ${said}` },
  ]);
}

/** Splits amounts, in millionths, by shares: one part for each of them, in their order. */
export class Shares {
  private readonly shares: readonly bigint[];
  /** Whose share is the largest, the first of equals. */
  readonly lead: number;

  constructor(credits: readonly CreditShare[]) {
    this.shares = credits.map(({ share }) => parseDecimal(share));
    this.lead = this.shares.reduce((lead, share, i) => (share > (this.shares[lead] as bigint) ? i : lead), 0);
  }

  /** Each part is cut down to the millionth, the rest goes to the largest share. */
  of(amount: bigint): readonly bigint[] {
    return this.withRest(
      amount,
      this.shares.map((share) => (amount * share) / WHOLE),
    );
  }

  /** The same, and everybody has at least a millionth: of what must not be nothing. */
  ofSome(amount: bigint): readonly bigint[] {
    return this.withRest(
      amount,
      this.shares.map((share) => (amount * share) / WHOLE || 1n),
    );
  }

  /** What cannot be divided is the largest share's. */
  whole(count: bigint): readonly bigint[] {
    return this.shares.map((_, i) => (i === this.lead ? count : 0n));
  }

  /** The parts of an amount that comes after others of the same: all of them together are the parts of their sum. */
  after(before: bigint, amount: bigint): readonly bigint[] {
    const parts = this.of(before);
    return this.of(before + amount).map((part, i) => part - (parts[i] as bigint));
  }

  private withRest(amount: bigint, parts: readonly bigint[]): readonly bigint[] {
    const rest = parts.reduce((left, part) => left - part, amount);
    return parts.with(this.lead, (parts[this.lead] as bigint) + rest);
  }
}
