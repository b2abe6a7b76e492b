import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { tally } from './server.js';
import { importEnded } from './import-ended.js';
import { QUIET, Stage } from './stage.js';

const SAMPLES = new URL('.', import.meta.url).pathname;
const INVOICE = `${SAMPLES}import-samples/ubl.xml`;
const CREDIT_NOTE = `${SAMPLES}ubl-samples/credit-note.xml`;
/** In ISO 8859-1, within an envelope, in a currency of its own. */
const FOREIGN = `${SAMPLES}ubl-samples/invoice-latin1.xml`;

describe('invoices and credit notes of UBL', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ ...QUIET, TALLY_CURRENCY: 'EUR' }, {}, '2024-05-01T10:00:00Z');
    await stage.record('/v1/rates', { id: 'r', currency: 'USD', from: '2024-01-01', rate: '0.5' });
  });
  afterAll(() => stage.close());

  it('are imported together on the command line, and once', async () => {
    const run = () => tally(['import', '--preset', 'ubl', INVOICE, CREDIT_NOTE, FOREIGN, '--url', stage.url]);
    const first = await run();
    // Two customers, two invoices, a credit note; the customer of the credit note is there before.
    expect([first.code, first.out.split(';')[0]]).toEqual([0, '5 recorded, 1 there before, 0 refused']);
    const again = await run();
    expect([again.code, again.out.split(';')[0]]).toEqual([0, '0 recorded, 6 there before, 0 refused']);
    stage.position = /position (\d+)/.exec(again.out)?.[1] ?? '';
  });

  it('have amounts, discounts and taxes to the cent, each in its currency', async () => {
    const metrics = ['revenue.gross', 'revenue.discount', 'revenue.sales', 'revenue.tax', 'revenue.refunded'];
    const asked = { metrics, by: ['currency'], from: '2024-03-01', to: '2024-03-31' };
    expect(await stage.rows(asked)).toEqual([
      // 99.90 + 10 + 12.50, less 9.90 and 5; tax 21.08 less 2.09 given back; 9 + 0.97 credited
      {
        ...{ currency: 'EUR', 'revenue.gross': '122.4', 'revenue.discount': '14.9', 'revenue.sales': '107.5' },
        ...{ 'revenue.tax': '18.99', 'revenue.refunded': '9.97' },
      },
      // Half of 105, less 3, tax 25.50
      {
        ...{ currency: 'USD', 'revenue.gross': '52.5', 'revenue.discount': '1.5', 'revenue.sales': '51' },
        ...{ 'revenue.tax': '12.75', 'revenue.refunded': '0' },
      },
    ]);
    const { lines } = await stage.get('/v1/sales/F-2');
    expect(lines).toMatchObject([{ product: 'Flour <Tipo 00>', quantity: '200', amount: '105' }]);
    expect(await stage.get('/v1/customers/5567321707')).toMatchObject({ name: 'Göteborgs Bageri' });
    expect(await stage.get('/v1/customers/C-17')).toMatchObject({ name: 'Käserei & Söhne', region: 'BE' });
  });

  it('come over HTTP as well, and can be held against what is recorded', async () => {
    const send = async (path: string, search: Readonly<Record<string, string>>, body: Buffer) => {
      const address = `${stage.url}${path}?${new URLSearchParams(search).toString()}`;
      const response = await fetch(address, { method: 'POST', body: new Uint8Array(body) });
      return importEnded(stage, response.status, (await response.json()) as Readonly<Record<string, unknown>>);
    };
    const name = 'a.xml';
    expect(await send('/v1/imports', { name, preset: 'ubl' }, readFileSync(INVOICE))).toMatchObject({
      ...{ state: 'done', accepted: 0, duplicates: 2, rejected: 0 },
    });
    const told = await send(
      '/v1/reconciliations/file',
      { name, preset: 'ubl', source: 'erp', period: '2024-03-20' },
      readFileSync(CREDIT_NOTE),
    );
    expect(told).toMatchObject({ differences: 0, documents: { theirs: 1, ours: 1, same: 1 } });
    const bomb = '<!DOCTYPE a [<!ENTITY a "x">]><Invoice>&a;</Invoice>';
    expect(await send('/v1/imports', { name, preset: 'ubl' }, Buffer.from(bomb))).toMatchObject({
      ...{ code: 'bad-import', detail: expect.stringContaining('document type') },
    });
  });
});
