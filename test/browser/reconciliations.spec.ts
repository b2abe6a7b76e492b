import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { QUIET, sale, Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

/** Against the book: s-2 is 50 there, s-3 is there alone, and x-9 is not. */
const FILE = `id,date,amount,currency,customer
s-1,2024-03-02,100,USD,ada
s-2,2024-03-03,55,USD,ada
x-9,2024-03-10,9,USD,ada
`;

withChromium(() =>
  describe('reconciliations in the page', () => {
    let browser: Browser;
    let stage: Stage;

    beforeAll(async () => {
      stage = await Stage.open(QUIET, {}, '2024-05-01T10:00:00Z');
      await stage.bulk([
        { type: 'RegisterCustomer', data: { id: 'ada', registeredAt: '2024-01-01' } },
        ...(
          [
            ['s-1', '2024-03-02', '100', 'web'],
            ['s-2', '2024-03-03', '50', 'web'],
            ['s-3', '2024-03-09', '7.5', 'shop'],
          ] as const
        ).map(([id, day, amount, channel]) => ({
          type: 'RecordSale',
          data: sale(id, 'ada', day, amount, { channel }),
        })),
      ]);
      await stage.query({ metrics: ['orders'] });
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    it('hold a file against the book, and lead from what differs to what was recorded, by the keyboard', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/reconciliations');
      await page.getByText('Nothing has been held against the book yet.').waitFor();
      await page.getByRole('textbox', { name: 'System' }).fill('erp');
      await page.getByRole('textbox', { name: 'Period' }).fill('2024-03');
      const file = { name: 'invoices.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
      await page.getByLabel('File', { exact: true }).setInputFiles(file);
      await page.getByRole('button', { name: 'Compare' }).press('Enter');
      await page.getByRole('heading', { name: 'erp, Mar 2024' }).waitFor();
      await looking.settled();
      expect(await page.locator('main').textContent()).toContain('3 differ.');
      expect(await page.locator('main').textContent()).toContain('3 in the file, 3 in the book, 1 the same.');
      const rows = page.getByRole('table', { name: 'Documents that differ' }).locator('tbody tr');
      const cells = await Promise.all((await rows.all()).map((row) => row.locator('th, td').allTextContents()));
      expect(cells).toEqual([
        ['Sale s-2', 'amount', 'US$55.00 · 3 Mar 2024 · ada', 'US$50.00 · 3 Mar 2024 · ada', '3'],
        ['Sale s-3', 'only in the book', '–', 'US$7.50 · 9 Mar 2024 · ada', ''],
        ['Sale x-9', 'only in the file', 'US$9.00 · 10 Mar 2024 · ada', '–', '4'],
      ]);
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await page.getByRole('button', { name: 'Sale s-2' }).press('Enter');
      await page.locator('dialog .events > li').first().waitFor();
      expect(await page.locator('dialog .events > li').count()).toBe(1);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('are listed, and show totals beside ours, with the records behind them, in Chinese on a phone', async () => {
      const controls = [
        { metric: 'revenue.net', value: '170' },
        { metric: 'orders', where: { channel: ['web'] }, value: '2' },
      ];
      const told = { source: 'shop', period: '2024-03', controls };
      expect((await stage.send('POST', '/v1/reconciliations', told)).status).toBe(200);
      const looking = await Looking.at(browser, stage.url, { locale: 'zh-CN', viewport: { width: 360, height: 800 } });
      const { page } = looking;
      await looking.go('/reconciliations');
      const listed = page.getByRole('table', { name: '对账' }).locator('tbody tr');
      expect(await listed.locator('td:nth-child(2)').allTextContents()).toEqual(['shop', 'erp']);
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await listed.first().locator('a').first().press('Enter');
      await page.getByRole('heading', { name: 'shop，2024年3月' }).waitFor();
      await looking.settled();
      const rows = page.getByRole('table', { name: '合计' }).locator('tbody tr');
      const cells = await Promise.all((await rows.all()).map((row) => row.locator('th, td').allTextContents()));
      expect(cells).toEqual([
        ['净收入', '', 'US$170.00', 'US$157.50', '+US$12.50'],
        ['订单', '渠道: web', '2', '2', '0'],
      ]);
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await rows.last().getByRole('button').press('Enter');
      await page.locator('dialog tbody tr').first().waitFor();
      expect(await page.locator('dialog tbody tr').count()).toBe(2);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });
  }),
);
