import type { Attribution } from '#subjects/sales/sale.events.js';

/** Of salespeople of whom some also have facts of their own. */
export const SHARED = {
  credits: [
    { salesperson: 'Ann', share: '0.333333' },
    { salesperson: 'Ben', share: '0.666667' },
  ],
} satisfies Pick<Attribution, 'credits'>;

/** Some sales are shared, others have a salesperson or none. */
export function sharedBy(which: number): Pick<Attribution, 'credits' | 'salesperson'> {
  if (which % 4 === 0) return SHARED;
  return which % 4 === 1 ? { salesperson: 'Ann' } : {};
}
