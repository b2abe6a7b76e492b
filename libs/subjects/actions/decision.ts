import { createHash } from 'node:crypto';
import type { Automation, Once } from '../automations/automation.js';
import { spanOf, type Cap } from '../automations/cap.js';
import type { Planned, Plans } from '../automations/doing/doings.js';
import { isAtEnd, isLoop, type Causes } from './causes.js';

/** Why an automation does not act on an occasion, or in quiet hours writes later. Permanent: they are recorded. */
export const REASONS = [
  ...(['late', 'disabled', 'loop', 'condition', 'consent', 'once', 'cap', 'chain', 'hold-out'] as const),
  'quiet-hours',
] as const;
export type Reason = (typeof REASONS)[number];
/** Why what is written to a customer leaves later. */
export type Deferred = Extract<Reason, 'quiet-hours'>;

/** Something that an automation may act on, once for ever. */
export interface Occasion {
  /** Of the event that it is. */
  readonly id: string;
  readonly customer: string;
  /** When it became known, and when it happened: RFC 3339 in UTC. */
  readonly at: string;
  readonly occurredAt: string;
  /** Whether it is history, where days tell; by the two instants where absent. */
  readonly isLate?: boolean;
  /** In which it became known by the calendar of the book, such as `2024`. */
  readonly year: string;
  /** Where what automations recorded led to it. */
  readonly causes?: Causes;
}

/** An occasion that was acted on, or would have been but for being held out. */
export interface Counted extends Pick<Occasion, 'at' | 'year'> {
  /** To the customer. */
  readonly messages: number;
}

/** Those of the same customer that came before. */
export type Past = readonly Counted[];

/** How often an automation acts on a customer. */
export interface Bounds {
  readonly once: Once;
  readonly cap?: Cap;
}

/** Milliseconds after which what becomes known is history: 3 days. */
const LATE = 3 * 86_400_000;

/** What follows from an occasion by itself. @param holds whether the condition is true of the customer @param agreed whether it agrees to be written to @returns why nothing is done */
export function verdictOf(
  automation: Pick<Automation, 'enabled' | 'holdOut'> & { readonly id: string },
  { at, occurredAt, customer, causes = [], isLate = Date.parse(at) - Date.parse(occurredAt) > LATE }: Occasion,
  holds: boolean,
  agreed = true,
): Reason | undefined {
  if (isLate) return 'late';
  if (!automation.enabled) return 'disabled';
  if (isLoop(automation.id, causes)) return 'loop';
  if (!holds) return 'condition';
  if (!agreed) return 'consent';
  // Also of whoever is held out: those it is compared with are not acted on either.
  if (isAtEnd(causes)) return 'chain';
  return isHeldOut(automation.id, customer, Number(automation.holdOut)) ? 'hold-out' : undefined;
}

/**
 * The same where others of the customer came before: whoever is held out is so as often as others are acted on. A chain ends where it would
 * go on, and not where nothing would be done anyway.
 */
export function decided(
  verdict: Reason | undefined,
  occasion: Counted,
  { once, cap }: Bounds,
  past: Past,
): Reason | undefined {
  if (!counts(verdict) && verdict !== 'chain') return verdict;
  const isOfYear = past.some(({ year }) => year === occasion.year);
  if (once === 'per-customer' ? past.length > 0 : once === 'per-year' && isOfYear) return 'once';
  return cap !== undefined && isBeyond(cap, occasion, past) ? 'cap' : verdict;
}

/** Whether there would be more messages than the cap allows, in the time up to the occasion. */
function isBeyond(cap: Cap, { at, messages }: Counted, past: Past): boolean {
  const since = Date.parse(at) - spanOf(cap);
  const before = past.filter((one) => Date.parse(one.at) > since).reduce((sum, one) => sum + one.messages, 0);
  return messages > 0 && before + messages > cap.messages;
}

/** What is counted of an occasion: its messages as they were counted, or planned where nobody counted as there was no cap. */
export function countedOf({
  at,
  year,
  messages,
  actions = [],
}: Partial<Plans & Counted> & Omit<Counted, 'messages'>): Counted {
  const isSent = ({ message, webhook }: Planned): boolean => message !== undefined || webhook !== undefined;
  return { at, year, messages: messages ?? actions.filter(isSent).length };
}

/** Whether a decision is one of those that `once` and `cap` are about. */
export function counts(reason: Reason | undefined): boolean {
  return acts(reason) || reason === 'hold-out';
}

/** Whether it is a decision to act, though what is written may leave later. */
export function acts(reason: Reason | undefined): reason is Deferred | undefined {
  return reason === undefined || reason === 'quiet-hours';
}

/** Always the same of a customer: by 48 bits of the SHA-256 of the automation and the customer. @param share 0 to 1 */
function isHeldOut(automation: string, customer: string, share: number): boolean {
  const hash = createHash('sha256')
    .update(JSON.stringify([automation, customer]))
    .digest();
  return hash.readUIntBE(0, 6) / 2 ** 48 < share;
}
