import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { demoBusiness } from '#demo/business.js';
import { Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const QUESTION = { metrics: ['orders'], by: ['channel'], period: 'this-month' };
const MONTHLY = { title: 'Orders of the month', every: 'month', at: '08:00', format: 'pdf', channels: [] };
const TILES = [{ question: 'by-channel', width: 12, height: 4 }];
/** What a file of each form begins with. */
const BEGINS = { html: '<!doctype html>', pdf: '%PDF-', xlsx: 'PK' } as const;

withChromium(() =>
  describe('reports in the page', () => {
    let browser: Browser;
    let stage: Stage;
    let clock: ReturnType<typeof setInterval> | undefined;

    beforeAll(async () => {
      stage = await Stage.open({ TALLY_LOG_LEVEL: 'silent' }, {}, '2024-12-31T12:00:00Z');
      await stage.bulk([...demoBusiness({ facts: 1_000, seed: 7, isHistory: true })]);
      await stage.record('/v1/channels/desk', { kind: 'inbox' }, 'PUT');
      await stage.record(
        '/v1/questions/by-channel',
        { title: 'By channel', question: QUESTION, chart: { kind: 'bar' } },
        'PUT',
      );
      await stage.record('/v1/dashboards/sales', { title: 'Sales', tiles: TILES }, 'PUT');
      await stage.record('/v1/schedules/board', { ...MONTHLY, title: 'The board', dashboard: 'sales' }, 'PUT');
      await stage.query({ metrics: ['orders'] });
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      clearInterval(clock);
      await browser.close();
      await stage.close();
    });

    const record = async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
    };
    const fetched = async (page: Page, row: Locator, form: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent('download', { timeout: 120_000 }),
        row.getByRole('button', { name: `${form.toUpperCase()} of run 1` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`monthly-orders-2024-12.${form}`);
      return readFile(await download.path());
    };

    it('are made by the keyboard alone, with what each field means', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/reports');
      await page.getByRole('button', { name: 'New report …' }).focus();
      await page.keyboard.press('Enter');
      await page.getByLabel('Title').focus();
      await page.keyboard.type('Monthly orders');
      await page.getByLabel('Which').waitFor();
      await page.getByRole('checkbox', { name: 'desk' }).focus();
      await page.keyboard.press('Space');
      const fields = page.locator('dialog').locator('input:not([type=checkbox]), select');
      expect([await fields.count(), await fields.and(page.locator('[aria-describedby]')).count()]).toEqual([10, 10]);
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await page.getByLabel('Title').press('Enter');
      await record(page);
      await page.getByRole('status').getByRole('link', { name: 'Monthly orders' }).press('Enter');
      await page.waitForURL(/reports\/monthly-orders$/);
      await page.getByText('It was not due yet.').waitFor();
      await page.getByRole('link', { name: 'By channel' }).waitFor();
      expect(await stage.get('/v1/schedules/monthly-orders')).toMatchObject({
        title: 'Monthly orders',
        question: 'by-channel',
        ...{ every: 'month', at: '08:00', timeZone: 'UTC', format: 'pdf', channels: ['desk'], language: 'en' },
      });
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('come while somebody looks when they are due, and are fetched as files', async () => {
      const looking = await Looking.at(browser, stage.url, { acceptDownloads: true });
      const { page } = looking;
      await looking.go('/reports/monthly-orders');
      await page.getByText('It was not due yet.').waitFor();
      stage.at('2025-01-01T08:00:30Z');
      // Whoever looks at the clock looks again when it has moved.
      clock = setInterval(() => stage.at(new Date(stage.now.getTime() + 1_000).toISOString()), 50);
      const row = page.locator('tbody tr', { hasText: 'Dec 2024' });
      await row.getByText('reported').waitFor({ timeout: 120_000 });
      const csv = (await fetched(page, row, 'csv')).toString();
      const december = { from: '2024-12-01', to: '2024-12-31', asOf: '2024-12-31' };
      const rows = await stage.rows({ metrics: ['orders'], by: ['channel'], ...december });
      expect(rows.length).toBeGreaterThan(1);
      for (const { channel, orders } of rows) expect(csv).toContain(`${String(channel)},${String(orders)}`);
      for (const [form, begins] of Object.entries(BEGINS))
        expect((await fetched(page, row, form)).toString('latin1').slice(0, begins.length)).toBe(begins);
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });

    it('are come to from a message in the inbox', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/settings');
      const inbox = page.locator('.card', { has: page.getByRole('heading', { name: 'Inbox' }) });
      const message = inbox.locator('details', { hasText: 'Monthly orders 2024-12' });
      await message.locator('summary').click({ timeout: 120_000 });
      await message.getByRole('link', { name: 'More of it' }).click();
      await page.waitForURL(/reports\/monthly-orders\?run=1$/);
      await page.locator('tr[aria-current=true]', { hasText: 'Dec 2024' }).waitFor();
      await page.reload();
      await page.locator('tr[aria-current=true]', { hasText: 'Dec 2024' }).waitFor();
      expect(await page.locator('h1').textContent()).toBe('Monthly orders');
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('say what is wrong with one, and let it be mended', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/reports');
      await page.getByRole('button', { name: 'New report …' }).click();
      await page.getByLabel('Title').fill('Weekly orders');
      await page.getByLabel('Which').selectOption('by-channel');
      await page.getByLabel('When').selectOption('cron');
      await page.getByRole('textbox', { name: 'Cron expression' }).fill('every Monday');
      await page.getByRole('button', { name: 'Go on …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog [role=alert]', { hasText: 'must be a cron expression' }).waitFor();
      await page.getByRole('button', { name: 'Do not' }).click();
      expect(await page.getByLabel('Title').inputValue()).toBe('Weekly orders');
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(await stage.problem('GET', '/v1/schedules/weekly-orders')).toBe('404 not-found');
      await looking.close();
    });

    it('are changed, not over what somebody else has said meanwhile, and retired with their runs kept', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/reports/board');
      await page.getByRole('button', { name: 'Change …' }).click();
      await page.getByLabel('Title').fill('Mine');
      const theirs = { ...MONTHLY, title: 'Theirs', dashboard: 'sales' };
      stage.position = String((await stage.send('PUT', '/v1/schedules/board', theirs)).body['position']);
      await stage.get('/v1/schedules/board');
      await page.getByRole('button', { name: 'Go on …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.getByText('Changed by somebody else meanwhile').waitFor();
      await page.getByRole('button', { name: 'Go on from what is there now' }).click();
      await page.getByRole('heading', { name: 'Theirs', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Change …' }).click();
      await page.getByLabel('When').selectOption('cron');
      await page.getByRole('button', { name: 'Go on …' }).click();
      await record(page);
      await page.keyboard.press('Escape');
      await page.getByText('by 0 8 * * 1 (UTC)').waitFor();
      expect(await stage.get('/v1/schedules/board')).toMatchObject({ cron: '0 8 * * 1', title: 'Theirs', version: 3 });
      await page.getByRole('button', { name: 'Retire …' }).click();
      await record(page);
      await page.keyboard.press('Escape');
      await page.getByText('This report is retired').waitFor();
      await page.locator('tbody tr', { hasText: 'Dec 2024' }).waitFor();
      expect(await stage.problem('GET', '/v1/schedules/board')).toBe('404 not-found');
      await looking.close();
    });

    const narrow = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' as const };
    it.each(
      ['/reports', '/reports/monthly-orders?run=1'].flatMap((place) => [
        [place, 'on a desk', {}] as const,
        [place, 'on a phone in Chinese and dark', narrow] as const,
      ]),
    )('%s is there for everybody %s', async (place, _how, options) => {
      const looking = await Looking.at(browser, stage.url, options);
      await looking.go(place);
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });

    it('are made on a phone in Chinese and dark too', async () => {
      const looking = await Looking.at(browser, stage.url, narrow);
      await looking.go('/reports');
      await looking.page.getByRole('button', { name: '新建报告…' }).click();
      await looking.page.getByLabel('选择').waitFor();
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });
  }),
);
