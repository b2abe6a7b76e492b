import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { SCOPE_WORDS } from '#kernel/scopes.js';
import { Guarded } from '../journeys/guarded.js';
import { sale } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

withChromium(() =>
  describe('the page of a server that asks for keys', () => {
    const guarded = new Guarded();
    let browser: Browser;
    let key: string;
    let weak: string;
    let shared: string;

    beforeAll(async () => {
      await guarded.start();
      key = await guarded.issue({ id: 'ops', name: 'Operators', scopes: ['emit:*', ...SCOPE_WORDS] });
      weak = await guarded.key('metrics');
      await guarded.ask('POST', '/v1/sales', { key, body: sale('s1', undefined, '2024-01-01', '5') });
      const orders = { title: 'Orders', question: { metrics: ['orders'] }, chart: { kind: 'kpi' } };
      await guarded.ask('PUT', '/v1/questions/orders', { key, body: orders });
      const { body } = await guarded.ask('GET', '/v1/me', { key });
      const asked = `/v1/shares?position=${String(body['position'])}`;
      const share = await guarded.ask('POST', asked, { key, body: { question: 'orders', pin: true } });
      shared = String(share.body['token']);
      await guarded.ask('GET', `/v1/me?position=${String(share.body['position'])}`, { key });
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await guarded.stage.close();
    });

    it.each([
      ['en-GB', 'This book asks for a key', 'Key', 'Go on', 'is not good'],
      ['zh-CN', '访问此账簿需要密钥', '密钥', '继续', '无效'],
    ])('asks for one in %s, and goes on with it until the tab is closed', async (locale, title, field, go, refused) => {
      const looking = await Looking.at(browser, guarded.stage.url, { locale });
      const { page } = looking;
      const give = async (text: string) => {
        await page.getByLabel(field, { exact: true }).fill(text);
        await page.getByRole('button', { name: go }).click();
      };
      await looking.go('/');
      expect(await page.locator('h1').textContent()).toBe(title);
      expect(await looking.barriers()).toEqual([]);
      await give('tb_ops_wrong');
      await page.getByRole('alert').filter({ hasText: refused }).waitFor();
      // Nobody can send what no header can have: it is refused where it is typed.
      await give('tb_ops_\u201cwrong\u201d');
      expect(await page.locator('input[type=password]:invalid').count()).toBe(1);
      await give(weak);
      await page.getByRole('alert').filter({ hasText: 'read' }).waitFor();
      await give(key);
      await page.locator('h1', { hasText: title }).waitFor({ state: 'detached' });
      await looking.settled();
      expect(await page.getByLabel(field, { exact: true }).count()).toBe(0);
      await looking.close();
    });

    it('shows what was shared to whoever has the link', async () => {
      const looking = await Looking.at(browser, guarded.stage.url);
      await looking.go(`/shared/${shared}`);
      expect(await looking.page.locator('h1').textContent()).toBe('Orders');
      await looking.close();
    });
  }),
);
