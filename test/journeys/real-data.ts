import { describe } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const DATA = new URL('../../../shared/data/', import.meta.url).pathname;

/** Describes what needs the real data; without them it skips, and says so. */
export function describeWithRealData(name: string, tests: () => void): void {
  if (existsSync(DATA)) {
    describe(name, tests);
    return;
  }
  console.warn(`skipped: "${name}" needs the real data in ../shared/data beside the checkout, which is not there`);
  describe.skip(name, tests);
}

export function unpacked(file: string): string {
  return gunzipSync(readFileSync(join(DATA, file))).toString('utf8');
}

export function expected<Figures>(file: string): Figures {
  return JSON.parse(readFileSync(join(DATA, 'expected', file), 'utf8')) as Figures;
}

/** CDNOW's fixed columns as CSV: customer, date, dollars; and the map that makes a sale of a customer's rows of one day. */
export function writeCdnow(folder: string): readonly string[] {
  const rows = unpacked('CDNOW_sample.txt.gz')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/) as [string, string, string, string, string])
    .map(
      ([, id, date, , dollars]) =>
        `${String(Number(id))},${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)},${dollars}`,
    );
  const file = join(folder, 'cdnow.csv');
  writeFileSync(file, ['customer,date,dollars', ...rows].join('\n'));
  const map = join(folder, 'cdnow.map.json');
  writeFileSync(
    map,
    JSON.stringify([
      { type: 'RegisterCustomer', distinct: '{customer}', data: { id: '{customer}', registeredAt: '{date}' } },
      {
        type: 'RecordSale',
        group: '{customer} {date}',
        data: { id: '{customer}-{date}', customerId: '{customer}', occurredAt: '{date}' },
        lines: { product: 'cd', quantity: '1', unitPrice: '{dollars}' },
      },
    ]),
  );
  return [file, '--map', map];
}

/** Northwind's two files and their maps, customers first. */
export function writeNorthwind(folder: string): readonly (readonly string[])[] {
  const customers = join(folder, 'customers.csv');
  writeFileSync(customers, unpacked('northwind_customers.csv.gz'));
  const orders = join(folder, 'orders.csv');
  writeFileSync(orders, unpacked('northwind_order_lines.csv.gz'));
  const customerMap = join(folder, 'customers.map.json');
  const registration = { id: '{customer_id}', registeredAt: '1996-07-01', name: '{company_name}', region: '{country}' };
  writeFileSync(customerMap, JSON.stringify({ type: 'RegisterCustomer', data: registration }));
  const orderMap = join(folder, 'orders.map.json');
  const head = {
    customerId: '{customer_id}',
    occurredAt: '{order_date}',
    region: '{ship_country}',
    salesperson: '{salesperson}',
  };
  const line = { quantity: '{quantity}', unitPrice: '{unit_price}', discountRate: '{discount}' };
  writeFileSync(
    orderMap,
    JSON.stringify({
      type: 'RecordSale',
      group: '{order_id}',
      data: { id: '{order_id}', ...head },
      lines: { product: '{product_name}', category: '{category_name}', ...line },
    }),
  );
  return [
    [customers, '--map', customerMap],
    [orders, '--map', orderMap],
  ];
}

/** A figure of the expectations as the API writes it. */
export function decimal(figure: number): string {
  return String(figure);
}
