import type { RecordedEvent } from '#kernel/event.js';
import type { Facts } from '../facts.js';
import type { ReconciliationContent, ReconciliationMade } from './reconciliation.events.js';

/** Permanent: where it is said which reconciliations there are, by ids that sort as they were made. */
export const RECONCILIATIONS_KEPT = 'reconciliations';

type Recorded = RecordedEvent & ReconciliationMade;

/** A reconciliation without what it found, which the journal has at its position. */
export interface KeptReconciliation extends Pick<
  ReconciliationContent,
  'source' | 'period' | 'from' | 'to' | 'differences' | 'covered'
> {
  readonly madeAt: string;
  readonly recordedAt: string;
  readonly position: number;
}

export const reconciliationFacts: Facts<Recorded> = {
  of: (event) => event as Recorded,
  fold: () => ({
    fold: async (events) => ({
      facts: [],
      documents: events.map((event) => {
        const { id, source } = event.data;
        return { collection: RECONCILIATIONS_KEPT, document: { id, fields: { source }, body: { ...kept(event) } } };
      }),
    }),
    reset: () => undefined,
  }),
};

function kept({ data, occurredAt: madeAt, recordedAt, position }: Recorded): KeptReconciliation {
  const { source, period, from, to, differences, covered } = data;
  return { source, period, from, to, differences, covered, madeAt, recordedAt, position };
}
