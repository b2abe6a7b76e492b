import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { demoBusiness } from '#demo/business.js';
import { Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const BUILT = new URL('../../dist/web/', import.meta.url).pathname;
const MOST_BYTES = 40_000;

/** As somebody's proxy calls this machine. */
const NAME = 'tally.example.org';

describe('the files of the page', () => {
  it('have an application that comes in less than 40 kB, without what is loaded when it is wanted', () => {
    const page = readFileSync(`${BUILT}index.html`, 'utf8');
    const scripts = [...page.matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
    const bytes = scripts.map((path) => gzipSync(readFileSync(BUILT + path), { level: 9 }).length);
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(MOST_BYTES);
  });
});

withChromium(() =>
  describe('the page', () => {
    let browser: Browser;
    let stage: Stage;
    let empty: Stage;

    beforeAll(async () => {
      const settings = { TALLY_ALLOWED_HOSTS: NAME };
      stage = await Stage.open(settings, {}, '2024-12-31T12:00:00Z');
      await stage.bulk([...demoBusiness({ facts: 3_000, seed: 7, isHistory: true })]);
      await stage.query({ metrics: ['orders'] });
      empty = await Stage.open({ ...settings, TALLY_TIME_ZONE: 'Asia/Tokyo' }, {}, '2025-01-31T12:00:00Z');
      browser = await openBrowser([NAME]);
    });

    afterAll(async () => {
      await browser.close();
      await stage.close();
      await empty.close();
    });

    it('shows how a business stands: the sum of its customers comes out, and is what the API answers', async () => {
      const looking = await Looking.at(browser, stage.url);
      await looking.go('/?asOf=2024-12-30');
      const shown = await looking.page.locator('.ledger .figure-value').allTextContents();
      const metrics = ['opening', 'new', 'reactivated', 'lost', 'closing'].map((name) => `customers.${name}`);
      const [row = {}] = await stage.rows({ metrics, from: '2024-12-01', to: '2024-12-30', asOf: '2024-12-30' });
      expect(shown.map(Number)).toEqual(metrics.map((metric) => row[metric]));
      const [opening = 0, fresh = 0, back = 0, lost = 0, closing = 0] = shown.map(Number);
      expect(opening + fresh + back - lost).toBe(closing);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('shows the records behind a figure by the keyboard alone, and then the journal of one', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/?asOf=2024-12-30');
      await page.locator('.ledger button').nth(1).focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open] tbody tr');
      const rows = await page.locator('dialog tbody tr').count();
      expect(rows).toBe(Number(await page.locator('.ledger .figure-value').nth(1).textContent()));
      await page.locator('dialog tbody button').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog .events li');
      expect(await looking.barriers()).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await page.locator('dialog').count()).toBe(0);
      // The keyboard is where it was.
      expect(await page.evaluate('document.activeElement.textContent')).toContain('New');
      await looking.close();
    });

    it('says what an empty book can be filled with, and fills it with the demo by a click', async () => {
      const looking = await Looking.at(browser, empty.url);
      await looking.go('/');
      expect(await looking.barriers()).toEqual([]);
      await looking.page.getByRole('button', { name: 'Record the demo' }).click();
      await looking.page.waitForSelector('.ledger', { timeout: 0 });
      expect(new URL(looking.page.url()).search).toMatch(/^\?asOf=2024-12-\d\d$/);
      const { totals } = (await empty.query({ metrics: ['orders'], asOf: '2024-12-31' })) as { totals: object };
      expect(totals).toEqual({ orders: expect.any(Number) });
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('writes times as they are where the book is kept', async () => {
      const looking = await Looking.at(browser, empty.url);
      await looking.go('/journal');
      expect(await looking.page.locator('.events time').first().textContent()).toBe('31 Jan 2025, 21:00');
      await looking.close();
    });

    it.each([
      ['in English', { locale: 'en-GB' }, 'Overview'],
      ['in Chinese', { locale: 'zh-CN' }, '概览'],
      ['in the dark', { colorScheme: 'dark' as const }, 'Overview'],
      ['on a narrow screen', { viewport: { width: 360, height: 740 } }, 'Overview'],
    ])('is there for everybody %s', async (_how, options, title) => {
      const looking = await Looking.at(browser, stage.url, options);
      await looking.go('/?asOf=2024-12-30');
      expect(await looking.page.locator('h1').textContent()).toBe(title);
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });

    it('is there over plain HTTP under another name', async () => {
      const looking = await Looking.at(browser, stage.url.replace('127.0.0.1', NAME));
      await looking.go('/?asOf=2024-12-30');
      expect(await looking.page.locator('.ledger li').count()).toBe(5);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('says what to do when the server is away', async () => {
      const looking = await Looking.at(browser, stage.url);
      await looking.go('/?asOf=2024-12-30');
      await looking.page.route('**/v1/**', (route) => route.abort());
      await looking.page.getByLabel('as of', { exact: true }).fill('2024-11-30');
      await looking.page.waitForSelector('[role=alert]');
      expect(await looking.page.locator('[role=alert]').textContent()).toContain('Check that Tallybook is running');
      await looking.page.unroute('**/v1/**');
      await looking.page.getByRole('button', { name: 'Try again' }).click();
      await looking.page.waitForSelector('.ledger');
      await looking.close();
    });
  }),
);
