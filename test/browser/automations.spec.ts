import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { sale, Stage } from '../journeys/stage.js';
import { until } from '../processes/until.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const CUSTOMERS = 12;

/** Says yes to what is about to be recorded, and goes on from there. */
async function record(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record it' }).press('Enter');
  await page.locator('dialog .events li').waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).press('Enter');
}

/** A thing without what tells its versions apart. */
function whatOf({
  version: _version,
  position: _position,
  recordedAt: _at,
  ...what
}: Readonly<Record<string, unknown>>) {
  return what;
}

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

    it('makes one by keyboard that is switched off, tries it on history, and switches it on', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/automations');
      await page.getByRole('link', { name: 'New automation …' }).press('Enter');
      await looking.settled();
      await page.getByLabel('Title', { exact: true }).fill('Thank buyers');
      await page.getByLabel('Only facts of which this is true').fill('event.total > money("5")');
      await page.getByLabel('Only customers of whom this is true').fill('orders == 1');
      await page.getByLabel('Note', { exact: true }).fill('say thank you');
      await page.getByRole('button', { name: 'One more action' }).press('Enter');
      const second = page.getByRole('group', { name: 'Action 2' });
      await second.getByRole('combobox', { name: 'Does' }).selectOption('tag');
      await second.getByRole('textbox', { name: 'Attributes' }).fill('buyer = yes');
      await page.getByRole('combobox', { name: 'What customers are to do after it' }).selectOption('orders');
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await page.getByRole('button', { name: 'Save …' }).press('Enter');
      await record(page);
      await looking.settled();
      const said = await stage.get('/v1/automations/thank-buyers');
      expect(said).toMatchObject({
        title: 'Thank buyers',
        on: { fact: 'RecordSale', where: 'event.total > money("5")' },
        if: 'orders == 1',
        do: [{ followUp: { assign: 'salesperson', due: '3d', note: 'say thank you' } }, { tag: { buyer: 'yes' } }],
        goal: { metric: 'orders', within: '30d' },
        enabled: false,
      });
      await page.getByRole('link', { name: 'Change …' }).press('Enter');
      await looking.settled();
      expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('say thank you');
      const tried = page.getByRole('region', { name: 'Tried on history' }).first();
      await tried.getByLabel('First day').fill('2024-06-01');
      await tried.getByRole('button', { name: 'Try it' }).press('Enter');
      const sum = `It would have acted 0 times, and done nothing ${String(CUSTOMERS / 2)} times.`;
      await tried.getByText(sum).waitFor();
      await page.getByRole('combobox', { name: 'Is', exact: true }).selectOption('true');
      await page.getByRole('button', { name: 'Save …' }).press('Enter');
      await record(page);
      await looking.settled();
      expect(await stage.get('/v1/automations/thank-buyers')).toMatchObject({ ...whatOf(said), enabled: true });
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });

    it('has what is to be followed up, and takes down that it is done', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/automations?view=follow-ups');
      const { followUps } = (await stage.get('/v1/follow-ups?state=open&limit=1000')) as {
        readonly followUps: readonly { readonly id: string; readonly customer: string }[];
      };
      const rows = page.getByRole('table', { name: 'Follow-ups' }).locator('tbody tr');
      expect(await rows.locator('th').allTextContents()).toEqual(followUps.map(({ customer }) => customer));
      expect([await looking.barriers(), await looking.overflow()]).toEqual([[], 0]);
      await rows.first().getByRole('button', { name: /^Done/ }).press('Enter');
      await record(page);
      await rows.nth(followUps.length - 1).waitFor({ state: 'detached' });
      await page.getByRole('combobox', { name: 'Which' }).selectOption('done');
      await looking.settled();
      expect(await rows.locator('th').allTextContents()).toEqual([followUps[0]?.customer]);
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('is there on a narrow screen, in Chinese and in the dark, also without a goal', async () => {
      const narrow = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' as const };
      const looking = await Looking.at(browser, stage.url, narrow);
      await looking.go('/automations/greet');
      await looking.page.getByText('留作对照', { exact: true }).first().waitFor();
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.go('/automations?new=1');
      await looking.page.getByText('触发条件', { exact: true }).waitFor();
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.go('/automations/aimless');
      expect(await looking.page.locator('main').textContent()).toContain('未设目标');
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });
  }),
);
