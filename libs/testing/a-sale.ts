import type { Problem } from '#kernel/problem.js';

/** A line as a caller sends it. */
export const line = { product: 'tea', quantity: 2, unitPrice: '1.50' };

/** A sale of a guest. */
export const sale = { id: 's1', occurredAt: '2024-04-01T10:00:00Z', lines: [line] };

/** Where a problem says that something is wrong. */
export function fieldsOf({ errors }: Problem): string[] {
  return errors.map(({ field }) => field);
}
