import type { DemoFact } from '#demo/fact.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { seeded, type Random } from '#mining/random.js';

const START = parseDay('2023-01-01') as number;
const DAYS = 730;
const PRODUCTS = 1_000;

/** Of three facts one registers a customer, and two are sales: its first, and one of somebody who came before. In the order of their days. */
export function* manyCustomers(facts: number): Iterable<DemoFact> {
  const random = seeded(7);
  for (let i = 0; i < facts; i++) {
    const day = START + Math.floor((i * DAYS) / facts);
    const newest = Math.floor(i / 3);
    // Who came lately comes again the likeliest.
    const again = Math.floor((newest + 1) * (1 - random() ** 2));
    if (i % 3 > 0) yield sale(i, i % 3 === 1 ? newest : again, day, random);
    else yield { type: 'RegisterCustomer', data: { id: `c${String(newest)}`, registeredAt: formatDay(day) } };
  }
}

/** How many there are of so many facts. */
export function countsOf(facts: number): { readonly customers: number; readonly sales: number } {
  const customers = Math.ceil(facts / 3);
  return { customers, sales: facts - customers };
}

function sale(i: number, customer: number, day: number, random: Random): DemoFact {
  const lines = Array.from({ length: 1 + Math.floor(4 * random() ** 2) }, () => {
    const product = Math.floor(PRODUCTS * random() ** 2);
    return {
      product: `product ${String(product)}`,
      category: `category ${String(product % 20)}`,
      quantity: 1,
      unitPrice: (5 + (product % 97) + (customer % 13)).toFixed(2),
    };
  });
  const data = {
    id: `s${String(i)}`,
    customerId: `c${String(customer)}`,
    occurredAt: `${formatDay(day)}T${String(8 + Math.floor(12 * random())).padStart(2, '0')}:00:00Z`,
    channel: 'web',
    lines,
  };
  return { type: 'RecordSale', data };
}
