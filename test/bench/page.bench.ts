import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright-core';
import { demoBusiness } from '#demo/business.js';
import { send } from './bulk.bench.js';
import { dayOf } from './figures/questions.js';
import { forgetPages } from './peers/files.js';
import { ask } from './query.bench.js';
import { percentile, print } from './report.js';
import { startServer, type ServerProcess } from './server-process.js';

/** Debian's package puts it here. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const BUILT = new URL('../../../web/', import.meta.url).pathname;
const DRAGS = 60;
/** The first day that a slider is dragged to; the next are a week before the one before. */
const DRAGGED_TO = Date.UTC(2024, 11, 20) / 86_400_000;
const LOADS = 5;
const TILES = 12;
const FROM = '2023-01-01';
const KINDS = [
  { metrics: ['revenue.net', 'orders'], by: ['region'] },
  { metrics: ['revenue.net'], grain: 'month' },
  { metrics: ['customers.count'], by: ['stage'] },
  { metrics: ['orders'], by: ['channel'], grain: 'quarter' },
  { metrics: ['customers.active'], by: ['tier'] },
  { metrics: ['units'], by: ['region'], grain: 'year' },
];
const QUESTION = { metrics: ['revenue.net', 'orders'], by: ['region'] };
const EXPLORE = '/explore?metrics=revenue.net,orders&by=region';
const DASHBOARD = '/dashboards/bench';
const CLOCKS = ['as of', 'known at'] as const;

/**
 * What people who look at the page wait for: its first paint, figures that follow either clock, and a dashboard; in a real browser, and
 * over HTTP as the page asks. The book has history on both clocks. Cold: a new server whose files are not in the page cache, and for the
 * browser nothing in its own either.
 */
export async function benchPage(folder: string, facts: number): Promise<void> {
  const of = `, ${facts.toLocaleString('en')} facts`;
  say('application, without what is loaded when it is wanted, gz', [applicationBytes() / 1000], 'kB', '40');
  await makeBook(folder, facts);
  await onColdServer(folder, async ({ url }) => {
    say(`dashboard of ${String(TILES)} tiles over HTTP, cold${of}`, [await answered(url)], 'ms', '1,000');
    for (const clock of CLOCKS)
      say(`a question over HTTP as ${clock} is dragged${of}`, await asked(url, clock), 'ms', '200');
  });
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ['--disable-gpu'] });
  try {
    await onColdServer(folder, async ({ url }) => {
      say(`dashboard of ${String(TILES)} tiles in the browser, cold${of}`, [await loaded(browser, url)], 'ms', '1,000');
      say('the same, of a new browser, then', await times(() => loaded(browser, url)), 'ms', '1,000');
      say('all its tiles drawn, also those out of view', await times(() => loaded(browser, url, true)), 'ms', 'none');
    });
    await onColdServer(folder, async ({ url }) => {
      say(`first paint, cold${of}`, [await painted(browser, url)], 'ms', '1,000');
      say(`first paint, of a new browser, then${of}`, await times(() => painted(browser, url)), 'ms', '1,000');
      for (const [place, what] of [
        [EXPLORE, 'figures'],
        [DASHBOARD, `dashboard of ${String(TILES)} tiles`],
      ] as const)
        for (const clock of CLOCKS)
          say(`${clock} dragged in the browser, ${what}${of}`, await dragged(browser, url + place, clock), 'ms', '200');
    });
  } finally {
    await browser.close();
  }
}

/** One figure as it is; of several the half and the last hundredth. */
function say(what: string, samples: readonly number[], unit: string, target: string): void {
  if (samples.length === 1) {
    print({ what, reached: samples[0] ?? NaN, unit, target });
    return;
  }
  for (const share of [0.5, 0.99])
    print({ what: `${what}, p${String(share * 100)}`, reached: percentile(samples, share), unit, target });
}

function applicationBytes(): number {
  const page = readFileSync(`${BUILT}index.html`, 'utf8');
  const scripts = [...page.matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(BUILT + path), { level: 9 }).length, 0);
}

/** Facts that say since when they were known, and a dashboard of questions about them. */
async function makeBook(folder: string, facts: number): Promise<void> {
  const server = await startServer(folder);
  const { position } = await send(server.url, demoBusiness({ facts, seed: 7, isHistory: true }));
  // Of other days each, so that none has the figures of another.
  const tiles = Array.from({ length: TILES }, (_, i) => ({
    question: { ...KINDS[i % KINDS.length], from: FROM, to: dayOf(150 + i) },
    width: 4,
    height: 4,
  }));
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ title: 'Bench', tiles });
  const response = await fetch(`${server.url}/v1${DASHBOARD}`, { method: 'PUT', headers, body });
  if (!response.ok) throw new Error(await response.text());
  await fetch(`${server.url}/v1/query?metrics=orders&from=2024-01-01&to=2024-01-01&position=${position}`);
  await server.stop();
}

async function onColdServer(folder: string, use: (server: ServerProcess) => Promise<void>): Promise<void> {
  forgetPages(folder);
  const server = await startServer(folder);
  try {
    while (!(await fetch(`${server.url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 20));
    await use(server);
  } finally {
    await server.stop();
  }
}

async function times(load: () => Promise<number>): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let i = 0; i < LOADS; i++) samples.push(await load());
  return samples;
}

async function answered(url: string): Promise<number> {
  const begin = performance.now();
  const response = await fetch(`${url}/v1${DASHBOARD}/answer`);
  const { tiles } = (await response.json()) as { readonly tiles: readonly { readonly problem?: unknown }[] };
  const all = performance.now() - begin;
  const refused = tiles.filter(({ problem }) => problem !== undefined && problem !== null);
  if (tiles.length !== TILES || refused.length > 0) throw new Error(`tiles are refused: ${JSON.stringify(refused)}`);
  return all;
}

async function asked(url: string, clock: (typeof CLOCKS)[number]): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let i = 0; i < 200; i++) {
    const day = dayOf(i);
    const clocks = clock === 'as of' ? { asOf: day } : { knownAt: day };
    samples.push(await ask(url, { question: { ...QUESTION, ...clocks }, groups: 1 }));
  }
  return samples;
}

async function inNewBrowser<Result>(browser: Browser, use: (page: Page) => Promise<Result>): Promise<Result> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Milliseconds from the address until something can be read. */
function painted(browser: Browser, url: string): Promise<number> {
  return inNewBrowser(browser, async (page) => {
    await page.goto(`${url}/`);
    await page.locator('h1').waitFor();
    return page.evaluate<number>(`performance.getEntriesByName('first-contentful-paint')[0].startTime`);
  });
}

/**
 * Milliseconds from the address until all tiles have their figures and those in view are drawn, as somebody sees it.
 * @param isPrinted until all are drawn, as on paper
 */
function loaded(browser: Browser, url: string, isPrinted = false): Promise<number> {
  return inNewBrowser(browser, async (page) => {
    const begin = performance.now();
    await page.goto(url + DASHBOARD);
    await page
      .locator('.tile .chart')
      .nth(TILES - 1)
      .waitFor();
    await page.evaluate(`(async () => {
      const charts = [...document.querySelectorAll('.tile .chart')];
      const seen = charts.filter((chart) => ${String(isPrinted)} || chart.getBoundingClientRect().top < innerHeight);
      while (seen.some((chart) => chart.querySelector('svg') === null)) {
        await new Promise(requestAnimationFrame);
        if (${String(isPrinted)}) dispatchEvent(new Event('beforeprint'));
      }
    })()`);
    return performance.now() - begin;
  });
}

/** Milliseconds from each move of a slider until the figures are those of its day, drawn. */
function dragged(browser: Browser, address: string, clock: (typeof CLOCKS)[number]): Promise<readonly number[]> {
  return inNewBrowser(browser, async (page) => {
    await page.goto(address);
    await page.locator('.said table').first().waitFor({ state: 'attached' });
    return page.evaluate<readonly number[]>(`(async () => {
      const slider = document.querySelectorAll('.clock input[type=range]')[${String(CLOCKS.indexOf(clock))}];
      const waits = [];
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      for (let i = 0; i < ${String(DRAGS)}; i++) {
        const begin = performance.now();
        slider.value = String(${String(DRAGGED_TO)} - i * 7);
        slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
        while (document.querySelector('[aria-busy="true"]') === null && performance.now() - begin < 1000) await frame();
        while (document.querySelector('[aria-busy="true"]') !== null) await frame();
        waits.push(performance.now() - begin);
      }
      return waits;
    })()`);
  });
}
