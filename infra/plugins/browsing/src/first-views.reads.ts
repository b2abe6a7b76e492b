import type { Tools } from '@tallybook/plugin';
import { SERIES } from './browsing.facts.js';

/** Customers shown by themselves; all are counted. */
const SHOWN = 1_000;
const DAY = 86_400_000;

/** When customers first looked before they first bought: from facts, so it holds for any day and as known at any day. */
export function firstViewsRead({ reads, Type }: Tools) {
  const date = (description: string) => Type.String({ description });
  return {
    listFirstViews: reads({
      path: 'first-views',
      parameters: Type.Object({
        from: Type.Optional(date('Only those who first bought on this day (2024-01-31) or later.')),
        to: Type.Optional(date('Only those who first bought on this day or earlier.')),
        customerId: Type.Optional(date('Only this customer.')),
      }),
      answers: Type.Object({
        buyers: Type.Integer({ description: 'who first bought in the period' }),
        viewedBefore: Type.Integer({ description: 'of them, who looked at a page on that day or before' }),
        medianDays: Type.Union([Type.Number(), Type.Null()], {
          description: 'from the first view to the first purchase',
        }),
        customers: Type.Array(
          Type.Object({
            id: Type.String({ description: 'the customer' }),
            firstView: date('the day'),
            lastViewBefore: date('the last day with a view, up to the first purchase'),
            firstPurchase: date('the day'),
            days: Type.Integer({ description: 'from the first view to the first purchase' }),
          }),
          { description: `who looked before they bought, in the order of their ids; ${String(SHOWN)} at most` },
        ),
      }),
      example: { summary: 'When customers first looked before they first bought' },
      answeredFrom: 'figures',
      asksFacts: true,
      scope: 'read:records',
      looksAt: (_asked, { events }) => ({ factsByCustomer: events }),
      async answer({ parameters: { from = '', to = '9', customerId }, asOf, knownAt }, { views, step }) {
        const request = (series: string, measure: string) => ({
          series,
          measures: [measure],
          where: customerId === undefined ? {} : { customer: [customerId] },
          group: ['customer', 'day'],
          windows: [{ to: asOf.day }],
          ...(knownAt !== undefined && { recordedTo: knownAt.day }),
        });
        const { cells } = await views.sums([request(SERIES.name, 'views'), request('sales', 'orders')], step);
        const [viewed, bought] = [daysIn(cells[0]), daysIn(cells[1])];
        const firsts = [...bought].map(([id, days]) => ({ id, day: Math.min(...days) }));
        const buyers = firsts.filter(({ day }) => from <= textOf(day) && textOf(day) <= to);
        const customers = buyers.flatMap(({ id, day }) => {
          const before = (viewed.get(id) ?? []).filter((one) => one <= day);
          if (before.length === 0) return [];
          const [first, last] = [Math.min(...before), Math.max(...before)];
          const firstPurchase = textOf(day);
          return [{ id, firstView: textOf(first), lastViewBefore: textOf(last), firstPurchase, days: day - first }];
        });
        customers.sort((a, b) => (a.id < b.id ? -1 : 1));
        const medianDays = medianOf(customers.map(({ days }) => days));
        return {
          buyers: buyers.length,
          viewedBefore: customers.length,
          medianDays,
          customers: customers.slice(0, SHOWN),
        };
      },
    }),
  };
}

interface Cell {
  readonly group: readonly string[];
  readonly sums: readonly bigint[];
}

/** Of every customer the days that something is left on; guests and visitors nobody knows are none. */
function daysIn(cells: readonly Cell[] = []): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const {
    group: [customer = '', day = ''],
    sums: [times = 0n],
  } of cells) {
    if (customer === '' || times <= 0n) continue;
    const days = found.get(customer);
    if (days === undefined) found.set(customer, [Number(day)]);
    else days.push(Number(day));
  }
  return found;
}

function medianOf(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function textOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
