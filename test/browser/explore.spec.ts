import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { demoBusiness } from '#demo/business.js';
import { Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const MS_PER_DAY = 86_400_000;

withChromium(() =>
  describe('exploring in the page', () => {
    let browser: Browser;
    let stage: Stage;

    beforeAll(async () => {
      stage = await Stage.open({}, {}, '2024-12-31T12:00:00Z');
      await stage.bulk([...demoBusiness({ facts: 3_000, seed: 7, isHistory: true })]);
      await stage.query({ metrics: ['orders'] });
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    it('puts a question together that the address holds, so that the way back is the one that was come by', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/explore?metrics=orders&by=region');
      const rows = await stage.rows({ metrics: ['orders'], by: ['region'] });
      const shown = await page.locator('tbody td.is-number').allTextContents();
      expect(shown.map(Number)).toEqual(rows.map(({ orders }) => orders));

      await page.getByLabel('Grain').selectOption('quarter');
      await page.waitForURL(/grain=quarter/);
      await page.locator('.picker', { hasText: 'Where' }).locator('summary').click();
      await page.getByLabel('Dimension').selectOption('channel');
      await page.getByRole('checkbox', { name: 'web' }).check();
      await page.waitForURL(/where\.channel=web/);
      await looking.settled();
      const total = await page.locator('tfoot td.is-number').textContent();
      const [{ orders = 0 } = {}] = await stage.rows({ metrics: ['orders'], where: { channel: 'web' } });
      expect(Number(total)).toBe(orders);

      await page.goBack();
      await page.goBack();
      await page.waitForURL((url) => url.search === '?metrics=orders&by=region');
      await looking.settled();
      expect((await page.locator('tbody td.is-number').allTextContents()).map(Number)).toEqual(shown.map(Number));
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('follows the clocks, by keyboard too, and asks for the last moment alone', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/explore?metrics=orders&asOf=2024-06-30');
      const slider = page.getByRole('slider', { name: 'known at' });
      await slider.focus();
      for (let i = 0; i < 12; i++) await page.keyboard.press('PageDown');
      const knownAt = new Date(Number(await slider.inputValue()) * MS_PER_DAY).toISOString().slice(0, 10);
      expect(knownAt < '2024-06-30').toBe(true);
      // The browser is told a little later.
      await page.waitForURL((url) => url.searchParams.get('knownAt') === knownAt);
      const [{ orders = -1 } = {}] = await stage.rows({ metrics: ['orders'], asOf: '2024-06-30', knownAt });
      await page.locator('tbody button.cell', { hasText: new RegExp(`^${String(orders)}$`) }).waitFor();
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('explains a difference by parts that sum to it, down to the journal of a record', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/explore?metrics=orders&from=2024-10-01&to=2024-12-30&asOf=2024-12-30');
      await page.getByRole('button', { name: 'What changed?' }).click();
      await page.locator('.waterfall').waitFor();
      await looking.settled();
      const values = (await page.locator('.waterfall tbody td:nth-child(2)').allTextContents()).map((text) =>
        Number(text.replaceAll('−', '-')),
      );
      const parts = values.slice(1, -1).reduce((sum, part) => sum + part, 0);
      expect([values[0]! + parts, parts > 0]).toEqual([values.at(-1), true]);
      expect(await looking.barriers()).toEqual([]);
      await page.locator('.part summary').first().click();
      await page.locator('.part tbody button').first().click();
      await page.locator('dialog .events li').first().waitFor();
      expect([await looking.barriers(), looking.complaints]).toEqual([[], []]);
      await looking.close();
    });

    it('shows the records of the metric whose mark is clicked', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/explore?metrics=orders,units&chart=pie');
      await page.locator('.chart svg text', { hasText: 'Units' }).click({ force: true });
      await page.locator('dialog .sum').waitFor();
      expect(await page.locator('dialog h2').textContent()).toBe('Behind Units');
      const [{ units = 0 } = {}] = await stage.rows({ metrics: ['units'] });
      expect(await page.locator('dialog .sum').textContent()).toContain(Number(units).toLocaleString('en-GB'));
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('hands the answer over as a file', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/explore?metrics=orders&by=region');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'CSV' }).click(),
      ]);
      const text = await readFile(await download.path(), 'utf8');
      expect(text.replace('\uFEFF', '').split(/\r?\n/)[0]).toBe('region,orders');
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('says what is wrong with an address that asks what cannot be asked', async () => {
      const looking = await Looking.at(browser, stage.url);
      await looking.go('/explore?metrics=orders,nonsense');
      const said = await looking.page.locator('[role=alert]').textContent();
      expect(said).toContain('nonsense');
      expect(said).not.toMatch(/\bat \w+ \(|Error:/);
      await looking.close();
    });

    it.each([
      ['', {}],
      ['?metrics=revenue.net,orders&by=region&grain=quarter&period=last-12-months&compare=previous-year', {}],
      ['?metrics=revenue.net,orders&by=region&grain=quarter', { locale: 'zh-CN', colorScheme: 'dark' as const }],
      [
        '?metrics=revenue.net,orders&by=region&period=last-12-months&compare=previous-year',
        { viewport: { width: 360, height: 740 } },
      ],
    ])('is there for everybody at /explore%s', async (search, options) => {
      const looking = await Looking.at(browser, stage.url, options);
      await looking.go(`/explore${search}`);
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });
  }),
);
