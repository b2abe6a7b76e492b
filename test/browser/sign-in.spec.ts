import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Browser } from 'playwright-core';
import { Guarded } from '../journeys/guarded.js';
import { sale } from '../journeys/stage.js';
import { anIssuer } from '../stand-ins/issuer.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

withChromium(() =>
  describe('the page of a server that people sign in to', () => {
    const guarded = new Guarded();
    let issuer: Awaited<ReturnType<typeof anIssuer>>;
    let browser: Browser;
    let url: string;

    beforeAll(async () => {
      issuer = await anIssuer(({ payload }) => Object.assign(payload, { sub: 'bo', name: 'Bo Day', groups: ['all'] }));
      const port = await freePort();
      url = `http://localhost:${String(port)}`;
      const settings = {
        TALLY_OIDC_ISSUER: issuer.issuer.url ?? '',
        TALLY_OIDC_CLIENT_ID: 'tally',
        TALLY_PUBLIC_URL: url,
      };
      await guarded.start(undefined, { ...settings, TALLY_PORT: String(port) });
      const key = await guarded.key('admin', 'emit:*');
      await guarded.ask('POST', '/v1/grants', { key, body: { id: 'g1', group: 'all', role: 'manager' } });
      await guarded.ask('POST', '/v1/sales', { key, body: sale('s1', undefined, '2024-01-01', '5') });
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await guarded.stage.close();
      await issuer.stop();
    });

    it.each([
      ['en-GB', 'Sign in', 'Sign out', 'Sign in, or give a key'],
      ['zh-CN', '登录', '退出登录', '请登录，或输入密钥'],
    ])(
      'leads to the issuer in %s and back to where somebody was, shows who that is, and lets them out',
      async (locale, into, out, title) => {
        const looking = await Looking.at(browser, url, { locale });
        const { page } = looking;
        await looking.go('/explore');
        expect(await looking.barriers()).toEqual([]);
        await page.getByRole('link', { name: into }).focus();
        await page.keyboard.press('Enter');
        await page.getByText('Bo Day').waitFor();
        await looking.settled();
        expect(new URL(page.url()).pathname).toBe('/explore');
        expect(await looking.barriers()).toEqual([]);
        await page.getByRole('button', { name: out }).click();
        await page.locator('h1', { hasText: title }).waitFor();
        expect(await page.getByText('Bo Day').count()).toBe(0);
        await looking.close();
      },
    );

    it('takes what changes something only where a page of its own says so', async () => {
      const looking = await Looking.at(browser, url);
      await looking.go('/auth/login?returnTo=/questions');
      const saved = await looking.page.evaluate(async () => {
        const body = JSON.stringify({ title: 'Orders', question: { metrics: ['orders'] }, chart: { kind: 'kpi' } });
        const headers = { 'content-type': 'application/json' };
        const put = async (more: object) =>
          (await fetch('/v1/questions/q1', { method: 'PUT', headers: { ...headers, ...more }, body })).status;
        return [await put({}), await put({ 'x-tally': '1' })];
      });
      expect(saved).toEqual([403, 201]);
      await looking.close();
    });
  }),
);

/** Browsers are sent back to an address that has to be known before anybody listens there. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
