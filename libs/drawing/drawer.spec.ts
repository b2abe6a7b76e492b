import { afterAll, describe, expect, it } from '@jest/globals';
import { ordersByRegion } from '#testing/answers.js';
import { aReport } from '#testing/reports.js';
import { drawReport } from './documents/document.js';
import { Drawer } from './drawer.js';
import { Fonts } from './fonts.js';
import { drawPng } from './png.js';
import { drawSvg, type DrawingView } from './svg.js';

const VIEW: DrawingView = { language: 'zh', theme: 'dark', width: 500, height: 300 };

describe('a drawer', () => {
  const errors: unknown[] = [];
  const drawer = new Drawer({ fontsFolder: undefined, kinds: [] }, (error) => errors.push(error));
  afterAll(() => drawer.close());

  it('draws beside this thread what would be drawn in it', async () => {
    const svg = drawSvg(ordersByRegion(3), { kind: 'bar' }, VIEW);
    const fonts = Fonts.find();
    expect(await drawer.svg(ordersByRegion(3), { kind: 'bar' }, VIEW)).toBe(svg);
    const { png, missing } = await drawer.png(ordersByRegion(3), { kind: 'bar' }, VIEW);
    expect(missing).toBe('');
    expect(Buffer.from(png).equals(drawPng(svg, fonts).png)).toBe(true);
    const html = await drawer.report(aReport(), 'html');
    expect(Buffer.from(html.bytes).toString()).toBe(
      Buffer.from((await drawReport(aReport(), 'html', fonts)).bytes).toString(),
    );
    expect(errors).toEqual([]);
  });

  it('ends what takes too long, and draws what comes next', async () => {
    const limits = { waiting: 1, patience: 30_000, limit: 1 };
    const hasty = new Drawer({ fontsFolder: undefined, kinds: [] }, (error) => errors.push(error), limits);
    // It would be drawn for minutes.
    const parts = Array.from({ length: 500 }, () => aReport().parts).flat();
    await expect(hasty.report(aReport({ parts }), 'pdf')).rejects.toMatchObject({ code: 'took-too-long' });
    limits.limit = 30_000;
    expect(await hasty.svg(ordersByRegion(3), { kind: 'bar' }, VIEW)).toBe(
      drawSvg(ordersByRegion(3), { kind: 'bar' }, VIEW),
    );
    expect(errors).toEqual([]);
    await hasty.close();
  });

  it('says what it throws', async () => {
    const [part] = aReport().parts;
    const long = { ...part!, answer: { ...part!.answer, rows: [{ month: 'x'.repeat(40_000), 'revenue.net': '1' }] } };
    await expect(drawer.report(aReport({ parts: [long] }), 'xlsx')).rejects.toMatchObject({ code: 'answer-too-large' });
  });
});
