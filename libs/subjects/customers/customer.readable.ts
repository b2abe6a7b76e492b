import { readDecimal } from '#kernel/decimal.js';
import type { Card, Readable, ReadableValue } from '#kernel/readable.js';
import { parseDay } from '#kernel/time/calendar.js';
import type { Policies } from '../policies/policy.js';
import { cardOf } from './customer-card.js';
import { historyAmong, keptTogether } from './merging/kept-histories.js';
import { breakpoints } from './timeline/breakpoints.js';
import type { History } from './timeline/history.js';
import { PARTS } from './timeline/standing.js';

/** Customers as they are today, where each has been, and how many went on each day. */
export function customerReadable(policies: Policies): readonly Readable[] {
  return [
    {
      kind: 'cards',
      name: 'customers',
      collection: 'customers',
      indexed: ['stage', 'revenue'],
      together: keptTogether,
      show: (document, today, others) => customerCard(historyAmong(document, others), today, policies),
    },
    {
      kind: 'stays',
      name: 'standings',
      series: 'moves',
      measure: 'moves',
      parts: [...PARTS, 'bought'],
      flags: ['bought'],
    },
    {
      kind: 'sums',
      name: 'counts_daily',
      series: 'moves',
      by: [...PARTS.flatMap((name) => [`from_${name}`, `to_${name}`]), 'cause'],
      sums: {
        moves: { moves: 1 },
        new: { new: 1 },
        reactivated: { reactivated: 1 },
        lost: { lost: 1 },
        registered: { registered: 1 },
        closed: { closed: 1 },
      },
    },
  ];
}

/** The card that questions show as of today, without whom it is about; nothing but nulls for one that is not there, not yet, or merged. */
function customerCard(history: History | undefined, today: number, policies: Policies): Card {
  const card = history && cardOf(history, today, policies);
  const attribute = (name: (typeof PARTS)[number]): string | null => (card?.[name] ?? '') || null;
  return {
    values: {
      ...Object.fromEntries(PARTS.map((name) => [name, attribute(name)])),
      registered: dayOf(card?.registered),
      firstPurchase: dayOf(card?.firstPurchase),
      lastPurchase: dayOf(card?.lastPurchase),
      orders: card === undefined ? null : BigInt(card.orders),
      revenue: amountOf(card?.revenue),
      refunded: amountOf(card?.refunded),
      interactions: card === undefined ? null : BigInt(card.interactions),
    },
    until: history && nextChange(history, today, policies),
  };
}

/** What is dated later counts when its day comes. */
function nextChange(history: History, today: number, policies: Policies): number | undefined {
  const { purchases, refunds, interactions } = history;
  const dated = [purchases, refunds, interactions].map((days) => days.find(({ day }) => day > today)?.day);
  const days = [breakpoints(history, policies, today + 1)[0], ...dated].filter((day) => day !== undefined);
  return days.length === 0 ? undefined : Math.min(...days);
}

function dayOf(date: string | null | undefined): ReadableValue {
  const day = parseDay(date ?? '');
  return day === undefined ? null : { day };
}

function amountOf(decimal: string | undefined): ReadableValue {
  return decimal === undefined ? null : { amount: readDecimal(decimal) };
}
