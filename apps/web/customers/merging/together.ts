import type { Customer } from '#client/index.js';

export const LABELS = ['region', 'segment', 'source', 'salesperson'] as const;
type Label = (typeof LABELS)[number];

export type Compared = Pick<Customer, Label | 'registered' | 'firstPurchase' | 'lastPurchase' | 'orders'>;

/** What two customers are when they are one: of each, as far as that follows from what they are by themselves. */
export function together(stays: Compared, merged: Compared): Compared {
  const label = (name: Label): string => (stays[name] === '' ? merged[name] : stays[name]);
  const days = (name: 'firstPurchase' | 'lastPurchase'): readonly string[] =>
    [stays[name], merged[name]].filter((day) => day !== null).toSorted();
  return {
    registered: stays.registered ?? merged.registered,
    region: label('region'),
    segment: label('segment'),
    source: label('source'),
    salesperson: label('salesperson'),
    firstPurchase: days('firstPurchase')[0] ?? null,
    lastPurchase: days('lastPurchase').at(-1) ?? null,
    orders: stays.orders + merged.orders,
  };
}
