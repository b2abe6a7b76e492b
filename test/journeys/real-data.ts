import { parse } from 'csv-parse/sync';
import { constants, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
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
  'airpassengers.csv.gz',
  'm3_monthly_119.csv.gz',
  'expected/cdnow_sample.json',
  'expected/cdnow_sample_models.json',
  'expected/northwind.json',
  ...['amazon-orders.txt', 'erp-umsatz.csv', 'hubspot-deals.csv', 'shopify-orders.csv', 'stripe-payments.csv'].flatMap(
    (name) => [`import/${name}`, `import/${name}.expected.json`],
  ),
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

/** A file of the real data, where that is. */
export function realFile(name: string): string {
  return join(DATA, name);
}

/** The ledger of no system that many have: a map of its own. */
export const ERP_MAP = `-- encoding: windows-1252
-- delimiter: ;
-- quote: none
-- skip: 3
CREATE TABLE documents AS
  SELECT "Beleg" AS id, any_value("Kunde") AS customer, any_value("Name") AS name, any_value("Währung") AS currency,
    min(strptime("Belegdatum", '%d.%m.%Y'))::DATE AS day, sum(money_comma("Menge")) < 0 AS isCredit, min(line) AS line,
    list({product: "Artikel", quantity: abs(money_comma("Menge")), unitPrice: money_comma("Einzelpreis"),
      discountRate: CAST(money_comma("Rabatt %") * 0.01 AS DECIMAL(18, 6))} ORDER BY line) AS lines
  FROM file GROUP BY "Beleg" ORDER BY line;
SELECT 'RegisterCustomer' AS type, customer AS id, any_value(name) AS name, min(day) AS registeredAt FROM documents GROUP BY customer;
SELECT 'RecordSale' AS type, id, customer AS customerId, day AS occurredAt, currency, lines, line FROM documents WHERE NOT isCredit;
SELECT 'RecordCredit' AS type, id, customer AS customerId, day AS occurredAt, currency, lines, line FROM documents WHERE isCredit;
`;

const CDNOW_MAP = `-- Fixed columns and no header: each row is one text.
CREATE TABLE bought AS
  SELECT line, ltrim(p[2], '0') AS customer, strptime(p[3], '%Y%m%d')::DATE AS day, money(p[5]) AS dollars
  FROM (SELECT line, string_split_regex(column0, ' +') AS p FROM file);
SELECT 'RegisterCustomer' AS type, customer AS id, min(day) AS registeredAt, min(line) AS line
  FROM bought GROUP BY customer ORDER BY line;
SELECT 'RecordSale' AS type, customer || '-' || day AS id, customer AS customerId, day AS occurredAt,
    list({product: 'cd', quantity: 1, unitPrice: dollars} ORDER BY line) AS lines, min(line) AS line
  FROM bought GROUP BY customer, day ORDER BY line;
`;

const NORTHWIND_MAP = `SELECT 'RegisterCustomer' AS type, customer_id AS id, DATE '1996-07-01' AS registeredAt, company_name AS name,
    country AS region FROM customers;
SELECT 'RecordSale' AS type, order_id AS id, any_value(customer_id) AS customerId, any_value(order_date)::DATE AS occurredAt,
    any_value(ship_country) AS region, any_value(salesperson) AS salesperson,
    list({product: product_name, category: category_name, quantity: quantity, unitPrice: unit_price,
      discountRate: discount} ORDER BY line) AS lines, min(line) AS line
  FROM file GROUP BY order_id ORDER BY line;
`;

/** CDNOW as it is, and the map that makes a sale of a customer's rows of one day: what to call the import with. */
export function writeCdnow(folder: string): readonly string[] {
  return [copied('CDNOW_sample.txt.gz', folder), '--map', written(folder, 'cdnow.sql', CDNOW_MAP)];
}

/** Northwind's two files and their map. */
export function writeNorthwind(folder: string): readonly string[] {
  const customers = copied('northwind_customers.csv.gz', folder);
  const orders = copied('northwind_order_lines.csv.gz', folder);
  return [orders, '--with', `customers=${customers}`, '--map', written(folder, 'northwind.sql', NORTHWIND_MAP)];
}

/** Refusals are kept beside a file, so it lies where that can be. */
function copied(name: string, folder: string): string {
  const file = join(folder, name);
  copyFileSync(realFile(name), file, constants.COPYFILE_FICLONE);
  return file;
}

function written(folder: string, name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
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
