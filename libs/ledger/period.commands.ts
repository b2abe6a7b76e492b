import { claimOf, openFields, type Reading } from './command.js';
import type { Said } from './differences.js';
import type { PeriodClosed } from './events.js';
import type { Claim } from '#engine/record/handle.js';

/** What a caller may say of a closing. @param otherwise the id where none is given */
export function readPeriodClosing(data: unknown, period: string, otherwise: string, reading: Reading): Claim {
  const { fields, envelope } = openFields(data ?? {}, reading);
  const id = fields.optionalLabel('id') ?? otherwise;
  fields.done();
  return claimOf(id, { type: 'ClosePeriod', id, period }, envelope);
}

/** The command an event was, as the caller said it. */
export function periodSaid({ data: { id, period } }: PeriodClosed): Said {
  return { content: { type: 'ClosePeriod', id, period }, filled: [] };
}
