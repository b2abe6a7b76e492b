import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { sale, Stage } from '../journeys/stage.js';
import { until } from '../processes/until.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const CUSTOMERS = 12;

withChromium(() =>
  describe('automations in the page', () => {
    let browser: Browser;
    let stage: Stage;

    beforeAll(async () => {
      stage = await Stage.open({}, {}, '2024-06-01T09:00:00Z');
      const greet = { title: 'Greet', on: { fact: 'RegisterCustomer' }, do: [{ followUp: {} }], holdOut: '0.5' };
      await stage.record('/v1/automations/greet', { ...greet, goal: { metric: 'orders', within: '7d' } }, 'PUT');
      await stage.record('/v1/automations/aimless', { ...greet, title: 'Aimless', enabled: false }, 'PUT');
      for (let i = 0; i < CUSTOMERS; i++)
        await stage.record('/v1/customers', { id: `c${String(i)}`, registeredAt: '2024-06-01' });
      const tail = Number(stage.position);
      await until(async () => ((await stage.book.outbox().checkpoint('action.decisions')) ?? 0) >= tail);
      stage.at('2024-06-03T12:00:00Z');
      for (let i = 0; i < CUSTOMERS / 2; i++)
        await stage.record('/v1/sales', sale(`s${String(i)}`, `c${String(i)}`, '2024-06-03', '10'));
      stage.at('2024-06-20T12:00:00Z');
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    it('has what one changed, and what it decided about whom, as the API answers it', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/automations');
      expect(await page.locator('main .links li').allTextContents()).toEqual([
        expect.stringContaining('switched off'),
        expect.stringMatching(/^Greet/),
      ]);
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await page.getByRole('link', { name: 'Greet' }).press('Enter');
      await page.locator('.chart svg').waitFor();
      await looking.settled();
      const effect = (await stage.get('/v1/automations/greet/effect')) as Readonly<
        Record<'acted' | 'heldOut', { readonly customers: number; readonly reached: number; readonly rate: number }>
      >;
      const share = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 });
      const rows = await page.getByRole('table', { name: 'What it changed' }).locator('tbody tr').all();
      const shown = await Promise.all(rows.map((row) => row.locator('td').allTextContents()));
      expect(shown.map(([customers, , reached, rate]) => [customers, reached, rate])).toEqual(
        [effect.acted, effect.heldOut].map(({ customers, reached, rate }) => [
          ...[customers, reached].map(String),
          share.format(rate),
        ]),
      );
      expect(await page.getByRole('list', { name: 'Difference' }).textContent()).toMatch(/95 %: .* to /);
      const { decisions } = (await stage.get('/v1/automations/greet/decisions')) as {
        readonly decisions: readonly { readonly customer: string; readonly decision: string }[];
      };
      const decided = page.getByRole('table', { name: 'Decisions' }).locator('tbody tr');
      expect(await decided.locator('th').allTextContents()).toEqual(decisions.map(({ customer }) => customer));
      expect(await decided.locator('td:nth-of-type(3)').allTextContents()).toEqual(
        decisions.map(({ decision }) => (decision === 'taken' ? 'acts' : 'does nothing')),
      );
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });

    it('is there on a narrow screen, in Chinese and in the dark, also without a goal', async () => {
      const narrow = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' as const };
      const looking = await Looking.at(browser, stage.url, narrow);
      await looking.go('/automations/greet');
      await looking.page.getByText('留作对照', { exact: true }).first().waitFor();
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.go('/automations/aimless');
      expect(await looking.page.locator('main').textContent()).toContain('未设目标');
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });
  }),
);
