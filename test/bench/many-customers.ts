import type { DemoFact } from '#demo/fact.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { seeded, type Random } from '#mining/random.js';

const START = parseDay('2023-01-01') as number;
const DAYS = 730;
const PRODUCTS = 1_000;

/** Sales of as many customers as half of them, in the order of their days: some come once, some again for as long as they stay. */
export function* manyCustomers(facts: number): Iterable<DemoFact> {
  const random = seeded(7);
  let customers = 0;
  for (let i = 0; i < facts; i++) {
    const day = START + Math.floor((i * DAYS) / facts);
    // Who came lately comes again the likeliest.
    const again = Math.floor(customers * (1 - random() ** 2));
    const customer = i % 2 === 0 ? customers++ : again;
    yield sale(i, customer, day, random);
  }
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
