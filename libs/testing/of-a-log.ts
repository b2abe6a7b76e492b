import type { EventLog } from '#kernel/ports/event-log.js';
import { recordAccepted } from '#ledger/accepted-head.js';
import { recordRestored } from '#ledger/restored-book.js';
import { recordBackup } from '#ledger/taken-backup.js';

/** What is recorded of a log itself: one of each kind. */
export async function recordAllOfLog(log: EventLog, now: Date): Promise<void> {
  const found = 'the event at position 2 (SaleRecorded x, 0 of sale-s1) is missing';
  await recordAccepted(log, { size: 70, root: 'r', found }, now);
  await recordRestored(log, { size: 71, root: 'r', lost: '72-90' }, now);
  await recordBackup(log, { id: 'b1', size: 72, root: 'r' }, { actor: 'jo' }, now);
}
