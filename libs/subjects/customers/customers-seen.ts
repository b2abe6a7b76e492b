import type { Catalogue } from '#figures/catalogue.js';
import type { Formula } from '#figures/formulas/index.js';
import { sharesOf } from '#figures/records.js';
import type { Views } from '#kernel/ports/views.js';
import { population } from './customer.metrics.js';
import { STAGES } from './timeline/standing.js';

/** Customers of any stage, at the end of a day: who is not there yet has none, and no other part either. */
export const EVERYBODY = {
  kind: 'stock',
  sources: population({ stage: STAGES }),
  at: 'end',
} as const satisfies Formula;

/**
 * Who is seen by whoever sees some rows only: customers whose parts are inside as of today, whatever they were or will have been.
 * @param id of the only one who is looked for @returns undefined where all are seen @throws Problem `restricted`
 */
export async function customersSeen(
  views: Views,
  catalogue: Catalogue,
  today: number,
  id?: string,
): Promise<ReadonlySet<string> | undefined> {
  if (catalogue.rows === undefined) return undefined;
  const metric = { ...catalogue.metricNamed('customers.total'), formula: EVERYBODY };
  const where = id === undefined ? {} : { customer: [id] };
  const shares = await sharesOf({ metric, where, window: { from: today, to: today }, asOf: today }, views, catalogue);
  return new Set(shares.keys());
}
