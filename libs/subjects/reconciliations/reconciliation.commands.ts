import { aggregate } from '#ledger/aggregate.js';
import { claimOf } from '#ledger/command.js';
import type { CommandType } from '#ledger/command-type.js';
import { ENVELOPE } from '#ledger/input/command-input.js';
import { object } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { reconciliationDecider } from './reconciliation.decider.js';
import {
  RECONCILIATION_EVENTS,
  RECONCILIATION_STREAM,
  type ReconciliationContent,
  type ReconciliationMade,
} from './reconciliation.events.js';

const RECONCILIATION = aggregate(RECONCILIATION_STREAM, {
  decider: reconciliationDecider,
  events: RECONCILIATION_EVENTS,
  said: ({ data }: ReconciliationMade) => ({ content: { type: 'MakeReconciliation', ...data }, filled: [] }),
});

const ENVELOPE_ONLY = new Shape(object(ENVELOPE));

/** Keeps what the book found when it held the figures of another system against its own. */
export function makingReconciliation(reconciliation: ReconciliationContent): Pick<CommandType, 'record'> {
  const { id } = reconciliation;
  return {
    record: (data, { reading, handler }) => {
      const claim = claimOf(id, { type: 'MakeReconciliation', ...reconciliation }, ENVELOPE_ONLY.read(data, reading));
      return handler.begin(RECONCILIATION, id, { type: 'MakeReconciliation', at: reading.now, reconciliation }, claim);
    },
  };
}
