import type { Subject } from '../subject.js';
import { RECONCILIATION_EVENTS } from './reconciliation.events.js';
import { RECONCILIATIONS_KEPT, reconciliationFacts } from './reconciliation.facts.js';
import { RECONCILIATION_READS } from './reconciliation.reads.js';

/** What was found when figures of other systems were held against those of the book. The book makes them. */
export const RECONCILIATIONS_SUBJECT: Subject = {
  name: 'reconciliation',
  events: RECONCILIATION_EVENTS,
  collections: [{ name: RECONCILIATIONS_KEPT, fields: ['source'] }],
  facts: reconciliationFacts,
  reads: RECONCILIATION_READS,
};
