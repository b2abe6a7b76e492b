import type { BookEvent } from './book-event.js';
import type { Personal } from '#subjects/customers/customer.events.js';
import type { RefundContent, SaleContent } from '#subjects/sales/sale.events.js';
import type { Arrival } from './random-book.js';

/** What the customers of a random book may be called, so that some share a name and some change it. */
export const NAMES = ['Ada', 'Bob', 'ADAM', 'Zoë'] as const;

/** A random book in which customers have names, e-mails and telephones that change, and some sales are in a currency without a rate. */
export function detailed(book: readonly Arrival[]): readonly Arrival[] {
  return book.map(({ event, on }, i) => ({ event: detailedEvent(event, i), on }));
}

function detailedEvent(event: BookEvent, i: number): BookEvent {
  switch (event.type) {
    case 'CustomerRegistered':
    case 'CustomerChanged':
      return { ...event, data: { ...event.data, personal: personal(i) } } as BookEvent;
    case 'SaleRecorded':
    case 'SaleRefunded':
      return { ...event, data: inItsCurrency(event.data) } as BookEvent;
    case 'SaleVoided': {
      const { sale, refunds } = event.data;
      const given = refunds.map((refund) => ({ ...refund, data: inItsCurrency(refund.data) }));
      return { ...event, data: { ...event.data, sale: inItsCurrency(sale), refunds: given } };
    }
    default:
      return event;
  }
}

function personal(i: number): Personal {
  const name = NAMES[i % NAMES.length] ?? '';
  return [{ name }, { name, email: `${name}@x.example` }, { email: `${String(i)}@y.example` }, { phone: String(i) }][
    i % 3
  ] as Personal;
}

/** Every fourth sale has no rate. */
function inItsCurrency<Content extends SaleContent | RefundContent>(content: Content): Content {
  return Number(content.id) % 4 === 0 ? { ...content, currency: 'GBP', rate: null } : content;
}
