import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { until } from '../processes/until.js';
import { Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

withChromium(() =>
  describe('channels in the page', () => {
    let browser: Browser;
    let stage: Stage;
    let clock: ReturnType<typeof setInterval>;

    beforeAll(async () => {
      stage = await Stage.open({ TALLY_LOG_LEVEL: 'silent' }, {}, '2024-12-31T12:00:00Z');
      // The outbox looks again when time has passed.
      clock = setInterval(() => stage.at(new Date(stage.now.getTime() + 1_000).toISOString()), 50);
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      clearInterval(clock);
      await browser.close();
      await stage.close();
    });

    it('are made, tested, paused, changed and retired; what was sent is listed and read', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Channels' }) });
      const record = async (): Promise<void> => {
        await page.getByRole('button', { name: 'Record it' }).click();
        await page.locator('dialog .events li').waitFor();
        await page.getByRole('button', { name: 'Close', exact: true }).click();
      };
      await looking.go('/settings');
      await card.getByRole('button', { name: 'New channel …' }).click();
      await page.getByLabel('Name in addresses').fill('desk');
      expect(await looking.barriers()).toEqual([]);
      await page.getByRole('button', { name: 'Go on …' }).click();
      await record();
      await card.getByRole('button', { name: 'Test … desk' }).click();
      await page.getByRole('button', { name: 'Send it' }).click();
      await page.locator('dialog').getByText('Delivered').waitFor();
      expect(await looking.barriers()).toEqual([]);
      await page.keyboard.press('Escape');
      await page
        .locator('.card', { has: page.getByRole('heading', { name: 'Inbox' }) })
        .locator('li')
        .waitFor();
      await card.getByRole('button', { name: 'Pause … desk' }).click();
      await page.getByLabel('Why nothing').fill('holiday');
      await page.keyboard.press('Enter');
      await record();
      await card.getByText('holiday').waitFor();
      await card.getByRole('button', { name: 'Resume … desk' }).click();
      await record();
      await card.getByText('holiday').waitFor({ state: 'detached' });
      await card.getByRole('button', { name: 'Change … desk' }).click();
      await page.getByLabel('Kind').selectOption('webhook');
      await page.getByLabel('Address', { exact: true }).fill('http://127.0.0.1:1/tally');
      await page.getByRole('button', { name: 'Make a secret' }).click();
      await page.getByRole('button', { name: 'Go on …' }).click();
      await record();
      expect(await stage.get('/v1/channels/desk')).toMatchObject({ kind: 'webhook', secret: 'whsec_***', version: 2 });
      await card.getByRole('button', { name: 'Test … desk' }).click();
      await page.getByRole('button', { name: 'Send it' }).click();
      await page.locator('dialog').getByText('TALLY_WEBHOOK_ALLOW').first().waitFor();
      await page.keyboard.press('Escape');
      const deliveries = page.locator('.card', { has: page.getByRole('heading', { name: 'Deliveries' }) });
      await deliveries.getByLabel('State').selectOption('waiting');
      await deliveries.getByRole('button', { name: /^Try again … / }).click();
      await page.getByRole('button', { name: 'Send it' }).click();
      await until(async () => {
        const { deliveries: all } = (await stage.send('GET', '/v1/deliveries?state=waiting')).body as {
          deliveries: readonly { attempts: readonly object[] }[];
        };
        return (all[0]?.attempts.length ?? 0) > 1;
      });
      await page.keyboard.press('Escape');
      await card.getByRole('button', { name: 'Retire … desk' }).click();
      await record();
      await card.getByText('There is no channel yet.').waitFor();
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });

    it('say what is wrong with one, and record nothing', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/settings');
      await page.getByRole('button', { name: 'New channel …' }).click();
      await page.getByLabel('Name in addresses').fill('people');
      await page.getByLabel('Kind').selectOption('mail');
      await page.locator('dialog').getByLabel('To', { exact: true }).fill('nobody');
      await page.getByRole('button', { name: 'Go on …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog [role=alert]').getByText('must be an address').first().waitFor();
      expect(await stage.problem('GET', '/v1/channels/people')).toBe('404 not-found');
      await looking.close();
    });
  }),
);
