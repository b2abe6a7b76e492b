import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { sale, Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';
import { tabTo } from './tab-to.js';

const ADA = '/v1/customers/ada';

withChromium(() =>
  describe('what figures are counted on, and where a customer stands', () => {
    let browser: Browser;
    let stage: Stage;
    const told = (path: string) => stage.get(path);
    const figures = (page: Page): Promise<readonly string[]> =>
      page.locator('.answer tbody td.is-number').allTextContents();
    /** Records what a dialog asks about, and closes it when its event is there. */
    const confirm = async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
    };

    beforeAll(async () => {
      stage = await Stage.open({}, {}, '2024-09-01T09:00:00Z');
      await stage.record('/v1/rates', { id: 'r', currency: 'EUR', from: '2024-01-01', rate: '1.25' });
      await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', region: 'north', segment: 'b2b' });
      await stage.record('/v1/customers', { id: 'bo', registeredAt: '2024-01-01', region: 'south' });
      await stage.record('/v1/customers', { id: 'test', registeredAt: '2024-01-01', excluded: true });
      await stage.record('/v1/sales', sale('s1', 'ada', '2024-07-10', '40'));
      await stage.record('/v1/sales', sale('s2', 'bo', '2024-08-01', '50'));
      await stage.record('/v1/sales', sale('s3', 'test', '2024-08-01', '10'));
      await stage.record(ADA, { id: 'moved', effectiveAt: '2024-08-15', region: 'east' }, 'PATCH');
      await stage.query({ metrics: ['orders'] });
      browser = await openBrowser([]);
    });
    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    it('are chosen by the keyboard, and hold for figures and the records behind them', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/explore?metrics=revenue.net&by=region&chart=table');
      expect(await figures(page)).toEqual(['US$40.00', 'US$50.00']);
      expect(await page.locator('.answer > .fine').textContent()).toContain('excluded and not counted: 1');
      await tabTo(page, /^summary Counted/);
      await page.keyboard.press('Enter');
      await tabTo(page, /^input Money in/);
      await page.keyboard.press('Control+A');
      await page.keyboard.type('eur');
      await tabTo(page, /^select Customers told apart/);
      await page.waitForURL(/currency=EUR/);
      await page.keyboard.press('ArrowDown');
      await page.waitForURL(/organisation=today/);
      await tabTo(page, 'count as well');
      await page.keyboard.press('Space');
      await page.waitForURL(/includeExcluded=true/);
      await looking.settled();
      // 40, 50 and 10 dollars at 1.25 for a euro; Ada is of the east today.
      const rows = await stage.rows({
        ...{ metrics: ['revenue.net'], by: ['region'], currency: 'EUR' },
        ...{ organisation: 'today', includeExcluded: true },
      });
      expect(rows.map((row) => [row['region'], row['revenue.net']])).toEqual([
        ['', '8'],
        ['east', '32'],
        ['south', '40'],
      ]);
      expect(await figures(page)).toEqual(['€8.00', '€32.00', '€40.00']);
      expect(await looking.barriers()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('.answer tbody button').nth(1).click();
      await page.locator('dialog tbody tr').waitFor();
      expect(await page.locator('dialog .sum').textContent()).toContain('€32');
      expect(await page.locator('dialog .conditions').textContent()).toContain('EUR');
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('is said with the rules that hold, and a tier is given and withdrawn by hand', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/customers/ada');
      const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Why this tier' }) });
      const stageCard = page.locator('.card', { has: page.getByRole('heading', { name: 'Why this stage' }) });
      await stageCard.getByText('It buys, and none of the other rules holds.').waitFor();
      await card.getByText('no condition of a higher tier holds').waitFor();
      // 40 of 100, one order of 2 and no interaction of 6.
      const { next } = (await told(`${ADA}/why`))['tier'] as { readonly next: { readonly missing: unknown } };
      expect(next.missing).toEqual([{ revenue: '60' }, { orders: 1 }, { interactions: 6 }]);
      await card.getByText('it lacks Revenue US$60.00 or Orders 1 or Interactions 6.').waitFor();
      await card.getByText('Give a tier by hand').click();
      await card.getByLabel('Tier').selectOption('normal');
      await card.getByLabel('Why').fill('promised');
      expect(await looking.barriers()).toEqual([]);
      await card.getByRole('button', { name: 'Give it' }).click();
      await confirm(page);
      await card.getByText(/Given by hand from .* on: promised/).waitFor();
      expect(await told(ADA)).toMatchObject({ tier: 'normal' });
      await card.getByRole('button', { name: 'Withdraw from today on' }).click();
      await confirm(page);
      await card.getByText('no condition of a higher tier holds').waitFor();
      expect(await told(ADA)).toMatchObject({ tier: 'low' });
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('is left out of figures by a form, and is there on a narrow screen, in Chinese and in the dark', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/customers/bo');
      await page.getByText('It counts in all figures.').waitFor();
      await page.getByRole('button', { name: 'Exclude it' }).click();
      await confirm(page);
      await page.getByText('It is excluded from all figures.').waitFor();
      const { meta } = await stage.query({ metrics: ['customers.total'] });
      expect(meta).toMatchObject({ excluded: 2 });
      await looking.go('/customers');
      const named = await page.locator('tbody th').allTextContents();
      expect(named.toSorted()).toEqual(['ada', 'bo (excluded)', 'test (excluded)']);
      expect(looking.complaints).toEqual([]);
      await looking.close();
      const narrow = { viewport: { width: 390, height: 800 }, locale: 'zh-CN', colorScheme: 'dark' } as const;
      const small = await Looking.at(browser, stage.url, narrow);
      await small.go('/customers/bo');
      await small.page.getByText('已从所有指标中排除。').waitFor();
      await small.page.getByText('人工指定等级').click();
      await small.page.getByText('与另一位客户合并…').click();
      await small.page.getByLabel('另一位客户').fill('ada');
      await small.page.getByRole('radio').check();
      await small.page.getByRole('cell', { name: 'east' }).first().waitFor();
      expect([await small.barriers(), await small.overflow(), small.complaints]).toEqual([[], 0, []]);
      await small.go('/explore?metrics=revenue.net&currency=EUR&rates=2024-08-01');
      await small.page.locator('summary', { hasText: '统计口径' }).click();
      expect([await small.barriers(), await small.overflow(), small.complaints]).toEqual([[], 0, []]);
      await small.close();
    });

    it('is that of two customers who are merged by a form, with the keyboard, and parted again', async () => {
      await stage.record('/v1/customers', { id: 'cy-1', registeredAt: '2024-02-01', source: 'fair', name: 'Cyrus' });
      await stage.record('/v1/customers', { id: 'cy-2', registeredAt: '2024-03-01', source: 'web', region: 'west' });
      await stage.record('/v1/sales', sale('s4', 'cy-1', '2024-07-01', '20'));
      await stage.record('/v1/sales', sale('s5', 'cy-2', '2024-08-01', '30'));
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/customers/cy-1');
      const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Merged customers' }) });
      await card.getByText('No other customer is merged into this one.').waitFor();
      await tabTo(page, /^summary Merge with another/);
      await page.keyboard.press('Enter');
      await tabTo(page, /^input The other customer/);
      await page.keyboard.type('nobody at all');
      await card.getByText('Nobody else is found by that.').waitFor();
      await page.keyboard.press('Control+A');
      // Itself is found by that, too, and not shown.
      await page.keyboard.type('cy-');
      await card.getByRole('radio').waitFor();
      expect(await card.getByRole('radio').count()).toBe(1);
      expect(await card.getByRole('button', { name: 'Merge …' }).isDisabled()).toBe(true);
      await tabTo(page, /^input cy-2/);
      await page.keyboard.press('Space');
      await card.getByLabel('Why').fill('moved');
      // Field, the one that stays, the one that does not, both: its own source and region, the earlier purchase, two orders.
      const rows = await card.locator('tbody tr').allInnerTexts();
      expect(rows.map((row) => row.split('\t')).filter(([what]) => /Region|Source|Orders/.test(what ?? ''))).toEqual([
        ['Region', 'west', '–', 'west'],
        ['Source', 'web', 'fair', 'web'],
        ['Orders', '1', '1', '2'],
      ]);
      expect(await looking.barriers()).toEqual([]);
      await tabTo(page, 'Merge …');
      await page.keyboard.press('Enter');
      await confirm(page);
      await card.getByText('cy-1 is merged into cy-2, who is shown.').waitFor();
      await card.getByText(/cy-1, merged on .*: moved/).waitFor();
      expect(await told('/v1/customers/cy-1')).toMatchObject({ mergedInto: 'cy-2', source: 'web', orders: 2 });
      await card.getByRole('button', { name: 'Count as two again' }).click();
      await confirm(page);
      await card.getByText('No other customer is merged into this one.').waitFor();
      expect(await told('/v1/customers/cy-1')).toMatchObject({ id: 'cy-1', source: 'fair', orders: 1 });
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('follows other days of some customers, and days of grace, which a form publishes', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/settings');
      const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Lifecycle policy' }) });
      await card.getByLabel('Days of grace').fill('5');
      await card.getByRole('button', { name: 'Other days of some customers …' }).click();
      const preview = card.getByRole('button', { name: 'Preview' });
      // Of nobody in particular there are no other days.
      expect(await preview.isDisabled()).toBe(true);
      const other = card.getByRole('group', { name: 'Customers of 1' });
      await other.locator('summary').click();
      await other.getByRole('checkbox', { name: 'b2b' }).check();
      await page.keyboard.press('Escape');
      await other.getByLabel('At risk after').fill('20');
      await other.getByLabel('Churned after').fill('30');
      expect(await looking.barriers()).toEqual([]);
      await preview.click();
      await card.getByRole('button', { name: 'Publish …' }).click();
      await confirm(page);
      const { events } = await told('/v1/events?type=LifecyclePolicyPublished');
      expect(events).toEqual([
        expect.objectContaining({
          data: expect.objectContaining({
            policy: expect.objectContaining({
              ...{ churnAfterDays: 90, graceDays: 5 },
              for: [{ where: { segment: ['b2b'] }, atRiskAfterDays: 20, churnAfterDays: 30 }],
            }),
          }),
        }),
      ]);
      // What was published is what the form goes on from.
      await other.getByText('b2b').first().waitFor();
      expect(await other.getByLabel('Churned after').inputValue()).toBe('30');
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });
  }),
);
