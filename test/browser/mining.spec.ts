import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { demoBusiness } from '#demo/business.js';
import { Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const DAY = '2024-12-30';
const VIEWS = ['value', 'risk', 'baskets', 'clusters', 'affinity', 'movers', 'survival'];

withChromium(() =>
  describe('mining, forecasts and segments in the page', () => {
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

    it('lists what can be worked out, and each view has figures, and says when not to trust them', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/mining');
      const links = await page.locator('main .links a').all();
      expect(await Promise.all(links.map((link) => link.getAttribute('href')))).toEqual(
        VIEWS.map((view) => `/mining/${view}`),
      );
      for (const view of VIEWS) {
        await looking.go(`/mining/${view}?asOf=${DAY}&minSupport=0.001`);
        expect([view, ((await page.locator('.help').textContent()) ?? '').length > 80]).toEqual([view, true]);
        expect([view, await page.locator('main tbody tr').count()]).not.toEqual([view, 0]);
        expect([view, await looking.barriers(), await looking.overflow()]).toEqual([view, [], 0]);
      }
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('shows risk as the API answers it, the reasons in words, and how it was tried beside the rule', async () => {
      const looking = await Looking.at(browser, stage.url, { locale: 'zh-CN' });
      const { page } = looking;
      await looking.go(`/mining/risk?asOf=${DAY}`);
      const { customers } = (await stage.get(`/v1/churn-risk?asOf=${DAY}&limit=1`)) as {
        customers: { id: string; risk: number; reasons: object[] }[];
      };
      const [first] = customers;
      const row = page.locator('main tbody tr').first();
      const share = new Intl.NumberFormat('zh-CN', { style: 'percent', maximumFractionDigits: 1 });
      expect(await row.locator('a').textContent()).toBe(first?.id);
      expect(await row.locator('td').first().textContent()).toBe(share.format(first?.risk ?? NaN));
      expect(await row.locator('li').count()).toBe(first?.reasons.length);
      expect(await row.locator('li').first().textContent()).toMatch(/^(升高|降低)：/);
      expect(await page.locator('main').textContent()).toContain('“逾期”规则');
      await page.getByRole('link', { name: '将逾期者设为客群' }).click();
      expect(await page.getByLabel('规则').inputValue()).toBe('overdue');
      expect([await looking.barriers(), looking.complaints]).toEqual([[], []]);
      await looking.close();
    });

    it('foretells a figure with bands, keeps it when somebody says so, and holds it against what came', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go(`/forecasts?metric=orders&horizon=3&asOf=2024-09-30`);
      await page.locator('.chart svg text').first().waitFor();
      const told = { metric: 'orders', grain: 'month', horizon: 3, asOf: '2024-09-30' };
      const { points } = (await stage.send('POST', '/v1/forecasts', told)).body as { points: { mean: number }[] };
      const means = await page.locator('.said tbody tr td:nth-child(3)').allTextContents();
      expect(means.filter((mean) => mean !== '–').slice(0, 3)).toEqual(
        points.map(({ mean }) => (Math.round(mean * 100) / 100).toLocaleString('en-GB')).reverse(),
      );
      expect(await page.locator('main').textContent()).toContain('Seasonal naive');
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await page.getByRole('button', { name: 'Keep it …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByRole('link', { name: 'Orders 30 Sept 2024' }).click();
      await page.getByRole('heading', { name: 'What came of it' }).waitFor();
      await looking.settled();
      const graded = page.locator('section', { has: page.getByRole('heading', { name: 'What came of it' }) });
      expect(await graded.locator('tbody tr').count()).toBe(3);
      expect(await graded.textContent()).toContain('Of it late facts');
      expect([await looking.barriers(), looking.complaints]).toEqual([[], []]);
      await looking.close();
    });

    it('foretells the parts of a figure, and grades what would have been foretold, by the keyboard', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      const question = { metric: 'orders', grain: 'month', horizon: 3 };
      await looking.go('/forecasts?metric=orders&horizon=3&asOf=2024-09-30&by=region');
      const { parts } = (await stage.send('POST', '/v1/forecasts', { ...question, by: 'region', asOf: '2024-09-30' }))
        .body as { parts: { part: string; points: { mean: number }[] }[] };
      const sums = parts.map(({ part, points }) => [part, points.reduce((sum, { mean }) => sum + mean, 0)] as const);
      const [[largest, most] = ['', NaN]] = sums.toSorted(([, a], [, b]) => b - a);
      const first = page.getByRole('table', { name: 'Region' }).locator('tbody tr').first();
      expect(await page.getByRole('table', { name: 'Region' }).locator('tbody tr').count()).toBe(parts.length);
      expect(await first.locator('td').nth(1).textContent()).toBe(
        (Math.round(most * 100) / 100).toLocaleString('en-GB'),
      );
      await page.getByRole('button', { name: 'Grades of past forecasts' }).press('Enter');
      const graded = page.getByRole('table', { name: 'Grades of past forecasts' });
      await graded.waitFor();
      const days = { from: '2023-09-30', to: '2024-09-30' };
      const { forecasts } = (await stage.send('POST', '/v1/forecasts/regrade', { question, ...days })).body as {
        forecasts: { points: Record<'error' | 'lateFacts' | 'model', string>[] }[];
      };
      const last = forecasts.at(-1)?.points[0];
      const said = await graded.locator('tbody tr').first().locator('td').allTextContents();
      const signed = (value = ''): string =>
        Number(value).toLocaleString('en-GB', { signDisplay: 'exceptZero', maximumFractionDigits: 6 });
      expect(await graded.locator('tbody tr').count()).toBe(forecasts.length);
      expect(said.slice(3, 6)).toEqual([last?.error, last?.lateFacts, last?.model].map(signed));
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await first.getByRole('link').press('Enter');
      await page.waitForURL(new RegExp(`where.region=${largest}`));
      await looking.settled();
      expect(await page.getByRole('table', { name: 'Region' }).count()).toBe(0);
      expect(await page.locator('.question-bar').textContent()).toContain(`Region: ${largest}`);
      expect([await looking.barriers(), looking.complaints]).toEqual([[], []]);
      await looking.close();
    });

    it('holds customer value against what came since, and a tier against everybody', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go(`/mining/value?asOf=${DAY}&heldOut=26`);
      const { holdout } = (await stage.get(`/v1/clv?asOf=${DAY}&calibration=2024-07-01&limit=1`)) as {
        holdout: { actual: number; classes: { customers: number; actual: number }[] };
      };
      const rows = page.getByRole('table', { name: 'Tried on' }).locator('tbody tr');
      const figures = await Promise.all((await rows.all()).map((row) => row.locator('td').allTextContents()));
      const customers = holdout.classes.reduce((sum, one) => sum + one.customers, 0);
      expect(figures.map(([counted, , came]) => [counted, came])).toEqual(
        [...holdout.classes, { customers, actual: holdout.actual }].map((one) =>
          [one.customers, one.actual].map((count) => count.toLocaleString('en-GB')),
        ),
      );
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await looking.go(`/mining/affinity?asOf=${DAY}`);
      const { values } = (await stage.get('/v1/dimensions/tier')) as { values: string[] };
      const tier = values.at(-1) ?? '';
      await page.getByLabel('Part').selectOption(`tier ${tier}`);
      await page.waitForURL(new RegExp(`tier=${tier}`));
      await looking.settled();
      const { orders } = (await stage.get(`/v1/affinity?asOf=${DAY}&tier=${tier}`)) as { orders: number };
      await page.getByText(`${orders.toLocaleString('en-GB')} orders of the part`).waitFor();
      await page.getByRole('link', { name: 'Make a segment of this part' }).click();
      expect(await page.getByLabel('Rule').inputValue()).toBe(`tier == "${tier}"`);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('makes a segment by the keyboard: who is in it while it is written, then its size and members', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/segments?new=1');
      await page.getByLabel('Value').focus();
      await page.keyboard.type('active');
      await page.keyboard.press('Enter');
      const rule = 'stage == "active"';
      expect(await page.getByLabel('Rule').inputValue()).toBe(rule);
      const { members, customers } = (await stage.send('POST', '/v1/segments/preview', { rule })).body as {
        [count in 'members' | 'customers']: number;
      };
      const sum = page.locator('.sum');
      await sum.filter({ hasText: `${members.toLocaleString('en-GB')} of ` }).waitFor();
      expect(await sum.textContent()).toContain(`of ${customers.toLocaleString('en-GB')} customers`);
      await page.getByLabel('Rule').fill('stage > 3');
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').textContent()).toMatch(/line 1/);
      expect(await looking.barriers()).toEqual([]);
      await page.getByLabel('Rule').fill(rule);
      await page.getByLabel('Title').fill('Busy ones');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Record it', exact: true }).press('Enter');
      await page.locator('dialog .events li').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForURL(/\/segments\/busy-ones$/);
      await page.locator('.chart svg').waitFor();
      await looking.settled();
      const last = await page
        .locator('main table')
        .first()
        .locator('tbody tr')
        .last()
        .locator('td')
        .last()
        .textContent();
      expect(last).toBe(members.toLocaleString('en-GB'));
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      // The browser says so of the rule that was refused, and of nothing else.
      expect(looking.complaints).toEqual([expect.stringContaining('status of 400')]);
      await looking.close();
    });

    it.each(['/forecasts?metric=orders&by=region&grades=1', '/mining/clusters', '/segments?new=1&rule=overdue'])(
      'is there on a narrow screen, in Chinese and in the dark: %s',
      async (path) => {
        const narrow = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' as const };
        const looking = await Looking.at(browser, stage.url, narrow);
        await looking.go(path);
        expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
        await looking.close();
      },
    );
  }),
);
