import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { sale, Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const BY_CHANNEL = {
  title: 'Orders by channel',
  question: { metrics: ['orders'], by: ['channel'], from: '2024-01-01' },
  chart: { kind: 'bar' },
};

withChromium(() =>
  describe('links to answers in the page', () => {
    let browser: Browser;
    let stage: Stage;
    let shared: string;

    beforeAll(async () => {
      stage = await Stage.open({}, {}, '2024-03-01T10:00:00Z');
      await stage.record('/v1/sales', sale('s1', undefined, '2024-02-10', '5', { channel: 'web' }));
      await stage.record('/v1/questions/by-channel', BY_CHANNEL, 'PUT');
      const tiles = [{ question: 'by-channel', width: 12, height: 4 }];
      await stage.record('/v1/dashboards/board', { title: 'Board', tiles }, 'PUT');
      await stage.query({ metrics: ['orders'] });
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    it('are made of a dashboard, keep what it showed, and say how today differs', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/dashboards/board');
      await page.getByRole('button', { name: 'Share …' }).click();
      expect(await looking.barriers()).toEqual([]);
      await page.locator('dialog').getByRole('button', { name: 'Share …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      const link = page.getByRole('status').getByRole('link', { name: '/shared/' });
      shared = new URL((await link.getAttribute('href')) ?? '', stage.url).pathname;
      await link.click();
      await page.getByText('Today the answer is the same.').waitFor();
      await stage.record('/v1/sales', sale('s2', undefined, '2024-02-11', '7', { channel: 'web' }));
      await stage.query({ metrics: ['orders'] });
      await looking.go(shared);
      await page.locator('.tile summary').click();
      expect(await page.locator('.tile details tbody td.is-number').allTextContents()).toEqual(['1']);
      expect(await page.locator('.notice').textContent()).toContain('2 figures differ');
      const cells = page.locator('.tile > .table-box tbody td.is-number');
      expect(await cells.allTextContents()).toEqual(['1', '2', '1', '2']);
      expect(await page.locator('main button').count()).toBe(0);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    const narrow = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' as const };
    it.each([
      ['on a desk', {}],
      ['on a phone in Chinese and dark', narrow],
    ])('are there for everybody %s', async (_how, options) => {
      const looking = await Looking.at(browser, stage.url, options);
      for (const place of ['/shares', shared]) {
        await looking.go(place);
        expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      }
      await looking.close();
    });

    it('are listed and revoked, and then show nothing', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/shares');
      await page.getByRole('button', { name: 'Revoke … board' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByText('Nothing is shared.').waitFor();
      await looking.go(shared);
      expect(await page.getByRole('alert').textContent()).toContain('revoked');
      await looking.close();
    });
  }),
);
