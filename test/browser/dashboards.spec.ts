import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { demoBusiness } from '#demo/business.js';
import { sale, Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const DAY = '2024-06-30';
const ORDERS = { metrics: ['orders'] };
const BY_CHANNEL = { title: 'Orders by channel', question: { ...ORDERS, by: ['channel'] }, chart: { kind: 'bar' } };
const SALES = {
  title: 'Sales',
  filters: { channel: ['web', 'shop'] },
  tiles: [
    { question: 'by-channel', width: 8, height: 4 },
    { question: ORDERS, width: 4, height: 2 },
    { question: { ...ORDERS, where: { channel: ['mail'] } }, width: 4, height: 2 },
  ],
};
/** Longer than any window. */
const LONG = {
  title: 'Long',
  tiles: Array.from({ length: 12 }, () => ({ question: 'by-channel', width: 12, height: 4 })),
};

withChromium(() =>
  describe('dashboards in the page', () => {
    let browser: Browser;
    let stage: Stage;

    beforeAll(async () => {
      stage = await Stage.open({}, {}, '2024-12-31T12:00:00Z');
      await stage.bulk([...demoBusiness({ facts: 3_000, seed: 7, isHistory: true })]);
      await stage.record('/v1/questions/by-channel', BY_CHANNEL, 'PUT');
      await stage.record('/v1/dashboards/sales', SALES, 'PUT');
      await stage.record('/v1/dashboards/passing', { ...SALES, title: 'Passing' }, 'PUT');
      await stage.record('/v1/dashboards/long', LONG, 'PUT');
      await stage.query(ORDERS);
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    const web = { channel: ['web', 'shop'] };
    async function orders(more: object): Promise<number> {
      const [row] = await stage.rows({ ...ORDERS, where: web, ...more });
      return Number(row?.['orders']);
    }

    it('are listed, and one shows each tile as chart and table, or why it has none', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/dashboards');
      await page.getByRole('link', { name: 'Sales' }).click();
      await page.locator('.tile .chart svg').nth(1).waitFor();
      expect(await page.locator('h1').textContent()).toBe('Sales');
      const [first, second, third] = await page.locator('.tile').all();
      const widths = await Promise.all([first, second].map(async (tile) => (await tile?.boundingBox())?.width ?? 0));
      expect((widths[0] ?? 0) / (widths[1] ?? 1)).toBeCloseTo(2, 0);
      await first?.locator('summary').click();
      const rows = await stage.rows({ ...ORDERS, by: ['channel'], where: web });
      const shown = await first?.locator('tbody td.is-number').allTextContents();
      expect(shown?.map(Number)).toEqual(rows.map((row) => row['orders']));
      expect(await third?.getByRole('alert').textContent()).toContain('different values of channel');
      expect([await looking.barriers(), looking.complaints]).toEqual([[], []]);
      await looking.close();
    });

    it('draw what is in view, and all of it when it is printed', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/dashboards/long');
      await page.locator('.tile .chart svg').first().waitFor();
      const charts = page.locator('.tile .chart');
      const last = charts.last();
      expect([await charts.count(), await last.locator('svg').count()]).toEqual([12, 0]);
      // Whoever does not see it has it nevertheless.
      expect(await last.getAttribute('aria-label')).toMatch(/\d+ figures; the table beside it has them all/);
      await last.scrollIntoViewIfNeeded();
      await last.locator('svg').waitFor();
      expect(await charts.nth(5).locator('svg').count()).toBe(0);
      await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
      expect(await page.locator('.tile .chart svg').count()).toBe(12);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('follow the clocks, and lead to the records behind a figure', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/dashboards/sales');
      await page.getByLabel('as of').first().fill(DAY);
      await page.waitForURL(/asOf=2024-06-30/);
      await looking.settled();
      const tile = page.locator('.tile').nth(1);
      await tile.locator('summary').click();
      const cell = tile.locator('tbody button.cell');
      const then = await orders({ asOf: DAY });
      const said = (await cell.textContent()) ?? '';
      expect([Number(said.replace(',', '')), then < (await orders({}))]).toEqual([then, true]);
      await cell.click();
      await page.locator('dialog .sum').waitFor();
      expect(await page.locator('dialog .sum').textContent()).toContain(said);
      await page.keyboard.press('Escape');
      await tile.getByRole('button', { name: 'Explore' }).click();
      await page.waitForURL(/\/explore\?/);
      const { searchParams } = new URL(page.url());
      expect(searchParams.getAll('where.channel').sort()).toEqual(['shop', 'web']);
      expect(['metrics', 'chart', 'asOf'].map((part) => searchParams.get(part))).toEqual(['orders', 'kpi', DAY]);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('lose a tile and are retired when somebody says so twice', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/dashboards/passing');
      await page.getByRole('button', { name: 'Remove … Orders by channel' }).click();
      expect(await looking.barriers()).toEqual([]);
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.locator('.tile').nth(2).waitFor({ state: 'detached' });
      const { version, tiles } = await stage.get('/v1/dashboards/passing');
      expect([version, tiles]).toEqual([2, SALES.tiles.slice(1)]);
      await page.getByRole('button', { name: 'Retire …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByText('This dashboard is retired').waitFor();
      expect(await stage.problem('GET', '/v1/dashboards/passing')).toBe('404 not-found');
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('are not overwritten by who looks at a version of before', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await stage.record('/v1/dashboards/shared', { ...SALES, title: 'Shared' }, 'PUT');
      await looking.go('/dashboards/shared');
      const record = page.getByRole('button', { name: 'Record it' });
      await page.getByRole('button', { name: 'Remove … Orders by channel' }).click();
      // The page follows what others record, but not while it asks.
      await record.waitFor();
      const changed = await stage.send('PUT', '/v1/dashboards/shared', { ...SALES, title: 'Changed' });
      stage.position = String(changed.body['position']);
      await record.click();
      await page.locator('dialog [role=alert] pre', { hasText: '"title": "Changed"' }).waitFor();
      expect(await stage.get('/v1/dashboards/shared')).toMatchObject({ title: 'Changed', version: 2 });
      await page.getByRole('button', { name: 'Go on from what is there now' }).click();
      await page.getByRole('heading', { name: 'Changed', exact: true }).waitFor();
      await looking.settled();
      await page.getByRole('button', { name: 'Retire …' }).click();
      await record.waitFor();
      const again = await stage.send('PUT', '/v1/dashboards/shared', { ...SALES, title: 'Changed again' });
      stage.position = String(again.body['position']);
      await record.click();
      await page.getByText('Changed by somebody else meanwhile').waitFor();
      expect(await stage.get('/v1/dashboards/shared')).toMatchObject({ title: 'Changed again', version: 3 });
      await looking.close();
    });

    it('are changed whole: what they are called, narrowed to, the order and size of tiles; and go back to a version', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await stage.record('/v1/dashboards/draft', { ...SALES, title: 'Draft' }, 'PUT');
      const record = async (): Promise<void> => {
        await page.getByRole('button', { name: 'Record it' }).click();
        await page.locator('dialog .events li').waitFor();
        await page.getByRole('button', { name: 'Close', exact: true }).click();
      };
      await looking.go('/dashboards/draft');
      await page.getByRole('link', { name: 'Change …' }).click();
      await page.getByLabel('Title').fill('Sales, tidied');
      await page.getByLabel('Description').fill('For mornings');
      await page.locator('summary', { hasText: 'All tiles only where' }).click();
      await page.getByRole('button', { name: 'Remove all conditions' }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Earlier Orders', exact: true }).first().click();
      await page.getByLabel('Columns').first().selectOption('12');
      await page.getByLabel('Rows').first().selectOption('6');
      await page.getByRole('button', { name: 'Remove Orders', exact: true }).last().click();
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await page.getByRole('button', { name: 'Go on …' }).click();
      await record();
      await page.getByRole('heading', { name: 'Sales, tidied' }).waitFor();
      const [kept, own] = SALES.tiles;
      expect(await stage.get('/v1/dashboards/draft')).toEqual(
        expect.objectContaining({
          version: 2,
          title: 'Sales, tidied',
          description: 'For mornings',
          tiles: [{ ...own, width: 12, height: 6 }, kept],
        }),
      );
      await page.getByRole('button', { name: 'Versions …' }).click();
      await page.getByRole('button', { name: 'Make it this again … Version 1' }).click();
      await record();
      await page.getByRole('heading', { name: 'Draft', exact: true }).waitFor();
      const {
        id: _id,
        version,
        position: _at,
        recordedAt: _when,
        ...content
      } = await stage.get('/v1/dashboards/draft');
      const filters = { channel: ['shop', 'web'] };
      expect([version, content]).toEqual([3, { ...SALES, title: 'Draft', filters }]);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('are of a period that somebody chooses, and follow as facts arrive', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/dashboards/sales');
      await page.getByLabel('Period').selectOption('last-month');
      await page.waitForURL(/period=last-month/);
      await looking.settled();
      const tile = page.locator('.tile').nth(1);
      const shown = tile.locator('tbody td.is-number');
      await tile.locator('summary').click();
      const before = await orders({ period: 'last-month' });
      await shown.getByText(String(before), { exact: true }).waitFor();
      await stage.record('/v1/sales', sale('late', undefined, '2024-11-20', '5', { channel: 'web' }));
      await shown.getByText(String(before + 1), { exact: true }).waitFor();
      await tile.getByRole('button', { name: /^Explore/ }).click();
      await page.waitForURL(/\/explore\?.*period=last-month/);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('take a question from Explore as a new one, and a kept question after it', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      const recordAndFollow = async (title: string): Promise<void> => {
        await page.getByRole('button', { name: 'Record it' }).click();
        await page.getByRole('status').getByRole('link', { name: title }).click();
        await page.waitForURL(/dashboards\/morning-look/);
        await page.locator('.tile').first().waitFor();
      };
      await looking.go('/explore?metrics=orders&by=region&chart=pie');
      await page.getByRole('button', { name: 'Add to dashboard …' }).click();
      await page.locator('dialog select').first().selectOption({ label: 'A new one' });
      await page.getByLabel('Title').fill('Morning look');
      expect(await looking.barriers()).toEqual([]);
      await page.locator('dialog').getByRole('button', { name: 'Add to dashboard …' }).click();
      await recordAndFollow('Morning look');
      await looking.go('/questions');
      await page.getByRole('button', { name: 'Add to dashboard … Orders by channel' }).click();
      await page.locator('dialog select').first().selectOption({ label: 'Morning look' });
      await page.getByLabel('Columns of twelve').selectOption('12');
      await page.locator('dialog').getByRole('button', { name: 'Add to dashboard …' }).click();
      await recordAndFollow('Morning look');
      expect(await stage.get('/v1/dashboards/morning-look')).toMatchObject({
        version: 2,
        tiles: [
          { question: { ...ORDERS, by: ['region'] }, chart: { kind: 'pie' }, width: 6, height: 4 },
          { question: 'by-channel', width: 12, height: 4 },
        ],
      });
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    const narrow = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' as const };
    it.each([
      ['/dashboards', 'on a desk', {}],
      ['/dashboards/sales', 'on a desk', {}],
      ['/dashboards', 'on a phone in Chinese and dark', narrow],
      ['/dashboards/sales', 'on a phone in Chinese and dark', narrow],
    ])('%s is there for everybody %s', async (place, _how, options) => {
      const looking = await Looking.at(browser, stage.url, options);
      await looking.go(place);
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });

    it('say where there is none at an address', async () => {
      const looking = await Looking.at(browser, stage.url);
      await looking.go('/dashboards/nothing');
      expect(await looking.page.locator('[role=alert]').textContent()).toContain('nothing');
      await looking.close();
    });
  }),
);
