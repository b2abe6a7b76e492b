import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suggestedMap, suggestionFor } from './suggest.js';

describe('a suggested map', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tally-suggest-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function suggested(csv: string, options = {}): Promise<string> {
    const file = join(folder, 'file.csv');
    writeFileSync(file, csv);
    return suggestedMap(file, options);
  }

  it('says what columns seem to be, and makes sales of them', async () => {
    const csv =
      'Order No;Datum;Kunde;Artikel;Menge;Preis\n1;31.01.2024;Ada;Tee;2;1.234,50\n2;01.02.2024;Bo;Tee;1;3,50\n';
    expect(await suggested(csv, { delimiter: ';' })).toBe(
      `-- delimiter: ;
--   Order No: the order
--   Datum: the date, a date, %d.%m.%Y
--   Kunde: the customer
--   Artikel: the product
--   Menge: the quantity
--   Preis: the unitPrice, an amount with a decimal comma

CREATE MACRO moment(text) AS strptime(text, '%d.%m.%Y')::DATE;

SELECT 'RegisterCustomer' AS type, "Kunde" AS id, min(moment("Datum")) AS registeredAt,
  min(line) AS line
FROM file WHERE "Kunde" IS NOT NULL GROUP BY "Kunde";

SELECT 'RecordSale' AS type, "Order No" AS id,
  any_value("Kunde") AS customerId,
  min(moment("Datum")) AS occurredAt,
  list({product: "Artikel", quantity: money("Menge"), unitPrice: money_comma("Preis")} ORDER BY line) AS lines,
  min(line) AS line
FROM file WHERE money("Menge") > 0 GROUP BY "Order No";
`,
    );
  });

  it('reads "2,000" as the other amounts of the file are written, and says where none of them tells', async () => {
    const csv = (price: string) =>
      `Order No;Datum;Artikel;Menge;Preis\n1;31.01.2024;Tee;2,000;${price}\n2;01.02.2024;Tee;1,000;3\n`;
    const map = (price: string) => suggested(csv(price), { delimiter: ';' });
    expect(await map('1.234,56')).toContain('quantity: money_comma("Menge"), unitPrice: money_comma("Preis")');
    expect(await map('1,234.56')).toContain('quantity: money("Menge"), unitPrice: money("Preis")');
    expect(await map('12')).toContain(
      '--   Menge: the quantity, an amount; no row tells thousands from decimals: money or money_comma\n',
    );
    expect(await map('1,234.56')).not.toContain('no row tells');
  });

  it('asks with a value of the column, whatever the others are called', async () => {
    const file = join(folder, 'v.csv');
    writeFileSync(file, 'order,date,v\n1,03/04/2024,\n');
    const { question } = await suggestionFor(file, {});
    expect([question?.value, question?.choices.map(({ day }) => day)]).toEqual([
      '03/04/2024',
      ['2024-04-03', '2024-03-04'],
    ]);
  });

  it('asks which is the day and which the month where no row tells', async () => {
    const csv = 'order,date,product,price\n1,03/04/2024,tea,1\n2,05/06/2024,tea,1\n';
    expect(await suggested(csv)).toContain(
      `-- No row tells which is the day and which the month in "date". Take the dashes away before the right line:
-- CREATE MACRO moment(text) AS strptime(text, '%d/%m/%Y')::DATE;
-- CREATE MACRO moment(text) AS strptime(text, '%m/%d/%Y')::DATE;
`,
    );
    expect(await suggested(`${csv}3,25/06/2024,tea,1\n`)).toContain(
      `\nCREATE MACRO moment(text) AS strptime(text, '%d/%m/%Y')::DATE;`,
    );
  });

  it('says where it could not tell', async () => {
    const map = await suggested('what,when\n1,soon\n');
    expect(map).toContain('--   what: ?\n--   when: ?\n');
    expect(map).toContain('-- No column seems to be a date: say when it happened.');
    expect(await suggested('order date,x\nsoon,1\n')).toContain(
      '-- How "order date" says a date could not be told: see strptime.',
    );
  });
});
