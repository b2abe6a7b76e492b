import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { scratchFolder, Server } from '../journeys/server.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const TICKETS = join(process.cwd(), 'test/architecture/plugins/tickets.mjs');

withChromium(() =>
  describe('a kind of chart that a plug-in brings', () => {
    let browser: Browser;
    let server: Server;
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;

    beforeAll(async () => {
      scratch = await scratchFolder();
      server = await Server.start(join(scratch.folder, 'data'), { TALLY_PLUGINS: TICKETS });
      for (const [id, region] of [
        ['ada', 'north'],
        ['bob', 'south'],
      ] as const) {
        await server.post('/v1/customers', { id, registeredAt: '2024-01-01', region });
        const ticket = { id: `of-${id}`, customerId: id, topic: 'delivery', occurredAt: '2024-03-06' };
        expect((await server.post('/v1/tickets', ticket)).status).toBe(201);
      }
      const { tail: position } = await server.get('/v1/log?limit=1');
      await server.rows({ metrics: ['tickets.open'], position });
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await server.stop();
      await scratch.remove();
    });

    it('is chosen and drawn in the page as in files, by a script of the server alone', async () => {
      const looking = await Looking.at(browser, server.url, { locale: 'zh-CN' });
      const { page } = looking;
      await looking.go('/explore?metrics=tickets.open&by=region&asOf=2024-03-31&chart=bar');
      await page.locator('.chart svg').waitFor();
      await page.locator('.answer-head select').first().selectOption({ label: '圆点' });
      await page.waitForURL(/chart=ticket\.dots/);
      await page.getByRole('img', { name: /^圆点：/ }).waitFor();
      // A dot for each region, drawn as an arc of four pixels.
      const dots = page.locator('.chart svg path[d*="A4 4"]');
      await dots.nth(1).waitFor();
      expect(await dots.count()).toBe(2);
      expect(await looking.barriers()).toEqual([]);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });
  }),
);
