import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { demoBusiness } from '#demo/business.js';
import { freePort } from '../faults/watched-process.js';
import { until } from '../processes/until.js';
import { sale, Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';
import { Looking } from './looking.js';

const TODAY = '2024-12-31';
const YEAR = { from: '2024-01-02', to: TODAY };
const BY_CHANNEL = { title: 'Orders by channel', metric: 'orders', by: 'channel', window: 'day' };
const RULE = { ...BY_CHANNEL, condition: { above: '20' }, severity: 'critical' };

interface Course {
  readonly counts: Readonly<Record<string, { readonly firings: number }>>;
  readonly seen: readonly { readonly day: string; readonly part: string; readonly value: number }[];
}

withChromium(() =>
  describe('alerts in the page', () => {
    let browser: Browser;
    let stage: Stage;
    let settings: Readonly<Record<string, string>>;

    beforeAll(async () => {
      settings = { TALLY_PORT: String(await freePort()), TALLY_LOG_LEVEL: 'silent' };
      stage = await Stage.open(settings, {}, `${TODAY}T12:00:00Z`);
      await stage.bulk([...demoBusiness({ facts: 3_000, seed: 7, isHistory: true })]);
      await stage.record('/v1/channels/desk', { kind: 'inbox' }, 'PUT');
      await stage.record('/v1/alerts/busy', RULE, 'PUT');
      await stage.record('/v1/alerts/fair', { ...BY_CHANNEL, title: 'The fair', condition: { above: '0' } }, 'PUT');
      await stage.query({ metrics: ['orders'] });
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    const sell = (id: string, channel: string): Promise<unknown> =>
      stage.record('/v1/sales', sale(id, undefined, TODAY, '10', { channel }));
    const noted = async (id: string): Promise<unknown> => {
      const { firings } = (await stage.get(`/v1/alerts/${id}/history?days=0`)) as unknown as {
        firings: readonly { part: string; notes: readonly { kind: string }[] }[];
      };
      return firings.map(({ part, notes }) => [part, ...notes.map(({ kind }) => kind)].join(' '));
    };

    it('come into the list as they fire, and what is done about one is recorded', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/alerts');
      const fair = page.locator('li.card', { hasText: 'The fair' });
      await page.getByText('Live:').waitFor();
      expect(await fair.locator('table').count()).toBe(0);
      await sell('f1', 'fair');
      const row = fair.locator('tbody tr', { hasText: 'fair' });
      await row.getByText('Firing', { exact: true }).waitFor();
      await row.getByRole('button', { name: 'Acknowledge The fair: fair' }).click();
      expect(await looking.barriers()).toEqual([]);
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await row.getByText('Acknowledged', { exact: true }).waitFor();
      await row.getByRole('button', { name: 'Assign … The fair: fair' }).click();
      await page.getByLabel('Who is to look at it').fill('ben');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.keyboard.press('Escape');
      await row.getByText('ben').waitFor();
      await row.getByRole('button', { name: 'Snooze … The fair: fair' }).click();
      await page.getByLabel('Quiet until this day begins').fill('2025-02-01');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.keyboard.press('Escape');
      await row.getByText('Snoozed', { exact: true }).waitFor();
      expect(await noted('fair')).toEqual(['fair acknowledged assigned snoozed']);
      await page.getByLabel('State').selectOption('firing');
      await page.getByText('No alert is in this state.').waitFor();
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('are on the overview while they fire', async () => {
      const looking = await Looking.at(browser, stage.url);
      await looking.go('/');
      await looking.page.getByText('No alert fires.').waitFor();
      await sell('m1', 'market');
      const card = looking.page.locator('section', { hasText: 'Alerts firing' }).last();
      await card.locator('tbody tr', { hasText: 'market' }).waitFor();
      expect([await looking.barriers(), looking.complaints]).toEqual([[], []]);
      await looking.close();
    });

    it('show their year, with what a back-test says in the chart and in tables', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/alerts/busy');
      await page.locator('.chart svg').waitFor();
      const { body } = await stage.send('POST', '/v1/alerts/busy/backtest', YEAR);
      const { counts, seen } = body as unknown as Course;
      expect(await page.locator('.sum').textContent()).toContain(
        `${String(counts['knownThen']?.firings)} times as known each day, ${String(counts['hindsight']?.firings)} as known now`,
      );
      await page.locator('summary', { hasText: 'Figures, as a table' }).click();
      const figures = page.getByRole('region', { name: 'Figures, as a table' });
      await page.getByRole('button', { name: /Show all/ }).click();
      const shown = await figures.locator('tbody td.is-number').allTextContents();
      expect(shown.map((text) => Number(text.replace(',', '')))).toEqual(seen.map(({ value }) => value));
      expect([await looking.barriers(), looking.complaints]).toEqual([[], []]);
      await looking.close();
    });

    it('are tried on the last year while a threshold is dragged, and the last answer is the one that is shown', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/alerts?new=1');
      await page.getByLabel('Title').fill('Many orders');
      await page.getByLabel('Metric').selectOption('orders');
      const slider = page.getByLabel('Threshold, slider');
      const threshold = page.getByLabel('Threshold', { exact: true });
      await until(async () => (await threshold.inputValue()) !== '');
      await slider.focus();
      for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await slider.press(key);
      const above = await threshold.inputValue();
      const rule = { title: 'Many orders', metric: 'orders', window: 'day', condition: { above } };
      const { body } = await stage.send('POST', '/v1/alerts/backtest', { rule, ...YEAR });
      const { counts } = body as unknown as Course;
      await page.getByText(`${String(counts['hindsight']?.firings)} as known now`).waitFor();
      expect(await looking.barriers()).toEqual([]);
      await page.getByRole('button', { name: 'Define …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForURL(/alerts\/many-orders/);
      expect(await stage.get('/v1/alerts/many-orders')).toMatchObject({ ...rule, version: 1 });
      expect(looking.complaints).toEqual([]);
      await looking.close();
    });

    it('are not overwritten by who looks at a version of before, and say what is there now', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await stage.record('/v1/alerts/passing', { ...RULE, title: 'Passing' }, 'PUT');
      await looking.go('/alerts/passing?change=1');
      const title = page.getByLabel('Title');
      await title.fill('Mine');
      const changed = await stage.send('PUT', '/v1/alerts/passing', { ...RULE, title: 'Theirs' });
      stage.position = String(changed.body['position']);
      await stage.get('/v1/alerts/passing');
      await page.getByRole('button', { name: 'Change …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.getByText('Changed by somebody else meanwhile').waitFor();
      await page.locator('dialog pre', { hasText: 'Theirs' }).waitFor();
      expect(await looking.barriers()).toEqual([]);
      await page.getByRole('button', { name: 'Go on from what is there now' }).click();
      await page.getByRole('heading', { name: 'Theirs', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Retire …' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.locator('dialog .events li').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('This alert is retired').waitFor();
      expect(await stage.problem('GET', '/v1/alerts/passing')).toBe('404 not-found');
      await looking.close();
    });

    it('say where the connection is lost, and go on with what came meanwhile', async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/alerts');
      await page.getByText('Live:').waitFor();
      await stage.stop();
      await page.getByText('Connection lost').waitFor();
      await stage.start(settings);
      await sell('s1', 'street');
      await page.locator('tbody tr', { hasText: 'street' }).first().waitFor();
      await page.getByText('Live:').waitFor();
      await looking.close();
    });

    const narrow = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' as const };
    it.each(
      ['/alerts', '/alerts/fair', '/alerts?new=1'].flatMap((place) => [
        [place, 'on a desk', {}] as const,
        [place, 'on a phone in Chinese and dark', narrow] as const,
      ]),
    )('%s is there for everybody %s', async (place, _how, options) => {
      const looking = await Looking.at(browser, stage.url, options);
      await looking.go(place);
      expect([await looking.barriers(), await looking.overflow(), looking.complaints]).toEqual([[], 0, []]);
      await looking.close();
    });
  }),
);
