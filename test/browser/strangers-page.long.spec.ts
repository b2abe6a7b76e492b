import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { addressOf } from '#platform/address.js';
import { Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';

const STRANGER = 'evil.example';
const ALLOWED = 'tally.example';

/** A request as a page of ours would make it. */
const WRITE = `{
  method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"id": "bob"}',
}`;
const TRIES = readFileSync(new URL('strangers-page.html', import.meta.url));

/** What it has asked, as the server has answered it: each `METHOD route status`. */
async function answeredBy(stage: Stage): Promise<readonly string[]> {
  const text = await (await fetch(`${stage.url}/metrics`)).text();
  const counts = text.matchAll(/^tally_http_request_seconds_count\{method="(\w+)",route="([^"]+)",status="(\d+)"\}/gm);
  return [...counts].map(([, method, route, status]) => `${String(method)} ${String(route)} ${String(status)}`).sort();
}

withChromium(() =>
  describe('access, contract tests 4 and 5: in a browser beside a server', () => {
    let browser: Browser;
    let elsewhere: Server;
    let stage: Stage;
    let page: Page;
    const portOf = (url: string): string => new URL(url).port;
    const at = (host: string, url: string): string => `http://${host}:${portOf(url)}`;
    const logOf = async (): Promise<readonly string[]> =>
      ((await stage.send('GET', '/v1/events')).body['events'] as { type: string }[]).map(({ type }) => type);

    beforeAll(async () => {
      browser = await openBrowser([STRANGER, ALLOWED]);
      elsewhere = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(TRIES);
      }).listen(0, '127.0.0.1');
      await once(elsewhere, 'listening');
    });

    afterAll(async () => {
      await browser.close();
      elsewhere.close();
    });

    beforeEach(async () => {
      stage = await Stage.open({ TALLY_ALLOWED_HOSTS: ALLOWED });
      await stage.record('/v1/customers', { id: 'ada', name: 'Ada Lovelace', registeredAt: '2023-01-01' });
      page = await browser.newPage();
    });

    afterEach(async () => {
      await page.close();
      await stage.close();
    });

    it.each([STRANGER, 'localhost'])('a page of %s changes nothing and learns nothing', async (host) => {
      const { url } = addressOf(elsewhere, '127.0.0.1');
      await page.goto(`${at(host, url)}/?target=${at('localhost', stage.url)}`);
      await page.waitForFunction("document.title === 'done'");
      expect(await answeredBy(stage)).toEqual([
        'GET /v1/events 403',
        'GET /v1/query 403',
        'OPTIONS /v1/sales 403',
        'POST /v1/customers 201',
        'POST /v1/customers 403',
        'POST /v1/periods/:period/close 403',
        'POST /v1/rebuild 403',
        'POST /v1/replays 403',
      ]);
      expect(await logOf()).toEqual(['BookOpened', 'CustomerRegistered']);
      expect((await stage.send('GET', '/v1/replays')).body).toEqual({ replays: [] });
    });

    it('a name led to this machine reads no name and writes no fact', async () => {
      const url = at(STRANGER, stage.url);
      const answer = await page.goto(`${url}/v1/customers`);
      expect([answer?.status(), (await page.content()).includes('Ada')]).toEqual([421, false]);
      const sent = await page.evaluate(`(async () => {
        const wrote = await fetch('/v1/customers', ${WRITE});
        const read = await fetch('/v1/customers/ada');
        return [wrote.status, read.status, (await read.text()).includes('Ada')];
      })()`);
      expect(sent).toEqual([421, 421, false]);
      expect(await logOf()).toEqual(['BookOpened', 'CustomerRegistered']);
    });

    it.each(['localhost', '127.0.0.1', ALLOWED])('/docs under %s shows the API and lets it be tried', async (host) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${at(host, stage.url)}/docs`);
      await page.getByRole('heading', { name: /Tallybook/ }).waitFor();
      expect(await page.locator('.opblock').count()).toBeGreaterThan(40);
      const tried = await page.evaluate(`fetch('/v1/customers', ${WRITE}).then(({ status }) => status)`);
      expect([tried, complaints]).toEqual([201, []]);
    });
  }),
);
