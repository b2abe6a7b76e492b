import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CHART_KINDS } from '#charts/chart-settings.js';
import { Fonts } from '#drawing/fonts.js';
import { drawPng } from '#drawing/png.js';
import { drawSvg } from '#drawing/svg.js';
import { drawReport } from '#drawing/documents/document.js';
import { aReport } from '#testing/reports.js';
import { ordersByRegion, retention, revenueByMonth } from '#testing/answers.js';

const run = promisify(execFile);
const fonts = Fonts.find();
const sha = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const TIMES = 1_000;
/** Bytes that the heap may have more of after so many drawings: kept charts were 280 MB of them. */
const GROWTH = 12_000_000;

const DRAWINGS = [revenueByMonth(), ordersByRegion(12), retention()].flatMap((answer) =>
  CHART_KINDS.map((kind): Parameters<typeof drawSvg> => [
    answer,
    { kind },
    { language: 'zh', theme: 'dark', width: 600, height: 300 },
  ]),
);

describe('a process that draws charts', () => {
  let said: { readonly digests: unknown; readonly documents: unknown; readonly grown: number };

  beforeAll(async () => {
    const script = join(process.cwd(), 'test/documents/drawing.mjs');
    // That it ends at all says that no drawing has left a timer.
    const args = [JSON.stringify(DRAWINGS), String(TIMES), JSON.stringify(aReport())];
    const { stdout } = await run(process.execPath, ['--expose-gc', script, ...args]);
    said = JSON.parse(stdout) as typeof said;
  });

  it('draws the same bytes as any other', () => {
    const own = DRAWINGS.map((drawing) => {
      const svg = drawSvg(...drawing);
      return [sha(svg), sha(drawPng(svg, fonts).png)];
    });
    expect(said.digests).toEqual(own);
  });

  it('makes documents of the same bytes as any other', async () => {
    const own: Record<string, string> = {};
    for (const format of ['html', 'pdf', 'xlsx', 'csv'] as const)
      own[format] = sha((await drawReport(aReport(), format, fonts)).bytes);
    expect(said.documents).toEqual(own);
  });

  it('keeps nothing of what it has drawn', () => {
    expect(said.grown).toBeLessThan(GROWTH);
  });
});
