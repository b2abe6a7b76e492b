import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { demoBusiness } from '#demo/business.js';
import { FORMATS, plain, seen, type Format } from '../journeys/seen-files.js';
import { Stage } from '../journeys/stage.js';
import { openBrowser } from './chromium.js';
import { Looking } from './looking.js';
import { RandomQuestions, type Known } from './random-questions.js';

/** Ratios are shown to four places of a per cent, and quotients to six. */
const ROUNDED = 0.000_001;

type Answer = {
  readonly columns: readonly { readonly name: string; readonly type: string; readonly unit: string }[];
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  readonly totals: Readonly<Record<string, unknown>>;
};

/** Goes on within the page, and waits until it has taken the address and has its answer. */
async function goOn(page: Page, address: string): Promise<void> {
  await page.evaluate(`(async () => {
    history.pushState(null, '', ${JSON.stringify(address)});
    dispatchEvent(new Event('popstate'));
    for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
    while (document.querySelector('.waiting, [aria-busy="true"]') !== null) await new Promise((done) => setTimeout(done, 5));
    document.querySelector('.answer button.more')?.click();
    await new Promise((done) => requestAnimationFrame(done));
    await new Promise((done) => requestAnimationFrame(done));
  })()`);
}

/** Row by row, the exact figures that the page shows. */
function figuresIn(page: Page): Promise<readonly (readonly string[])[]> {
  return page.evaluate(`[...document.querySelectorAll('.answer tbody tr')].map((row) =>
    [...row.querySelectorAll('.is-number')].map((cell) => cell.title || cell.textContent))`);
}

/** A figure as text without what is for the eye: signs of currencies and of groups. */
function bare(shown: string): number | null {
  if (shown === '–') return null;
  const number = Number(shown.replace(/[^\d.-]/g, ''));
  return shown.endsWith('%') ? number / 100 : number;
}

function isSame(shown: string, { type }: Answer['columns'][number], value: string | number | null): boolean {
  const seen = bare(shown);
  if (seen === null || value === null) return seen === value;
  return type === 'number' ? Math.abs(seen - Number(value)) <= ROUNDED : seen === Number(value);
}

/** How the cells of a row are compared: those of CSV to the letter, others as figures. */
function inFile(format: Format, columns: Answer['columns']) {
  return (cells: readonly (string | number | null)[]) =>
    cells.map((cell, i) => (format === 'csv' ? String(cell ?? '') : plain(cell, columns[i]?.type ?? '')));
}

/** What the page shows beside what the API and its files say, for so many random questions. */
export function figuresShown(questions: number): void {
  describe('figures in the page', () => {
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

    it(`are those of the API and of its files, for ${String(questions)} random questions`, async () => {
      const looking = await Looking.at(browser, stage.url);
      const { page } = looking;
      await looking.go('/explore');
      const { metrics } = (await stage.get('/v1/metrics')) as unknown as { metrics: readonly Known[] };
      const random = new RandomQuestions(metrics, 11);
      const wrong: string[] = [];
      let [answered, figures] = [0, 0];
      while (answered < questions) {
        const { search, question } = random.next();
        const { status, body } = await stage.send('POST', '/v1/query', question);
        await goOn(page, `/explore?${search}&chart=table`);
        if (status !== 200) {
          const refused = (await page.locator('main [role=alert]').textContent()) ?? '';
          if (!refused.toLowerCase().includes(String(body['detail']).toLowerCase().slice(0, 40)))
            wrong.push(`${search}: refused as ${refused}`);
          continue;
        }
        answered++;
        const { columns, rows, totals } = body as unknown as Answer;
        const own = columns.filter(({ name }) => name in totals);
        const shown = await figuresIn(page);
        if (shown.length !== rows.length) wrong.push(`${search}: ${String(shown.length)} rows`);
        for (const [i, row] of rows.entries())
          for (const [j, column] of own.entries()) {
            figures++;
            const value = row[column.name] ?? null;
            const told = shown[i]?.[j] ?? '';
            if (!isSame(told, column, value)) wrong.push(`${search}: ${column.name} is ${told}, not ${String(value)}`);
          }
        for (const format of FORMATS) {
          const written = inFile(format, columns);
          // A sheet has no row of which every cell is empty.
          const isThere = (cells: readonly unknown[]) => format !== 'xlsx' || cells.some((cell) => cell !== null);
          const found = (await seen(await stage.file(question, format), format)).rows.map(written).filter(isThere);
          const expected = rows.map((row) => written(columns.map(({ name }) => row[name] ?? null))).filter(isThere);
          if (JSON.stringify(found) !== JSON.stringify(expected))
            wrong.push(`${search}: as ${format} ${JSON.stringify(found.slice(0, 3))}, not ${JSON.stringify(expected)}`);
        }
      }
      expect(wrong.slice(0, 10)).toEqual([]);
      expect(figures).toBeGreaterThan(questions);
      await looking.close();
    }, 300_000);
  });
}
