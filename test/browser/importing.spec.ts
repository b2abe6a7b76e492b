import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const HEADER =
  'Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Cancelled at,Currency';
/** As Shopify exports orders, with a quantity that is none. */
const ORDERS = [
  HEADER,
  '#1001,ada@example.org,paid,2024-11-02 10:00:00 +0000,2,tea,4.15,,USD',
  '#1002,bo@example.org,paid,2024-11-03 11:00:00 +0000,1,cup,9.90,,USD',
  '#1003,bo@example.org,paid,2024-11-04 11:00:00 +0000,-1,cup,9.90,,USD',
  '#1004,broken',
].join('\n');
const OWN_MAP = `SELECT 'RecordSale' AS type, nr AS id, '2024-11-02' AS occurredAt,
  [{product: file.sku, quantity: 1, unitPrice: price}] AS lines FROM file JOIN price_list USING (sku)`;
const DATES = 'Order,Date,Product,Quantity,Price\nd-1,03/04/2024,tea,1,2.50\n';

withChromium(() =>
  describe('the import of a file on the page', () => {
    let browser: Browser;
    let stage: Stage;
    beforeAll(async () => {
      stage = await Stage.open({}, {}, '2024-12-31T12:00:00Z');
      browser = await openBrowser([]);
    });
    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    /** As if somebody let go of a file over the page. */
    const drop = async ({ page }: Looking, name: string, content: string): Promise<void> => {
      const file = `new File([${JSON.stringify(content)}], ${JSON.stringify(name)})`;
      const data = await page.evaluateHandle(
        `(() => { const data = new DataTransfer(); data.items.add(${file}); return data; })()`,
      );
      await page.locator('.file-drop').dispatchEvent('drop', { dataTransfer: data });
    };

    it('begins on an empty book with what is dropped, tries it, says what is refused, and ends with the figures', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/');
      await drop(looking, 'orders.csv', ORDERS);
      await page.getByText('It looks like what the preset shopify-orders is for.').waitFor();
      expect(await page.getByLabel('Preset').inputValue()).toBe('shopify-orders');
      await page.getByRole('button', { name: 'Try it, record nothing' }).click();
      await page.getByText(/would be recorded, 0 are there, 2 would be refused/).waitFor();
      expect(await page.locator('tbody tr').count()).toBe(2);
      expect(await page.locator('tbody tr').last().textContent()).toMatch(/^\d/);
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'All refused, as CSV' }).click();
      const all = await saved;
      expect(all.suggestedFilename()).toBe('orders.csv.errors.csv');
      expect(readFileSync(await all.path(), 'utf8')).toMatch(
        /^\ufeffline,id,code,detail\r\n4,.*\r\n5,,row-unreadable,/,
      );
      expect((await stage.send('GET', '/v1/log?limit=1')).body['tail']).toBe('1');
      expect(await looking.barriers()).toEqual([]);
      expect(await looking.overflow()).toBe(0);
      const shots = process.env['SCREENSHOTS'];
      if (shots !== undefined) await page.screenshot({ path: `${shots}/import-tried.png`, fullPage: true });
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByText(/\d recorded, 0 there before, 2 refused/).waitFor();
      await page.getByRole('button', { name: 'See the figures' }).click();
      await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
      expect(await stage.rows({ metrics: ['orders'] })).toEqual([{ orders: 2 }]);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('takes a map of one’s own with a table that it asks', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/settings');
      const chosen = page.locator('.import input[type="file"]');
      await chosen.setInputFiles({ name: 'own.csv', mimeType: 'text/csv', buffer: Buffer.from('nr,sku\no-1,t\n') });
      await page.getByLabel('Map: SQL').fill(OWN_MAP);
      const tables = page.getByLabel('Further tables for the map');
      await tables.setInputFiles({
        name: 'price list.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('sku,price\nt,2\n'),
      });
      await page.getByText('price list.csv is the table “price_list”.').waitFor();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByText('1 recorded, 0 there before, 0 refused.').waitFor();
      expect((await stage.send('GET', '/v1/sales/o-1')).body).toMatchObject({ lines: [{ unitPrice: '2' }] });
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('asks, by keyboard and in Chinese, what a file does not tell', async () => {
      const looking = await Looking.at(browser, stage.url, { locale: 'zh-CN', viewport: { width: 360, height: 800 } });
      const { page } = looking;
      await looking.go('/settings');
      const chosen = page.locator('.import input[type="file"]');
      await chosen.setInputFiles({ name: 'dates.csv', mimeType: 'text/csv', buffer: Buffer.from(DATES) });
      const days = page.getByRole('radio');
      await days.first().waitFor();
      await days.first().focus();
      await page.keyboard.press('Space');
      expect(await page.locator('textarea.map').inputValue()).toContain("'%d/%m/%Y'");
      expect(await looking.barriers()).toEqual([]);
      expect(await looking.overflow()).toBe(0);
      const shots = process.env['SCREENSHOTS'];
      if (shots !== undefined) await page.screenshot({ path: `${shots}/import-asked.png`, fullPage: true });
      await page.getByRole('button', { name: '导入', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('已记录 1 条，先前已有 0 条，拒绝 0 条。').waitFor();
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });
  }),
);
