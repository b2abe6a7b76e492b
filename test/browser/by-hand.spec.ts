import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { CHART_KINDS } from '#charts/chart-settings.js';
import { demoBusiness } from '#demo/business.js';
import { Stage, type Rows } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';
import { tabTo } from './tab-to.js';

const MS_PER_DAY = 86_400_000;
withChromium(() =>
  describe('the page, by hand', () => {
    let browser: Browser;
    let stage: Stage;

    beforeAll(async () => {
      stage = await Stage.open({}, {}, '2024-12-31T12:00:00Z');
      await stage.bulk([...demoBusiness({ facts: 1_500, seed: 7, isHistory: true })]);
      await stage.query({ metrics: ['orders'] });
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    const figures = (page: Page, place: string): Promise<readonly string[]> =>
      page.evaluate<readonly string[]>(
        `[...document.querySelectorAll('.answer ${place} .is-number')].map((one) => one.title || one.textContent)`,
      );
    const shown = (rows: Rows, metric: string): readonly string[] =>
      rows.map((row) => Number(row[metric]).toLocaleString('en-GB'));

    it('puts a question together by clicks, and draws its answer as every kind of chart', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      const picker = (label: string) => page.locator('.picker', { has: page.getByText(label, { exact: true }) });
      await looking.go('/explore');
      await picker('Metrics').locator('summary').click();
      await page.getByRole('checkbox', { name: 'Orders', exact: true }).check();
      await page.waitForURL(/metrics=orders/);
      await picker('By').locator('summary').click();
      await page.getByRole('checkbox', { name: 'Region' }).check();
      await page.waitForURL(/by=region/);
      await page.keyboard.press('Escape');
      await page.getByLabel('Compare').selectOption('previous-year');
      await page.waitForURL(/period=last-12-months&compare=previous-year|compare=previous-year&period=last-12-months/);
      await looking.settled();
      const days = { period: 'last-12-months', compare: 'previous-year' };
      const rows = await stage.rows({ metrics: ['orders'], by: ['region'], ...days });
      const before = shown(rows, 'orders');
      expect(rows.some((row) => Number(row['orders.previous']) > 0)).toBe(true);
      for (const kind of CHART_KINDS) {
        await page.getByRole('combobox', { name: 'Chart' }).selectOption(kind);
        await page.waitForURL(new RegExp(`chart=${kind}`));
        if (kind === 'table') await page.locator('.chart').waitFor({ state: 'detached' });
        else await page.locator(`.chart.is-${kind} svg text`).first().waitFor();
        const cells = await figures(page, 'tbody tr');
        expect([kind, cells.filter((_, i) => i % (cells.length / rows.length) === 0)]).toEqual([kind, before]);
        expect([kind, await looking.barriers(), await looking.overflow()]).toEqual([kind, [], 0]);
      }
      await page.getByLabel('Grain').selectOption('quarter');
      await page.getByRole('combobox', { name: 'Chart' }).selectOption('line');
      await page.waitForURL(/grain=quarter/);
      await looking.settled();
      await page.locator('.chart.is-line svg text').first().waitFor();
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it.each(['as of', 'known at'])('has figures that follow while %s is dragged', async (label) => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/explore?metrics=orders');
      const slider = page.getByRole('slider', { name: label });
      const { x, y, width, height } = (await slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.move(x + width - height / 2, y + height / 2);
      await page.mouse.down();
      const seen: unknown[] = [];
      const told: unknown[] = [];
      for (const share of [0.8, 0.6, 0.4, 0.5]) {
        await page.mouse.move(x + width * share, y + height / 2, { steps: 8 });
        const day = new Date(Number(await slider.inputValue()) * MS_PER_DAY).toISOString().slice(0, 10);
        const clock = label === 'as of' ? { asOf: day } : { knownAt: day };
        const rows = await stage.rows({ metrics: ['orders'], ...clock });
        await page
          .locator('.answer .is-number', { hasText: new RegExp(`^${shown(rows, 'orders').join('')}$`) })
          .first()
          .waitFor();
        seen.push(...(await figures(page, 'tbody tr')));
        told.push(...shown(rows, 'orders'));
      }
      await page.mouse.up();
      expect(seen).toEqual(told);
      expect(new Set(seen).size).toBe(4);
      const param = label === 'as of' ? 'asOf' : 'knownAt';
      await page.waitForURL((url) => url.searchParams.has(param));
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('leads from a mark to the records behind it, and from one to its journal', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/explore?metrics=orders&by=region&chart=pie');
      await page.locator('.chart svg text', { hasText: 'north' }).first().click({ force: true });
      await page.locator('dialog tbody tr').first().waitFor();
      const [{ orders = 0 } = {}] = await stage.rows({ metrics: ['orders'], where: { region: 'north' } });
      expect(await page.locator('dialog .sum').textContent()).toContain(Number(orders).toLocaleString('en-GB'));
      const record = page.locator('dialog tbody button').first();
      const [id = ''] = /\S+$/.exec((await record.textContent()) ?? '') ?? [];
      await record.click();
      await page.locator('dialog .events li').first().waitFor();
      const { journal } = (await stage.get(`/v1/sales/${id}`)) as { journal: readonly object[] };
      expect(await page.locator('dialog .events > li').count()).toBe(journal.length);
      expect([await looking.barriers(), looking.complaints]).toEqual([[], []]);
      await looking.close();
    });

    it('goes from its first key to the journal of a record by the keyboard alone', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/');
      await tabTo(page, 'Explore');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Explore', level: 1 }).waitFor();
      await tabTo(page, /^summary Metrics/);
      await page.keyboard.press('Enter');
      await tabTo(page, 'Orders');
      await page.keyboard.press('Space');
      await page.waitForURL(/metrics=orders/);
      await page.keyboard.press('Escape');
      await tabTo(page, /^summary By/);
      await page.keyboard.press('Enter');
      await tabTo(page, 'Region');
      await page.keyboard.press('Space');
      await page.waitForURL(/by=region/);
      await page.keyboard.press('Escape');
      await looking.settled();
      await tabTo(page, /^select Chart/);
      await page.keyboard.press('End');
      await page.waitForURL(/chart=table/);
      await tabTo(page, /^button \d/);
      await page.keyboard.press('Enter');
      await page.locator('dialog tbody tr').first().waitFor();
      await tabTo(page, /^button \S+ \S+$/);
      await page.keyboard.press('Enter');
      await page.locator('dialog .events li').first().waitFor();
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.className')).toContain('cell');
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('says everything in the other language when somebody switches, also the next time', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      const title = (text: string) => page.getByRole('heading', { name: text, level: 1 }).waitFor();
      await looking.go('/explore?metrics=orders&by=region');
      await page.getByRole('button', { name: '中文' }).click();
      await title('探索');
      expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
      await page.reload();
      await title('探索');
      await looking.settled();
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await page.getByRole('button', { name: 'English' }).click();
      await title('Explore');
      expect(await page.evaluate('document.documentElement.lang')).toBe('en');
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });
  }),
);
