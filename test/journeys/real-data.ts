import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describeWhere } from '../describe-where.js';

const BESIDE = new URL('../../../shared/data/', import.meta.url).pathname;
/** The folder of the real data; another one where TEST_REAL_DATA names it. */
const DATA = process.env['TEST_REAL_DATA'] ?? BESIDE;

/** The files that the journeys on real data read. */
export const FILES = [
  'CDNOW_sample.txt.gz',
  'northwind_customers.csv.gz',
  'northwind_order_lines.csv.gz',
  'expected/cdnow_sample.json',
  'expected/northwind.json',
];

/** Describes what needs the real data; without any of them it skips, and says which are missing. */
export function describeWithRealData(name: string, tests: () => void): void {
  const absent = FILES.filter((file) => !existsSync(join(DATA, file)));
  const missing =
    absent.length === 0 ? undefined : `needs ${absent.join(', ')} in ../shared/data beside the checkout, not there`;
  describeWhere(missing, name, tests);
}

function unpacked(file: string): string {
  return gunzipSync(readFileSync(join(DATA, file))).toString('utf8');
}

export function expected(file: string): unknown {
  return JSON.parse(readFileSync(join(DATA, 'expected', file), 'utf8')) as unknown;
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

/** Both data sets as facts for `/v1/bulk`, one JSON text each. */
export function factsOf(): readonly string[] {
  return [...cdnowFacts(), ...northwindFacts()].map((fact) => JSON.stringify(fact));
}

/** CDNOW as lines of a bulk request. */
export function cdnowFacts(): readonly object[] {
  const sales = new Map<string, { customerId: string; occurredAt: string; lines: object[] }>();
  for (const line of unpacked('CDNOW_sample.txt.gz').trim().split('\n')) {
    const [, id, date = '', , dollars] = line.trim().split(/\s+/);
    const occurredAt = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
    const key = `cdnow-${String(id)}-${date}`;
    const sale = sales.get(key) ?? { customerId: `cdnow-${String(id)}`, occurredAt, lines: [] };
    sale.lines.push({ product: 'cd', quantity: 1, unitPrice: dollars });
    sales.set(key, sale);
  }
  const firstDays = new Map(
    [...sales.values()].reverse().map(({ customerId, occurredAt }) => [customerId, occurredAt]),
  );
  return [
    ...[...firstDays].map(([id, registeredAt]) => ({ type: 'RegisterCustomer', data: { id, registeredAt } })),
    ...[...sales].map(([id, sale]) => ({ type: 'RecordSale', data: { id, ...sale } })),
  ];
}

function northwindFacts(): readonly object[] {
  const customers = parse<Record<string, string>>(unpacked('northwind_customers.csv.gz'), { columns: true });
  const sales = new Map<string, Record<string, unknown> & { lines: object[] }>();
  for (const row of parse<Record<string, string>>(unpacked('northwind_order_lines.csv.gz'), { columns: true })) {
    const head = {
      customerId: row['customer_id'],
      occurredAt: row['order_date'],
      region: row['ship_country'],
      salesperson: row['salesperson'],
    };
    const id = String(row['order_id']);
    const sale = sales.get(id) ?? { id, ...head, lines: [] };
    const {
      product_name: product,
      category_name: category,
      quantity,
      unit_price: unitPrice,
      discount: discountRate,
    } = row;
    sale.lines.push({ product, category, quantity, unitPrice, discountRate });
    sales.set(id, sale);
  }
  const registered = { registeredAt: '1996-07-01' };
  return [
    ...customers.map((row) => ({
      type: 'RegisterCustomer',
      data: { id: row['customer_id'], ...registered, region: row['country'] },
    })),
    ...[...sales.values()].map((sale) => ({ type: 'RecordSale', data: sale })),
  ];
}

/** A figure of the expectations as the API writes it. */
export function decimal(figure: number): string {
  return String(figure);
}
