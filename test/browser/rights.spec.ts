import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Guarded } from '../journeys/guarded.js';
import { sale } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const LANGUAGES = {
  'en-GB': {
    masked: 'Hidden from you, who have no right to what is of a person: name, e-mail, telephone.',
    contact: 'hidden from you',
    personal: 'nothing that is of a person',
    rows: 'only where Region is north',
    groups: 'nothing of fewer than 5 customers',
    forbidden: 'It needs the right “read:records”',
    restricted: 'This is not shown to you',
    again: 'Try again',
  },
  'zh-CN': {
    masked: '您无权查看个人信息，以下内容已隐藏：姓名、电子邮件、电话。',
    contact: '对您隐藏',
    personal: '不含个人信息',
    rows: '仅限地区为north的数据',
    groups: '少于 5 位客户的数据不显示',
    forbidden: '此操作需要您没有的权限“read:records”',
    restricted: '此内容不对您显示',
    again: '重试',
  },
};

withChromium(() =>
  describe('the page of somebody who may not see everything', () => {
    const guarded = new Guarded();
    let browser: Browser;
    const keys: Record<string, string> = {};

    beforeAll(async () => {
      await guarded.start();
      const all = ['read', 'read:records'];
      keys['boss'] = await guarded.issue({ id: 'boss', name: 'The boss', scopes: ['emit:*', 'personal', ...all] });
      keys['sales'] = await guarded.issue({ id: 'sales', name: 'Sales desk', scopes: all });
      keys['analyst'] = await guarded.issue({ id: 'analyst', name: 'Analyst', scopes: ['read'] });
      keys['north'] = await guarded.issue({
        id: 'north',
        name: 'North',
        scopes: all,
        rows: { region: ['north'] },
        minGroup: 5,
      });
      const ada = { id: 'c-1', registeredAt: '2024-01-01', region: 'north', name: 'Wilhelmina' };
      const key = keys['boss'];
      const contact = { email: 'minna@example.org', phone: '+49 30 1234567' };
      await guarded.ask('POST', '/v1/customers', { key, body: { ...ada, ...contact } });
      const { body } = await guarded.ask('POST', '/v1/sales', { key, body: sale('s1', 'c-1', '2024-01-01', '5') });
      await guarded.ask('GET', `/v1/metrics?position=${String(body['position'])}`, { key });
      browser = await openBrowser([]);
    });
    afterAll(async () => {
      await browser.close();
      await guarded.stage.close();
    });

    const lookingAs = async (who: string, locale = 'en-GB'): Promise<Looking> => {
      const looking = await Looking.at(browser, guarded.stage.url, { locale });
      await looking.page.addInitScript(`sessionStorage.setItem('tally.key', ${JSON.stringify(keys[who])})`);
      return looking;
    };
    const textOf = (looking: Looking): Promise<string> => looking.page.locator('body').innerText();

    it.each(Object.entries(LANGUAGES))(
      'says in its language what is hidden, and who asks (%s)',
      async (locale, words) => {
        const looking = await lookingAs('sales', locale);
        for (const path of ['/customers', '/customers/c-1']) {
          await looking.go(path);
          await looking.page.getByText('Sales desk').waitFor();
          const text = await textOf(looking);
          expect([text.includes(words.masked), text.includes(words.personal)]).toEqual([true, true]);
          expect(['Wilhelmina', 'minna', '1234567'].filter((word) => text.includes(word))).toEqual([]);
          expect(await looking.barriers()).toEqual([]);
        }
        expect(await looking.page.getByText(words.contact, { exact: true }).count()).toBe(2);
        expect(looking.complaints).toEqual([]);
        await looking.close();
      },
    );

    it('hides nothing from who may see it, and says nothing of that', async () => {
      const looking = await lookingAs('boss');
      await looking.go('/customers/c-1');
      await looking.page.getByText('The boss').waitFor();
      const text = await textOf(looking);
      expect(['Wilhelmina', 'minna@example.org', '+49 30 1234567'].filter((word) => !text.includes(word))).toEqual([]);
      expect([text.includes('idden from you'), text.includes('nothing')]).toEqual([false, false]);
      await looking.close();
    });

    it.each(Object.entries(LANGUAGES))(
      'says which right is missing, and which part is seen (%s)',
      async (locale, words) => {
        const analyst = await lookingAs('analyst', locale);
        await analyst.go('/customers');
        await analyst.page.getByText(words.forbidden).waitFor();
        // Asking again would be refused again.
        expect(await analyst.page.getByRole('button', { name: words.again }).count()).toBe(0);
        expect(await analyst.barriers()).toEqual([]);
        await analyst.close();
        const north = await lookingAs('north', locale);
        await north.go('/customers');
        await north.page.getByText(words.restricted).waitFor();
        const text = await textOf(north);
        expect([words.rows, words.groups, words.personal].filter((word) => !text.includes(word))).toEqual([]);
        await north.go('/rfm');
        expect(await north.page.getByRole('alert').count()).toBe(0);
        expect(await north.barriers()).toEqual([]);
        await north.close();
      },
    );

    it('lets somebody go who used a key', async () => {
      const looking = await Looking.at(browser, guarded.stage.url);
      await looking.go('/');
      await looking.page.locator('input[type=password]').fill(keys['boss'] ?? '');
      await looking.page.keyboard.press('Enter');
      await looking.page.getByRole('button', { name: 'Forget this key' }).click();
      await looking.page.locator('h1', { hasText: 'This book asks for a key' }).waitFor();
      expect(await looking.page.getByText('The boss').count()).toBe(0);
      await looking.close();
    });
  }),
);
