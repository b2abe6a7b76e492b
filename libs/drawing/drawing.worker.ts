import { ThreadSide } from '#engine/threads/thread-side.js';
import { drawReport } from './documents/document.js';
import type { DrawerData, Drawing } from './drawer.js';
import { Fonts } from './fonts.js';
import { drawPng } from './png.js';
import { drawSvg } from './svg.js';

/** Draws one thing after another, beside the thread that answers. */
const side = new ThreadSide<DrawerData>();
const fonts = Fonts.find(side.data.fontsFolder);

side.serve<Drawing>({
  async answer(drawing) {
    if (drawing.of === 'report') return drawReport(drawing.report, drawing.format, fonts, drawing.pictures);
    const { answer, settings, view } = drawing;
    const svg = drawSvg(answer, settings, view);
    return drawing.of === 'svg' ? svg : drawPng(svg, fonts);
  },
});
