import type { Rows } from '#figures/rows.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { OF_EACH_SHARE } from './sale.dimensions.js';

/** How sales are counted among the rows that are seen: who sees those of a salesperson, sees shares of sales, each of which is one. */
export function salesCounted(rows: Rows = {}): Pick<SumRequest, 'measures' | 'distinct'> {
  return 'salesperson' in rows ? { measures: [OF_EACH_SHARE], distinct: 'record' } : { measures: ['orders'] };
}

/** The measure that is positive for what was sold of a line, among the same rows. */
export function soldMeasure(rows: Rows = {}): string {
  return 'salesperson' in rows ? OF_EACH_SHARE : 'lines';
}
