import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needDates, needText } from '#kernel/shape.js';
import type { ReconciliationTold } from './reconciliation.answers.js';

/** Permanent: what the streams of reconciliations are called. */
export const RECONCILIATION_STREAM = 'reconciliation-';

/** What was compared, up to where our figures covered the log, and every difference that was found, or the first of very many. */
export type ReconciliationContent = Pick<
  ReconciliationTold,
  'id' | 'source' | 'period' | 'from' | 'to' | 'differences' | 'controls' | 'documents'
> & { readonly covered: number };

export type ReconciliationMade = EventOf<'ReconciliationMade', ReconciliationContent>;

export const RECONCILIATION_EVENTS: EventTypes = {
  ReconciliationMade: { schema: 1, isSetting: true, check: checkShape },
};

function checkShape({ data }: NewEvent): void {
  needText(data, 'id', 'source', 'period');
  needDates(data, 'from', 'to');
  for (const name of ['differences', 'covered'])
    if (!Number.isInteger(data[name])) throw new Error(`${name} must be a whole number`);
  if (!Array.isArray(data['controls'])) throw new Error('controls must be a list');
}
