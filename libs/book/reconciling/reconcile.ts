import { nextEventId } from '#kernel/event-ids.js';
import { Problem } from '#kernel/problem.js';
import { makingReconciliation } from '#subjects/reconciliations/reconciliation.commands.js';
import type { ReconciliationContent } from '#subjects/reconciliations/reconciliation.events.js';
import type { ReconciliationTold } from '#subjects/reconciliations/reconciliation.answers.js';
import { isNarrowedNow } from '../access/narrowing.js';
import { signed } from '../access/principal.js';
import type { Book } from '../book.js';
import { differs, heldControls } from './controls.js';
import { readPeriod } from './reconciled-period.js';
import { readReconciliation } from './reconciliation.input.js';

/** What a reconciliation found, before it is kept. */
export type Found = Omit<ReconciliationContent, 'id'>;

/** The same, kept, as it is answered. */
export type Reconciled = ReconciliationTold;

/**
 * Holds control totals of another system against ours as known now, and keeps what is found.
 * @throws Problem `invalid-request`; `unknown-metric` and the like as a question; `restricted` for who sees a part only
 */
export async function reconcile(book: Book, body: unknown): Promise<Reconciled> {
  needWhole();
  const { source, period, controls } = readReconciliation(body, book);
  const days = readPeriod(book, period);
  // What is recorded meanwhile may be in some of them: what is surely in all is told.
  const covered = book.models.position;
  const held = await heldControls(book, controls, days);
  return kept(book, { source, ...days, covered, differences: held.filter(differs).length, controls: held });
}

/** Records what was found. */
export async function kept(book: Book, found: Found): Promise<Reconciled> {
  const reconciliation = { id: nextEventId(), ...found };
  const madeAt = book.clock().toISOString();
  const { position } = await book.ledger.take(makingReconciliation(reconciliation), signed({}));
  return { ...reconciliation, covered: String(found.covered), madeAt, position: String(position) };
}

/** @throws Problem `restricted` */
export function needWhole(): void {
  if (!isNarrowedNow()) return;
  throw new Problem(
    'restricted',
    'what another system has as a whole cannot be held against a part: ask with a key that sees all',
  );
}
