import { chromium, type Page } from 'playwright-core';
import { percentile, print } from './report.js';
import { startServer } from './server-process.js';

/** Debian's package puts it here. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const DRAGS = 60;
const LOADS = 5;
const TILES = 12;

const QUESTIONS = [
  { metrics: ['revenue.net', 'orders'], by: ['region'] },
  { metrics: ['revenue.net'], grain: 'month', period: 'last-12-months' },
  { metrics: ['customers.count'], by: ['stage'] },
  { metrics: ['orders'], by: ['channel'], grain: 'quarter', period: 'last-12-months' },
];

/** What people who look at the page wait for, in a real browser: figures that follow a clock, and a dashboard. */
export async function benchPage(folder: string): Promise<void> {
  const server = await startServer(folder);
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ['--disable-gpu'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.url}/explore?metrics=revenue.net,orders&by=region`);
    const figures = await dragged(page);
    print({ what: 'as of dragged, to figures, p50', reached: percentile(figures, 0.5), unit: 'ms', target: '200' });
    print({ what: 'as of dragged, to figures, p99', reached: percentile(figures, 0.99), unit: 'ms', target: '200' });
    await makeDashboard(server.url);
    const loads: number[] = [];
    for (let i = 0; i < LOADS; i++) loads.push(await loaded(page, `${server.url}/dashboards/bench`));
    const what = `dashboard of ${String(TILES)} tiles`;
    print({ what: `${what}, opened, p50`, reached: percentile(loads, 0.5), unit: 'ms', target: 'none named' });
    const tiles = await dragged(page);
    print({ what: `${what}, as of dragged, p50`, reached: percentile(tiles, 0.5), unit: 'ms', target: '200' });
    print({ what: `${what}, as of dragged, p99`, reached: percentile(tiles, 0.99), unit: 'ms', target: '200' });
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Milliseconds from each move of the slider until the figures are those of its day, drawn. */
async function dragged(page: Page): Promise<readonly number[]> {
  await page.locator('.said table').first().waitFor({ state: 'attached' });
  return page.evaluate<readonly number[]>(`(async () => {
    const slider = document.querySelector('.clock input[type=range]');
    const waits = [];
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let i = 0; i < ${String(DRAGS)}; i++) {
      const begin = performance.now();
      slider.value = String(Number(slider.max) - 10 - i * 7);
      slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
      while (document.querySelector('[aria-busy="true"]') === null && performance.now() - begin < 1000) await frame();
      while (document.querySelector('[aria-busy="true"]') !== null) await frame();
      waits.push(performance.now() - begin);
    }
    return waits;
  })()`);
}

/** Milliseconds until all tiles are drawn. */
async function loaded(page: Page, address: string): Promise<number> {
  const begin = performance.now();
  await page.goto(address);
  await page
    .locator('.tile .chart svg')
    .nth(TILES - 1)
    .waitFor();
  return performance.now() - begin;
}

async function makeDashboard(url: string): Promise<void> {
  const tiles = Array.from({ length: TILES }, (_, i) => ({
    question: QUESTIONS[i % QUESTIONS.length],
    width: 4,
    height: 4,
  }));
  const init = {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Bench', tiles }),
  };
  const response = await fetch(`${url}/v1/dashboards/bench`, init);
  if (!response.ok) throw new Error(await response.text());
}
