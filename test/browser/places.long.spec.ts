import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { demoBusiness } from '#demo/business.js';
import { Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const DAY = '2024-12-30';

withChromium(() =>
  describe('the places of the page', () => {
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

    it('find a customer and show how it came to stand where it stands', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go(`/customers?asOf=${DAY}`);
      const { customers } = (await stage.get(`/v1/customers?sort=-revenue&limit=1&asOf=${DAY}`)) as {
        customers: readonly { id: string; name: string; orders: number }[];
      };
      const [best] = customers;
      expect(await page.locator('tbody th a').first().textContent()).toBe(best?.name);
      await page.getByRole('searchbox').fill(best?.id ?? '');
      await page.keyboard.press('Enter');
      await page.waitForURL(/q=/);
      await looking.settled();
      await page.getByRole('link', { name: best?.name ?? '', exact: true }).click();
      await page.locator('.stage-bar span').first().waitFor();
      expect(await page.locator('h1').textContent()).toBe(best?.name);
      const { events } = (await stage.get(`/v1/customers/${best?.id ?? ''}/timeline?asOf=${DAY}`)) as {
        events: readonly object[];
      };
      const shown = page.locator('.events > li');
      expect([events.length > 200, await shown.count()]).toEqual([true, 200]);
      await page.getByRole('button', { name: 'Show more' }).click();
      expect(await shown.count()).toBe(Math.min(400, events.length));
      expect(new URL(page.url()).search).toBe(`?asOf=${DAY}`);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('mark the cells of cohorts whose period is not over', async () => {
      const looking = await Looking.at(browser, stage.url);
      await looking.go('/cohorts?asOf=2024-12-15');
      const { cohorts } = (await stage.get('/v1/cohorts?asOf=2024-12-15')) as {
        cohorts: readonly { cells: readonly { incomplete: boolean }[] }[];
      };
      const running = cohorts.flatMap(({ cells }) => cells).filter(({ incomplete }) => incomplete).length;
      expect([running > 0, await looking.page.locator('.is-running').count()]).toEqual([true, running]);
      await looking.close();
    });

    it('show who is behind a movement', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go(`/movements?asOf=${DAY}`);
      const cell = page.locator('.matrix button').first();
      const count = Number(await cell.textContent());
      await cell.click();
      await page.locator('dialog tbody tr').first().waitFor();
      expect(await page.locator('dialog tbody tr').count()).toBe(Math.min(50, count));
      await page.locator('dialog tbody button').first().click();
      await page.locator('dialog').getByRole('link').click();
      await page.waitForURL(/\/customers\//);
      // It is of the place that it was opened at.
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('preview a policy, ask before it is recorded, and show the event that it became', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/settings');
      const card = page.locator('.card', { hasText: 'Lifecycle policy' });
      await card.getByLabel('Churned after days without a purchase').fill('80');
      await card.getByRole('button', { name: 'Preview' }).click();
      await card.getByRole('button', { name: 'Publish …' }).click();
      const before = (await stage.get('/v1/events?type=LifecyclePolicyPublished')) as { events: readonly object[] };
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      expect(await looking.barriers()).toEqual([]);
      const after = (await stage.get('/v1/events?type=LifecyclePolicyPublished')) as { events: readonly object[] };
      expect([before.events, after.events]).toEqual([
        [],
        [
          expect.objectContaining({
            data: expect.objectContaining({ policy: expect.objectContaining({ churnAfterDays: 80 }) }),
          }),
        ],
      ]);
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('call what is recorded done where only its event cannot be read back', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      const isReadBack = ({ pathname, searchParams }: URL): boolean =>
        pathname === '/v1/events' && searchParams.has('position');
      await looking.go('/settings');
      await page.route(isReadBack, (route) => route.abort());
      const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Targets', exact: true }) });
      await card.getByRole('textbox', { name: 'Value' }).fill('10000');
      await card.getByRole('button', { name: 'Set …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog [role=alert]').waitFor();
      expect(await page.getByRole('button', { name: 'Record it' }).count()).toBe(0);
      await page.unroute(isReadBack);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('dialog .events li').waitFor();
      const { events } = (await stage.get('/v1/events?type=TargetSet')) as { events: readonly object[] };
      expect(events).toHaveLength(1);
      await looking.close();
    });

    it('keep no row of a list beside another question, and begin that anew', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      const isList = ({ pathname }: URL): boolean => pathname === '/v1/customers';
      await looking.go(`/customers?asOf=${DAY}`);
      await page.getByRole('button', { name: 'Show more' }).click();
      await page.locator('tbody tr').nth(50).waitFor();
      await page.route(isList, (route) => route.abort());
      await page.getByLabel('Stage').selectOption('churned');
      await page.getByRole('alert').waitFor();
      expect(await page.locator('tbody tr').count()).toBe(0);
      await page.unroute(isList);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('tbody tr').first().waitFor();
      const { customers } = (await stage.get(`/v1/customers?stage=churned&sort=-revenue&limit=50&asOf=${DAY}`)) as {
        customers: readonly { name?: string; id: string }[];
      };
      expect(await page.locator('tbody th a').allTextContents()).toEqual(customers.map(({ name, id }) => name ?? id));
      await looking.close();
    });

    it('say what is wrong with what cannot be recorded, and record nothing', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/settings');
      const card = page.locator('.card', { hasText: 'Closed periods' });
      await card.getByLabel('Period').fill('2030-01');
      await card.getByRole('button', { name: 'Close …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog [role=alert]').waitFor();
      expect(await stage.get('/v1/periods')).toEqual({ closings: [] });
      await page.keyboard.press('Escape');
      await looking.close();
    });

    it('keep a question for everybody, once under a name', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      const save = async (kind: string): Promise<void> => {
        await looking.go(`/explore?metrics=orders&by=channel&chart=${kind}`);
        await page.getByRole('button', { name: 'Save …' }).click();
        await page.getByLabel('Title').fill('Orders by channel');
        await page.getByRole('button', { name: 'Save question' }).click();
      };
      await save('pie');
      await page.getByRole('status').getByRole('link').click();
      await page.getByRole('link', { name: 'Orders by channel' }).click();
      await page.waitForURL(/metrics=orders&by=channel&chart=pie/);
      await save('bar');
      expect(await page.locator('dialog .notice').textContent()).toContain('orders-by-channel');
      await looking.close();
    });

    const here = [
      '/questions',
      '/customers',
      '/customers/c1',
      '/cohorts',
      '/rfm',
      '/movements',
      '/journal',
      '/journal?type=SaleVoided',
      '/settings',
    ];
    const narrow = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' as const };
    it.each(
      here.flatMap((place) => [
        [place, 'on a desk', {}] as const,
        [place, 'on a phone in Chinese and dark', narrow] as const,
      ]),
    )('%s is there for everybody %s', async (place, _how, options) => {
      const looking = await Looking.at(browser, stage.url, options);
      await looking.go(place);
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });

    it('say where to go on from an address at which nothing is', async () => {
      const looking = await Looking.at(browser, stage.url);
      await looking.go('/customers/nobody');
      expect(await looking.page.locator('[role=alert]').textContent()).toContain('nobody');
      await looking.page.evaluate(`history.pushState(null, '', '/customers/%'); dispatchEvent(new Event('popstate'))`);
      await looking.page.getByRole('heading', { name: '%', exact: true }).waitFor();
      await looking.close();
    });
  }),
);
