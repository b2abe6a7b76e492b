import { nextEventId } from '#kernel/event-ids.js';
import { aggregate } from '#ledger/aggregate.js';
import { claimOf, type Reading } from '#ledger/command.js';
import type { CommandType } from '#ledger/command-type.js';
import { ENVELOPE } from '#ledger/input/command-input.js';
import { object, optional } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { label } from '#ledger/input/text.js';
import type { Said } from '#ledger/differences.js';
import type { Claim } from '#engine/record/handle.js';
import { periodDecider, type ClosePeriod } from './period.decider.js';
import { PERIOD_EVENTS, type PeriodClosed } from './period.events.js';

/**
 * Closes a period with figures as they stand; callers say no more of it than an id, without which every closing is one of its own. The
 * figures are worked out by whoever records it.
 */
export function closing(
  figures: Pick<ClosePeriod, 'period' | 'position' | 'digest' | 'figures' | 'head'>,
): ClosingCommand {
  return {
    record: (data, { reading, handler }) => {
      const claim = readClosing(data, figures.period, reading);
      const command = { type: 'ClosePeriod', id: claim.id, at: reading.now, ...figures } as const;
      return handler.change(PERIOD, figures.period, command, claim);
    },
  };
}

type ClosingCommand = Pick<CommandType, 'record'>;

const CLOSING = new Shape(object({ ...ENVELOPE, id: optional(label) }));
export const CLOSING_BODY = CLOSING.schema;

function readClosing(data: unknown, period: string, reading: Reading): Claim {
  const { id = nextEventId(), ...envelope } = CLOSING.read(data ?? {}, reading);
  return claimOf(id, { type: 'ClosePeriod', id, period }, envelope);
}

/** The command an event was, as the caller said it. */
function periodSaid({ data: { id, period } }: PeriodClosed): Said {
  return { content: { type: 'ClosePeriod', id, period }, filled: [] };
}

const PERIOD = aggregate('period-', {
  decider: periodDecider,
  events: PERIOD_EVENTS,
  said: periodSaid,
  claimsFirst: true,
});
