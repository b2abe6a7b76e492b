import type { SegmentRule } from '../../segments/segment-rule.js';
import type { Seen } from '../known-customer.js';

/** A trigger by what a customer is at the end of a business day, compared with what it was at the end of the one before. */
export interface EveningTrigger {
  /** What is so at the end of a day, in words that occasions are named by. */
  read(seen: Seen): readonly string[];
  /** Whether it is an occasion that something is so, where something else was so the evening before. */
  isOccasion(now: string, before: readonly string[]): boolean;
  /** The same occasion has the same name for ever. @param evening the day, such as `2024-01-31` */
  nameOf(now: string, evening: string): string;
  /** It looks at what is recorded about a customer, not at its history alone. */
  readonly ofJournal?: true;
  /** What was so before is nothing to it. */
  readonly alone?: true;
  /** The rule that it goes by, which may be about other customers, too. */
  readonly rule?: SegmentRule;
}
