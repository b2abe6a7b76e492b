import { daysOf, type AlertRule } from '../alerts/alert-rule.js';
import type { Verdict } from '../alerts/condition.js';

/** What of a part's past decides what becomes of it. Days are business days since 1970-01-01. */
export interface PartPast {
  /** How often it has fired: the number of its last occasion. */
  readonly occasion: number;
  readonly isFiring: boolean;
  /** The day that it last fired for. */
  readonly firedFor?: number;
  /** The day for which it last fired or was over. */
  readonly changedFor?: number;
}

/** A value seen for the first time is well. */
export const UNSEEN: PartPast = { occasion: 0, isFiring: false };

/** What is known of a part on a day. */
export interface Judged {
  readonly day: number;
  readonly verdict: Verdict;
  /** On how many days in a row it held at their ends, this one included. */
  readonly heldFor: number;
  /** It is what the day began with: whatever happened for that day came after it. */
  readonly isOpening?: boolean;
}

/**
 * What becomes of a part: it fires, which is a new occasion each time; or what fired is over; or neither. Pure, and asked again about the same
 * it says the same: what it has said is part of the past by then.
 */
export function judge(
  rule: Pick<AlertRule, 'for' | 'cooldown'>,
  { isFiring, firedFor, changedFor }: PartPast,
  { day, verdict, heldFor, isOpening = false }: Judged,
): 'fires' | 'is over' | undefined {
  // Days are judged in order: one that comes late does not speak about what happened after it.
  if (changedFor !== undefined && (day < changedFor || (isOpening && day === changedFor))) return undefined;
  if (isFiring) return verdict === 'clears' ? 'is over' : undefined;
  if (verdict !== 'holds' || heldFor < daysOf(rule.for)) return undefined;
  if (firedFor !== undefined && day < firedFor + daysOf(rule.cooldown)) return undefined;
  return 'fires';
}

/** The past with what became of it. */
export function after(past: PartPast, became: 'fires' | 'is over' | undefined, day: number): PartPast {
  if (became === undefined) return past;
  if (became === 'is over') return { ...past, isFiring: false, changedFor: day };
  return { occasion: past.occasion + 1, isFiring: true, firedFor: day, changedFor: day };
}
