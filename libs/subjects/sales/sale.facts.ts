import type { Calendar } from '#kernel/time/calendar.js';
import type { CreditRecorded } from '../credits/credit.events.js';
import type { RefundContent, SaleEvent, SaleRecorded, SaleRefunded, SaleVoided } from './sale.events.js';
import { addToDay, type History } from '../customers/timeline/history.js';
import { nothingToChange, type Effect, type Entry } from '../customers/timeline/entry.js';
import { refundedOf, refundEntries, saleEntries, salesOf } from './sale-entries.js';

export function saleEffect(event: SaleEvent, calendar: Calendar): Effect {
  switch (event.type) {
    case 'SaleRecorded':
      return recorded(event, calendar);
    case 'SaleRefunded':
      return givenBack(`sale-${event.data.id}`, event, calendar);
    case 'SaleVoided':
      return voided(event, calendar);
  }
}

export function creditEffect(event: CreditRecorded, calendar: Calendar): Effect {
  return givenBack(`credit-${event.data.id}`, event, calendar);
}

function recorded({ data, occurredAt }: SaleRecorded, calendar: Calendar): Effect {
  const day = calendar.dayOf(occurredAt);
  const occasion = { record: `sale-${data.id}`, occurredAt, attribution: data, sign: 1n } as const;
  const amount = salesOf(data, data.lines);
  return effect(data.customerId, day, saleEntries(occasion, data.lines, calendar), (history) =>
    addToDay(history.purchases, day, 1, amount),
  );
}

function givenBack(record: string, { data, occurredAt }: SaleRefunded | CreditRecorded, calendar: Calendar): Effect {
  const day = calendar.dayOf(occurredAt);
  const occasion = { record, occurredAt, attribution: data, sign: 1n } as const;
  const amount = refundedOf(data, data.lines);
  return effect(data.customerId, day, refundEntries(occasion, data.lines, calendar), (history) =>
    addToDay(history.refunds, day, 1, amount),
  );
}

/** The sale never was: it leaves its own day, and its refunds theirs. */
function voided({ data, occurredAt }: SaleVoided, calendar: Calendar): Effect {
  const { sale, refunds } = data;
  const record = `sale-${data.id}`;
  const day = calendar.dayOf(occurredAt);
  const refundDays = refunds.map((refund) => calendar.dayOf(refund.occurredAt));
  const back = (at: string, attribution: RefundContent | typeof sale) =>
    ({ record, occurredAt: at, attribution, sign: -1n }) as const;
  const entries = [
    ...saleEntries(back(occurredAt, sale), sale.lines, calendar),
    ...refunds.flatMap((refund) => refundEntries(back(refund.occurredAt, refund.data), refund.data.lines, calendar)),
  ];
  return effect(sale.customerId, Math.min(day, ...refundDays), entries, (history) => {
    addToDay(history.purchases, day, -1, -salesOf(sale, sale.lines));
    refunds.forEach((refund, i) =>
      addToDay(history.refunds, refundDays[i] as number, -1, -refundedOf(refund.data, refund.data.lines)),
    );
  });
}

function effect(
  customer: string | undefined,
  day: number,
  entries: readonly Entry[],
  change: (history: History) => void,
): Effect {
  return customer === undefined ? { day, entries, change: nothingToChange } : { customer, day, entries, change };
}
