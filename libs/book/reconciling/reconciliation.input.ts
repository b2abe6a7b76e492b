import { signedAmount } from '#ledger/input/number.js';
import { list, map, object, optional, type Said } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { label, labels } from '#ledger/input/text.js';
import { date } from '#ledger/input/time.js';
import type { Book } from '../book.js';

const CONTROL = { metric: label, where: optional(map(labels)), day: optional(date), value: signedAmount };

const FIELDS = { source: label, period: label, controls: list(object(CONTROL)), position: optional(label) };

/** Totals of another system: of all days of a period, or of one of them. */
export type Control = Said<typeof CONTROL>;

const SHAPE = new Shape(object(FIELDS));

/** What is sent to have totals held against ours. */
export const RECONCILIATION_BODY = SHAPE.schema;

/** @throws Problem for what the caller can mend */
export function readReconciliation(body: unknown, { calendar, currency }: Pick<Book, 'calendar' | 'currency'>) {
  return SHAPE.read(body, { calendar, currency });
}
